import { describe, expect, it } from 'vitest';
import { complementary } from '#personalization/features/complementary.ts';
import { household } from '#personalization/features/household.ts';
import { reorderIntelligence } from '#personalization/features/reorder-intelligence.ts';
import type { Companion } from '#personalization/population/companions.ts';
import { type Basket, contextOn, openHistory } from '#tests/personalization/shopper-history.ts';

describe('how far the evidence carries', () => {
  it('what runs out before the next order is "soon", and that is days away for who orders seldom', async () => {
    const history = openHistory();
    for (const day of [0, 10, 14, 24, 28, 38, 42, 52, 56, 66]) await history.order(day, { milk: 1 });
    const profile = await history.profile();
    const asked = { said: 'milk', productIds: ['milk'] };
    const { advice } = reorderIntelligence(profile, contextOn(69, { asked }));
    expect(advice!.items[0]!.probability).toBeLessThan(0.25);
    expect(advice!.items[0]!.status).toBe('soon');
  });

  it('unasked only what likely runs out before the next order is named, the surest first', async () => {
    const history = openHistory();
    for (let week = 0; week < 20; week += 1) {
      const seldom: Basket = [0, 4, 15].includes(week) ? { papaya: 1 } : {};
      await history.order(week * 7, { milk: 1, ...(week % 2 === 1 && { jam: 1 }), ...seldom });
    }
    const profile = await history.profile();
    const asked = { said: 'papaya', productIds: ['papaya'] };
    const { items, advice } = reorderIntelligence(profile, contextOn(19 * 7 + 6, { asked }));
    expect(items.map(({ productId }) => productId)).toEqual(['milk']);
    expect(advice!.items[0]).toMatchObject({ productId: 'papaya', status: 'soon' });
  });

  it('two products go together once they shared two orders', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14]) await history.order(day, { milk: 1 });
    const profile = await history.profile();
    const shared = (orders: number) => {
      const companion: Companion = {
        productId: 'bread',
        with: 'milk',
        orders,
        goesWith: true,
        share: 0.4,
        basis: { kind: 'own' },
      };
      const offerable = new Map(['milk', 'bread'].map((id) => [id, { name: id, priceCents: 300 }]));
      const context = contextOn(20, { basket: { productIds: ['milk'] }, offerable });
      return complementary({ ...profile, companionsOf: () => [companion] }, context).items.length;
    };
    expect([shared(1), shared(2)]).toEqual([0, 1]);
  });

  it('amounts follow an estimated household only where its range is sure to one person', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14]) await history.order(day, { milk: 1 });
    const profile = await history.profile();
    const sizeOf = (low: number, high: number) =>
      household({ ...profile, household: { mean: 4, low, high, withinOne: 0.8 } }).size;
    expect([sizeOf(3.6, 4.6), sizeOf(2.6, 5.4)]).toEqual([4, null]);
  });
});
