import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyondChance, metBeyondChance, rateOf } from '#personalization/population/met-beyond-chance.ts';

describe('what met beyond chance', () => {
  it('is bought more with a thing than without it', () => {
    expect(metBeyondChance({ together: 11, first: 18, second: 13, orders: 39 })).toBe(true);
    // In two of three orders anyway.
    expect(metBeyondChance({ together: 12, first: 18, second: 24, orders: 39 })).toBe(false);
    // In every order: nothing tells them apart.
    expect(metBeyondChance({ together: 6, first: 6, second: 6, orders: 6 })).toBe(false);
  });

  it('counts for less when the orders are of few shoppers', () => {
    const met = { together: 60, first: 200, second: 150, orders: 1_000 };
    expect(metBeyondChance(met)).toBe(true);
    expect(metBeyondChance({ ...met, ofOneShopper: 25 })).toBe(false);
  });

  it('grows with what they share, and its rates are rates', () => {
    const counts = fc.record({
      first: fc.integer({ min: 1, max: 500 }),
      rest: fc.integer({ min: 1, max: 500 }),
      second: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(counts, ({ first, rest, second }) => {
        const orders = first + rest;
        const most = Math.min(first, second);
        const z = (together: number) => beyondChance({ together, first, second, orders });
        for (let together = 1; together <= most; together += 1) {
          expect(z(together)).toBeGreaterThan(z(together - 1));
        }
        const { mean, variance } = rateOf(most, first);
        expect(mean > 0 && mean < 1 && variance > 0 && variance < 0.25).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
