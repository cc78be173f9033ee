import { toFocusProduct } from '#agents/order/focus-product.ts';
import { type DialogueFocus, EMPTY_FOCUS, type FocusProduct } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { lastChange } from './last-change.ts';
import type { TurnState } from './state.ts';

/** Most products of a list that later turns can point at. */
const SHOWN = 20;

/** What the conversation is about after this turn. A question that was not asked again is no longer open. */
export function nextFocus(state: TurnState): DialogueFocus {
  const { focus, order, ranked } = state;
  // What was heard is understood against this very situation once it is confirmed.
  if (state.held !== null) return { ...(focus ?? EMPTY_FOCUS), pending: order?.question ?? null };
  const before = order?.focus ?? focus ?? EMPTY_FOCUS;
  const cards = (ranked ?? []).slice(0, SHOWN).map(({ product }) => toFocusProduct(product));
  const kept = cards.length === 0 || isListKept(state, cards);
  const stands = kept && before.shown === (focus ?? EMPTY_FOCUS).shown;
  return {
    ...before,
    shown: kept ? before.shown : cards,
    pending: order?.question ?? null,
    dish: state.search?.recipe?.name ?? (stands ? (before.dish ?? null) : null),
    sought: stands ? (before.sought ?? null) : kept ? null : soughtNow(state),
    last: lastChange(state),
  };
}

/** What was searched for, when the list is that of a search. */
function soughtNow({ understanding }: TurnState): readonly ItemMention[] | null {
  const items = understanding.intents
    .filter(({ name }) => name === 'search_products')
    .flatMap(({ slots }) => slots.items ?? [])
    .filter(({ query }) => query !== '');
  return items.length === 0 ? null : items;
}

/**
 * A search shows a new list. The order agent either shows one itself or picks out of the one that stands, and then
 * "the third one" still counts there.
 */
function isListKept({ search, order, focus }: TurnState, cards: readonly FocusProduct[]): boolean {
  if (search !== null || order === null) return false;
  const before = focus?.shown ?? [];
  if (order.focus.shown !== before) return true;
  const standing = new Set(before.map(({ productId }) => productId));
  return cards.some(({ productId }) => standing.has(productId));
}
