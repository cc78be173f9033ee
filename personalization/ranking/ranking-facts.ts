import { type EdgeName, type Properties, SHOPPER_NODE } from '#personalization/learning/edge.ts';
import { readTaste, writeTaste } from './kept-taste.ts';
import type { ShownList } from './shown-lists.ts';
import { NO_TASTE, type Taste } from './taste.ts';

export const RANKING_NODE = 'ranking';

/** The lists that a choice may still be from. */
export const SHOWN_FACT: EdgeName = {
  sourceId: SHOPPER_NODE,
  kind: 'WAS_SHOWN',
  targetId: RANKING_NODE,
};

/** What the shopper's choices say of what a list is to be ordered by. */
export const TASTE_FACT: EdgeName = { sourceId: SHOPPER_NODE, kind: 'RANKS_BY', targetId: RANKING_NODE };

export function readLists({ lists }: Properties): readonly ShownList[] {
  if (typeof lists !== 'string') return [];
  const kept: readonly (readonly [number, readonly (readonly [string, number, ...number[]])[]])[] =
    JSON.parse(lists);
  return kept.map(([at, products]) => ({
    at,
    products: products.map(([productId, place, ...signals]) => ({ productId, place, signals })),
  }));
}

export function writeLists(lists: readonly ShownList[]): Properties {
  const kept = lists.map(({ at, products }) => [
    at,
    products.map(({ productId, place, signals }) => [productId, place, ...signals]),
  ]);
  return { lists: JSON.stringify(kept) };
}

export function tasteIn({ taste }: Properties): Taste {
  return typeof taste === 'string' ? readTaste(taste) : NO_TASTE;
}

export function withTaste(taste: Taste): Properties {
  return { taste: writeTaste(taste) };
}
