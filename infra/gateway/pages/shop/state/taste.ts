import { type Signal, signal } from '@preact/signals';
import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import type { Conversation } from './conversation.ts';
import type { Entry, TurnEntry } from './entry.ts';

/** Intents that only look: asking them again changes nothing. */
const LOOKING: ReadonlySet<IntentName> = new Set([
  'search_products',
  'browse',
  'product_question',
  'compare',
  'recipe',
  'list_promotions',
  'usual_order',
  'reorder_advice',
]);

/** Whether answers follow the shopper's taste or show everything in plain order. */
export interface Taste {
  readonly showAll: Signal<boolean>;
  /** Switches, and asks the latest question that only looked once more, so that the difference is seen at once. */
  switchTo(showAll: boolean): Promise<void>;
}

export function createTaste(conversation: Conversation): Taste {
  const showAll = signal(false);
  return {
    showAll,
    async switchTo(all) {
      showAll.value = all;
      const last = conversation.entries.peek().findLast(isTurn);
      if (last === undefined || !canAskAgain(last)) return;
      await conversation.say(last.message, all ? { view: 'all' } : {});
    },
  };
}

/** True for a turn that showed products and changed nothing. */
export function canAskAgain(entry: TurnEntry): boolean {
  const reply = entry.reply.value;
  if (reply === null || reply.products.length === 0) return false;
  return onlyLooked(reply);
}

/** True for an answer that changed nothing, whatever it found. */
export function onlyLooked({ intents }: TurnReply): boolean {
  return intents.every(({ name, slots }) => LOOKING.has(name) && slots.addToCart !== true);
}

function isTurn(entry: Entry): entry is TurnEntry {
  return entry.kind === 'turn';
}
