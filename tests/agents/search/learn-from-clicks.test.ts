import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainAlpha } from '#agents/search/estimate-alpha.ts';
import { createClickLearning } from '#agents/search/learn-from-clicks.ts';
import {
  type AlphaEvidence,
  addClick,
  type LearnedAlpha,
  NO_EVIDENCE,
  type QueryKind,
  shiftOf,
} from '#agents/search/learned-alpha.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import type { QueryStatistics } from '#agents/search/query-statistics.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const phrase: QueryStatistics = {
  words: ['evening', 'tea'].map((word) => ({ word, productShare: 0.01, inBrand: false, unknown: false })),
  exactName: false,
  bestCoverage: 1,
};

/** The words rank "word" first, the meaning ranks "meant" first. */
function classroom(statistics: QueryStatistics = phrase) {
  const evidence = new Map<QueryKind, AlphaEvidence>();
  const learned: LearnedAlpha = {
    evidenceOf: async (kind) => evidence.get(kind) ?? NO_EVIDENCE,
    add: async (kind, click) => {
      evidence.set(kind, addClick(evidence.get(kind) ?? NO_EVIDENCE, click));
    },
  };
  const search: ProductIndex['search'] = async ({ alpha }) => {
    const ids = alpha < 0.5 ? ['word', 'other', 'meant'] : ['meant', 'other', 'word'];
    const hits = ids.map((id) => ({
      product: fixtureProduct(id, id, 'Pantry/Tea', '2 oz', 300),
      score: 0.5,
      matchesAllTerms: true,
      exactName: false,
    }));
    return { hits, total: 3, facets: [], excludedUnknown: 0 };
  };
  const learning = createClickLearning({
    products: { search },
    statistics: { describe: async () => statistics },
    learned,
  });
  const click = (productId: string, times = 1, position?: number) =>
    learning.learn(
      Array.from({ length: times }, () => ({
        query: 'evening tea',
        productId,
        ...(position === undefined ? {} : { position }),
      })),
    );
  const alpha = async () => explainAlpha({ ...statistics, clicks: await learned.evidenceOf('phrase') }).alpha;
  return { click, alpha, evidence };
}

describe('learning alpha from clicks', () => {
  it('moves towards the meaning when shoppers click what the meaning ranks higher, and back', async () => {
    const { click, alpha } = classroom();
    const before = await alpha();
    await click('meant', 40, 5);
    const after = await alpha();
    expect(after).toBeGreaterThan(before);
    await click('word', 120, 5);
    expect(await alpha()).toBeLessThan(before);
  });

  it('makes little of a single click and less of one on the first place', async () => {
    const [rare, first] = [classroom(), classroom()];
    const before = await rare.alpha();
    await rare.click('meant', 1, 8);
    await first.click('meant', 1, 1);
    expect((await rare.alpha()) - before).toBeLessThan(0.01);
    expect((await first.alpha()) - before).toBeLessThan((await rare.alpha()) - before);
  });

  it('learns nothing from a product that both rank alike, from one that neither finds, or for an exact name', async () => {
    const plain = classroom();
    await plain.click('other', 5);
    await plain.click('never-there', 5);
    expect(plain.evidence.size).toBe(0);
    const exact = classroom({ ...phrase, exactName: true });
    await exact.click('meant', 5);
    expect(exact.evidence.size).toBe(0);
  });

  it('says in words what alpha was estimated from', () => {
    const clicks = { clicks: 40, lean: 20 };
    expect(explainAlpha({ ...phrase, clicks }).because).toBe(
      '2 words, 100 % of it in one product, 40 clicks +0.07',
    );
    expect(explainAlpha({ ...phrase, exactName: true }).because).toBe('a product has exactly this name');
  });

  it('never moves alpha further than a quarter, whatever is clicked', () => {
    const click = fc.record({
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      lean: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(click, { maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (clicks, times) => {
        let evidence = NO_EVIDENCE;
        for (let round = 0; round < times; round += 1) evidence = clicks.reduce(addClick, evidence);
        expect(Math.abs(shiftOf(evidence))).toBeLessThanOrEqual(0.25);
      }),
      { numRuns: 50 },
    );
  });

  it('forgets old clicks as new ones come, so that it can change its mind', () => {
    let evidence = NO_EVIDENCE;
    for (let at = 0; at < 5_000; at += 1) evidence = addClick(evidence, { weight: 1, lean: 1 });
    for (let at = 0; at < 4_000; at += 1) evidence = addClick(evidence, { weight: 1, lean: -1 });
    expect(shiftOf(evidence)).toBeLessThan(0);
  });
});
