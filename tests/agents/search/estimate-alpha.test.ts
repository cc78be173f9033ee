import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateAlpha } from '#agents/search/estimate-alpha.ts';
import type { QueryStatistics, WordStatistics } from '#agents/search/query-statistics.ts';

const word = (facts: Partial<WordStatistics> = {}): WordStatistics => ({
  word: 'w',
  productShare: 0.01,
  inBrand: false,
  unknown: false,
  ...facts,
});
const statistics = (facts: Partial<QueryStatistics> = {}): QueryStatistics => ({
  words: [word()],
  exactName: false,
  bestCoverage: 1,
  ...facts,
});

describe('estimateAlpha', () => {
  it('stays with the words for a name and for a brand', () => {
    const plain = estimateAlpha(statistics());
    expect(estimateAlpha(statistics({ exactName: true }))).toBeLessThan(plain);
    expect(estimateAlpha(statistics({ words: [word({ inBrand: true, productShare: 0.001 })] }))).toBeLessThan(
      plain,
    );
  });

  it('leaves the words the less any product has of them', () => {
    const alphas = [1, 0.7, 0.4, 0.1].map((bestCoverage) => estimateAlpha(statistics({ bestCoverage })));
    expect(alphas).toEqual([...alphas].sort((a, b) => a - b));
    expect(new Set(alphas).size).toBe(4);
  });

  it('leaves the words the longer the query is', () => {
    const alphas = [1, 2, 4, 8].map((count) =>
      estimateAlpha(statistics({ words: Array.from({ length: count }, () => word()) })),
    );
    expect(alphas).toEqual([...alphas].sort((a, b) => a - b));
    expect(new Set(alphas).size).toBe(4);
  });

  it('stays within 0 and 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ productShare: share, inBrand: fc.boolean(), unknown: fc.boolean() }), {
          maxLength: 20,
        }),
        share,
        (words, bestCoverage) => {
          const alpha = estimateAlpha(statistics({ words: words.map(word), bestCoverage }));
          expect(alpha).toBeGreaterThanOrEqual(0);
          expect(alpha).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
