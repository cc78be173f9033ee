import type { Receipt } from '#agents/order/receipt.ts';
import type { LastChange } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import type { TurnState } from './state.ts';

/** Intents after which a correction no longer speaks of the cart. */
const MOVES_ON: ReadonlySet<IntentName> = new Set([
  'search_products',
  'browse',
  'recipe',
  'undo',
  'clear_cart',
  'confirm_order',
]);

/** What was tried and changed nothing is no more to be corrected than what came before it. */
const CHANGES: ReadonlySet<IntentName> = new Set(['add_to_cart', 'update_cart', 'remove_from_cart']);

/** The change that "no, the other one" would speak of after this turn; null when there is none or it is past. */
export function lastChange({ order, focus, understanding }: TurnState): LastChange | null {
  const changes = (order?.receipts ?? []).flatMap(changeOf);
  const latest = changes.at(-1);
  if (latest === undefined) {
    const past = understanding.intents.some(({ name }) => MOVES_ON.has(name) || CHANGES.has(name));
    return past ? null : (focus?.last ?? null);
  }
  const ofKind = changes.filter(({ kind }) => kind === latest.kind);
  return {
    kind: latest.kind,
    lines: ofKind.map(({ line }) => line),
    whole: ofKind.length === changes.length,
  };
}

interface Change {
  readonly kind: LastChange['kind'];
  readonly line: LastChange['lines'][number];
}

function changeOf(receipt: Receipt): readonly Change[] {
  switch (receipt.kind) {
    case 'added':
    case 'removed': {
      const { kind, productId, name, quantity } = receipt;
      return [{ kind, line: { productId, name, quantity } }];
    }
    case 'updated': {
      const { kind, productId, name, to, from } = receipt;
      return [{ kind, line: { productId, name, quantity: to, from } }];
    }
    default:
      return [];
  }
}
