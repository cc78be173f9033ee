import type { DialogueFocus } from './dialogue-focus.ts';
import type { RoutedIntent } from './intent.ts';

/**
 * Whether carrying an intent out changes something: the cart, an order, or what protects and remembers the shopper.
 * Searching, looking, and what only leads to a question of its own changes nothing.
 */
export function isConsequential({ name, slots }: RoutedIntent, { pending }: DialogueFocus): boolean {
  switch (name) {
    case 'add_to_cart':
    case 'update_cart':
    case 'remove_from_cart':
    case 'undo':
    case 'clear_cart':
    case 'repeat_order':
      return true;
    case 'usual_order':
    case 'recipe':
      return slots.addToCart === true;
    case 'apply_promotion':
      return slots.code !== undefined;
    case 'confirm_order':
      return pending?.kind === 'confirm_order';
    case 'accept':
      return pending !== null && pending.kind !== 'name_thing';
    case 'clarify':
      return pending !== null && slots.choice != null;
    case 'state_preference':
      return slots.statement !== undefined && 'holds' in slots.statement && !slots.statement.holds;
    case 'memory_command':
      return slots.command !== 'remember' && slots.command !== 'export';
    default:
      return false;
  }
}
