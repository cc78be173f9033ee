import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateOf,
  levelWithin,
  overallLevel,
  USUAL_VARIANCES,
} from '#personalization/prices/price-level.ts';

const sums = fc.record({
  weight: fc.double({ min: 0.1, max: 200, noNaN: true }),
  place: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
});

describe('a price level', () => {
  it('is in the middle and may be nearly anywhere while nothing was bought', () => {
    const { mean, low, high } = estimateOf(overallLevel([], USUAL_VARIANCES));
    expect(mean).toBe(0.5);
    expect(high - low).toBeGreaterThan(0.2);
  });

  it('lies between the middle and what was paid, and gets surer with every kind', () => {
    fc.assert(
      fc.property(fc.array(sums, { minLength: 1, maxLength: 20 }), (given) => {
        const kinds = given.map(({ weight, place }) => ({ weight, sum: weight * place }));
        const level = overallLevel(kinds, USUAL_VARIANCES);
        const places = [0, ...given.map(({ place }) => place)];
        expect(level.mean).toBeGreaterThanOrEqual(Math.min(...places) - 1e-9);
        expect(level.mean).toBeLessThanOrEqual(Math.max(...places) + 1e-9);
        expect(level.variance).toBeLessThan(overallLevel(kinds.slice(1), USUAL_VARIANCES).variance);
        const { mean, low, high } = estimateOf(level);
        expect(0 <= low && low <= mean && mean <= high && high <= 1).toBe(true);
      }),
    );
  });

  it('learns more from a little of many kinds than from much of one', () => {
    const one = overallLevel([{ weight: 20, sum: -8 }], USUAL_VARIANCES);
    const many = overallLevel(
      Array.from({ length: 20 }, () => ({ weight: 1, sum: -0.4 })),
      USUAL_VARIANCES,
    );
    expect(many.mean).toBeLessThan(one.mean);
    expect(many.variance).toBeLessThan(one.variance);
  });

  it('of a kind goes over to its own purchases as there are more of them', () => {
    const around = { mean: -0.3, variance: 0.002 };
    const mean = (weight: number) => levelWithin({ weight, sum: weight * 0.3 }, around, USUAL_VARIANCES).mean;
    expect(mean(0)).toBe(-0.3);
    expect(mean(1)).toBeGreaterThan(-0.3);
    expect(mean(4)).toBeGreaterThan(mean(1));
    expect(mean(400)).toBeGreaterThan(0.28);
  });
});
