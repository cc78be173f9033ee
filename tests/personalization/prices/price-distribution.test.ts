import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf, placeAmong, weightedPrices } from '#personalization/prices/price-distribution.ts';

const price = fc.integer({ min: 1, max: 60 });
const pairs = fc.array(fc.tuple(price, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 40 });

describe('the place of a price among others', () => {
  it('is the share below it and half of what costs the same', () => {
    const prices = distributionOf([
      [100, 1],
      [200, 2],
      [300, 1],
    ]);
    expect(placeAmong(prices, 50)).toBe(0);
    expect(placeAmong(prices, 100)).toBe(0.125);
    expect(placeAmong(prices, 200)).toBe(0.5);
    expect(placeAmong(prices, 250)).toBe(0.75);
    expect(placeAmong(prices, 400)).toBe(1);
  });

  it('is not known where all cost the same', () => {
    expect(placeAmong(distributionOf([[100, 7]]), 100)).toBeNull();
    expect(placeAmong(distributionOf([]), 100)).toBeNull();
  });

  it('lies in [0, 1], never falls as the price rises, and is as often above as below the middle', () => {
    fc.assert(
      fc.property(pairs, price, price, (given, one, other) => {
        const prices = distributionOf(given);
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((at) => placeAmong(prices, at));
        if (low === null || high === null || low === undefined || high === undefined) {
          expect(new Set(given.map(([cents]) => cents)).size).toBe(1);
          return;
        }
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
        // Half of what costs as little as the cheapest counts as below it.
        expect(placeAmong(prices, Math.min(...given.map(([cents]) => cents)))).toBeGreaterThan(0);
        expect(placeAmong(prices, 0)).toBe(0);
        const total = given.reduce((sum, [, weight]) => sum + weight, 0);
        const mean =
          given.reduce((sum, [at, weight]) => sum + weight * (placeAmong(prices, at) ?? 0), 0) / total;
        expect(mean).toBeCloseTo(0.5, 9);
      }),
    );
  });

  it('depends on neither the order nor the currency of the prices', () => {
    fc.assert(
      fc.property(pairs, price, fc.integer({ min: 2, max: 50 }), (given, at, rate) => {
        const place = placeAmong(distributionOf(given), at);
        expect(placeAmong(distributionOf(given.toReversed()), at)).toBe(place);
        const exchanged = given.map(([cents, weight]): [number, number] => [cents * rate, weight]);
        expect(placeAmong(distributionOf(exchanged), at * rate)).toBe(place);
      }),
    );
  });

  it('keeps every weight', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const again = distributionOf(weightedPrices(distributionOf(given)));
        expect(again).toEqual(distributionOf(given));
      }),
    );
  });
});
