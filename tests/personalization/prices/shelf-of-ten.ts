import { distributionOf, NO_PRICES } from '#personalization/prices/price-distribution.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import type { openHistory } from '#tests/personalization/shopper-history.ts';
import { onDay } from '#tests/personalization/shopper-history.ts';

const KINDS = ['bread', 'cheese', 'coffee', 'jam', 'milk', 'pasta', 'rice', 'soap', 'tea', 'yogurt'];
const IN_KIND = 10;

export const productOf = (kind: string, place: number) => `${kind}-${place}`;
export const centsOf = (place: number) => 100 + 100 * place;

/** Ten kinds of ten products each, from `bread-0` for $1 to `bread-9` for $10; a pack holds one unit. */
export const shelfOfTen: PriceShelf = {
  of(productId) {
    const [kind = '', place = ''] = productId.split('-');
    if (!KINDS.includes(kind)) return null;
    return { kind, family: 'food', unitsPerPack: 1, packCents: centsOf(Number(place)) };
  },
  pricesOf: (kind) =>
    KINDS.includes(kind)
      ? distributionOf(Array.from({ length: IN_KIND }, (_, place) => [centsOf(place), 1]))
      : NO_PRICES,
  cheapestOf: (kind) => Array.from({ length: IN_KIND }, (_, place) => productOf(kind, place)),
};

/** Buys one product of each of some kinds at a place of its shelf, in one order. */
export async function buyAt(
  history: ReturnType<typeof openHistory>,
  { day, place, kinds = KINDS, who }: { day: number; place: number; kinds?: readonly string[]; who?: string },
) {
  const lines = kinds.map((kind) => ({
    productId: productOf(kind, place),
    quantity: 1,
    unitPriceCents: centsOf(place),
  }));
  await history.learn({ kind: 'purchase', at: onDay(day), lines }, who);
}
