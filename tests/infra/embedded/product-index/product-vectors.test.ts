import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductVectors } from '#infra/embedded/product-index/product-vectors.ts';
import { quantize } from '#infra/embedded/product-index/quantize.ts';

const numbers = (dimension: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension });

describe("the products' vectors", () => {
  it('give the cosines that a plain loop gives, for any dimension and over any growth', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 40 })
          .chain((dimension) =>
            fc.tuple(numbers(dimension), fc.array(numbers(dimension), { minLength: 1, maxLength: 30 })),
          ),
        fc.integer({ min: 1, max: 300 }),
        ([query, all], spread) => {
          const vectors = new ProductVectors(query.length);
          all.forEach((vector, at) => {
            vectors.put(at * spread, quantize(vector));
          });
          const asked = quantize(query);
          const expected = all.map((vector) => {
            const it = quantize(vector);
            const dot = it.values.reduce((sum, value, at) => sum + value * (asked.values[at] ?? 0), 0);
            return dot * it.scale * asked.scale;
          });
          const one = vectors.cosineWith(asked);
          const scanned = [...vectors.cosines(asked, all.length * spread)];
          all.forEach((_, at) => {
            expect(scanned[at * spread]).toBeCloseTo(expected[at] ?? 0, 4);
            expect(one(at * spread)).toBeCloseTo(expected[at] ?? 0, 4);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('know which slots have one, a vector of zeros included', () => {
    const vectors = new ProductVectors(3);
    vectors.put(2, quantize([0, 0, 0]));
    expect([0, 1, 2, 5_000].map((slot) => vectors.has(slot))).toEqual([false, false, true, false]);
    expect(vectors.cosineWith(quantize([1, 0, 0]))(2)).toBe(0);
  });

  it('refuse a vector of another dimension', () => {
    expect(() => new ProductVectors(3).put(0, quantize([1, 2]))).toThrow('does not fit');
  });
});
