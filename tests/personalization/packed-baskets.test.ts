import { describe, expect, it } from 'vitest';
import { packBaskets, unpackBaskets } from '#personalization/packed-baskets.ts';
import type { PurchaseHistory } from '#personalization/population/purchase-history.ts';

const bought = (productId: string, times: readonly number[], count = times.length) => ({
  productId,
  count,
  firstAt: 1,
  times,
  quantities: times.map(() => 1),
  meanCents: null,
});

const history: PurchaseHistory = {
  orders: 40,
  firstAt: 1,
  trips: [10, 20, 30],
  meanProducts: 2,
  products: [bought('milk', [10, 30], 300), bought('tea', [20]), bought('jam', [10, 20, 30])],
};

describe('packed baskets', () => {
  const products = [
    { productId: 'milk', count: 300, times: [10, 30] },
    { productId: 'tea', count: 1, times: [20] },
    { productId: 'jam', count: 3, times: [10, 20, 30] },
  ];

  it.each([[['jam', 'rice', 'milk', 'tea']], [['tea']], [[]]])(
    'unpacked are what was packed, whichever products are held already: %s',
    (known) => {
      const packed = packBaskets(history, known);
      expect(unpackBaskets(packed)).toEqual({ orders: 40, trips: [10, 20, 30], products });
    },
  );

  it('hold no names of their own where all are held already', () => {
    const known = ['tea', 'jam', 'milk'];
    expect(packBaskets(history, known).productIds).toBe(known);
  });
});
