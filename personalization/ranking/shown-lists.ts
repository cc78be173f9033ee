import type { Choice } from './choice-model.ts';
import type { Signals, WeightPrior } from './signals.ts';
import { learnChoice, type Taste } from './taste.ts';

/** One candidate as it was shown, with what spoke for it then. */
export interface ShownProduct {
  readonly productId: string;
  /** Its place in the list, counted from 1. */
  readonly place: number;
  readonly signals: Signals;
}

/** A list that was shown, and of which nothing more is known than what was not chosen of it. */
export interface ShownList {
  readonly at: number;
  readonly products: readonly ShownProduct[];
}

/** Lists that a choice may still be from, latest last. */
const LISTS_KEPT = 4;
/** How long after a list a choice may still be from it, in milliseconds: one visit. */
const VISIT_MS = 6 * 3_600_000;
/** How far down a list is remembered. */
export const PRODUCTS_KEPT = 12;

/** The lists after one more was shown. The order in which they are told of makes no difference. */
export function withList(lists: readonly ShownList[], list: ShownList): readonly ShownList[] {
  return [...lists, { ...list, products: list.products.slice(0, PRODUCTS_KEPT) }]
    .sort((a, b) => a.at - b.at)
    .slice(-LISTS_KEPT);
}

/** What a product was taken from, or turned down in: the latest list before that held it. Null when none did. */
function lookedAt(
  lists: readonly ShownList[],
  productId: string,
  at: number,
): { readonly list: ShownList; readonly which: number } | null {
  for (const list of lists.toReversed()) {
    if (list.at > at || at - list.at > VISIT_MS) continue;
    const which = list.products.findIndex((product) => product.productId === productId);
    if (which >= 0) return { list, which };
  }
  return null;
}

/**
 * Learns from what was chosen, or turned down, of the lists that were shown. A product counts once a list and is taken
 * off it, so that what is chosen next is chosen from the rest (Plackett–Luce), and a click, an addition and a purchase
 * of the same thing are one choice. Null when nothing was on any list.
 */
export function learnFromLists(
  { lists, taste }: { readonly lists: readonly ShownList[]; readonly taste: Taste },
  {
    productIds,
    outcome,
    at,
    prior,
  }: {
    readonly productIds: readonly string[];
    readonly outcome: Choice['outcome'];
    readonly at: number;
    readonly prior: WeightPrior;
  },
): { readonly lists: readonly ShownList[]; readonly taste: Taste } | null {
  let left = lists;
  let learned = taste;
  for (const productId of productIds) {
    const found = lookedAt(left, productId, at);
    if (found === null) continue;
    const { list, which } = found;
    if (list.products.length > 1) {
      learned = learnChoice(learned, { seen: list.products, which, outcome }, prior);
    }
    const rest = { ...list, products: list.products.filter((_, index) => index !== which) };
    left = left.map((one) => (one === list ? rest : one));
  }
  return left === lists ? null : { lists: left, taste: learned };
}
