import { toFocusProduct } from '#agents/order/focus-product.ts';
import { nameKey } from '#agents/search/tokenize.ts';
import {
  type DialogueFocus,
  EMPTY_FOCUS,
  type FocusProduct,
  type PagedList,
  type PagePart,
} from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName, ItemMention, PreferenceStatement } from '#agents/supervisor/intent.ts';
import { answeredProduct } from './answered-product.ts';
import { guestNeeds } from './guest-needs.ts';
import { lastChange } from './last-change.ts';
import type { TurnState } from './state.ts';

/** Most products of a list that later turns can point at. */
const SHOWN = 50;
/** Most things at home that are kept in mind. */
const MOST_AT_HOME = 50;

/** What the conversation is about after this turn. A question that was not asked again is no longer open. */
export function nextFocus(state: TurnState): DialogueFocus {
  const { focus, order, ranked } = state;
  // What was heard is understood against this very situation once it is confirmed.
  if (state.held !== null) return { ...(focus ?? EMPTY_FOCUS), pending: order?.question ?? null };
  const before = order?.focus ?? focus ?? EMPTY_FOCUS;
  const cards = (ranked ?? []).slice(0, SHOWN).map(({ product }) => toFocusProduct(product));
  const kept = cards.length === 0 ? !foundNothing(state) : isListKept(state, cards);
  const stands = kept && before.shown === (focus ?? EMPTY_FOCUS).shown;
  return {
    ...before,
    shown: kept ? (askedAboutNow(state) ?? before.shown) : cards,
    pending: order?.question ?? null,
    dish: state.search?.recipe?.name ?? (stands ? (before.dish ?? null) : null),
    sought: stands ? (before.sought ?? null) : kept ? null : soughtNow(state),
    answered: answeredProduct(state),
    list: kept ? (stands ? listAfter(state) : null) : listAfter(state),
    guests: guestNeeds(focus?.guests ?? [], statementsIn(state)),
    atHome: stockAfter(state),
    last: lastChange(state),
    advised: advisedNow(state),
  };
}

/** A search that found nothing leaves no list to point at. */
function foundNothing({ search, order }: TurnState): boolean {
  return search !== null && order === null && search.pageAt === undefined && search.groups.length > 0;
}

/** The list with the page that this turn shows, or a new one; null when what is shown is no search's list. */
function listAfter({ focus, search, ranked, understanding, request }: TurnState): PagedList | null {
  const before = focus?.list ?? null;
  if (search === null) return before;
  const parts = search.groups.flatMap((group): readonly PagePart[] => {
    if (group.ingredient !== null) return [];
    const found = new Set(group.hits.map(({ product }) => product.id));
    const shown = (ranked ?? []).filter((entry) => entry.group === null && found.has(entry.product.id));
    return [{ title: group.title, productIds: shown.map(({ product }) => product.id), total: group.total }];
  });
  if (search.pageAt !== undefined && before !== null) {
    const { pageAt } = search;
    const isNew = pageAt >= before.pages.length;
    const isEmpty = parts.every(({ productIds }) => productIds.length === 0);
    if (isNew && isEmpty) return before;
    return isNew ? { ...before, pages: [...before.pages, parts], at: pageAt } : { ...before, at: pageAt };
  }
  const intents = understanding.intents.filter(({ name }) => LISTS.has(name));
  if (intents.length === 0 || parts.every(({ productIds }) => productIds.length === 0)) return null;
  return { intents, filters: request.filters ?? {}, pages: [parts], at: 0 };
}

/** Intents whose results are a list to page through. */
const LISTS: ReadonlySet<IntentName> = new Set(['search_products', 'browse']);

/** What is at home; what was asked for since is wanted all the same. */
function stockAfter({ focus, understanding }: TurnState): readonly string[] {
  const { intents } = understanding;
  const said = intents.flatMap(({ name, slots }) => (name === 'small_talk' ? (slots.atHome ?? []) : []));
  const wanted = new Set(
    intents
      .filter(({ name }) => name === 'add_to_cart' || name === 'search_products')
      .flatMap(({ slots }) => (slots.items ?? []).map(({ query }) => nameKey(query))),
  );
  const before = (focus?.atHome ?? []).filter((thing) => !wanted.has(nameKey(thing)));
  return [...new Set([...before, ...said])].slice(-MOST_AT_HOME);
}

/** The one product that "do we need bread?" was answered about; null when it was not, or about several. */
function askedAboutNow({ reorder, understanding }: TurnState): readonly FocusProduct[] | null {
  const asked = understanding.intents.some(
    ({ name, slots }) => name === 'reorder_advice' && (slots.items ?? []).some(({ query }) => query !== ''),
  );
  const [only, ...others] = reorder?.items ?? [];
  if (!asked || others.length > 0) return null;
  // Of what the shopper never bought nothing is known to add.
  if (only === undefined) return [];
  const unknown = { brand: null, sizeText: null, sizeAmount: null, priceCents: null, organic: false };
  return [{ productId: only.productId, name: only.name, ...unknown }];
}

/** What this turn took to be running out; a later one is no answer to it any more. */
function advisedNow({ reorder }: TurnState): readonly string[] {
  const items = reorder?.items ?? [];
  return items.flatMap(({ productId, status }) => (status === 'not_yet' ? [] : [productId]));
}

function statementsIn({ statements }: TurnState): readonly PreferenceStatement[] {
  return (statements ?? []).map(({ statement }) => statement);
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
