import { describe, expect, it } from 'vitest';
import type { ProductIndex, ProductQuery } from '#agents/search/product-index.ts';
import { searchHealth } from '#infra/compose/search-health.ts';
import { watchSearches } from '#infra/resilience/watch-searches.ts';

const QUERY: ProductQuery = {
  text: 'oat milk for ana@example.com',
  excludeTerms: [],
  alpha: 0.2,
  filters: { maxPriceCents: 500 },
  limit: 10,
  offset: 0,
  sort: 'relevance',
};

function watched(tookMs: number, total: number, fails = false) {
  let at = 0;
  const slow: string[] = [];
  const index = {
    search: async () => {
      at += tookMs;
      if (fails) throw new Error('down');
      return { hits: [], total, facets: [], excludedUnknown: 0 };
    },
    count: async () => 7,
  } as unknown as ProductIndex;
  const { products, counts } = watchSearches(index, {
    elapsed: () => at,
    slowMs: 100,
    onSlow: (what) => slow.push(what),
  });
  return { products, counts, slow };
}

describe('watched searches', () => {
  it('are counted, the empty and the slow ones too; a look-up of one product is no search', async () => {
    const { products, counts, slow } = watched(101, 0);
    await products.search(QUERY);
    await products.search({ ...QUERY, limit: 1 });
    await products.search({ ...QUERY, offset: 10 });
    expect(counts()).toEqual({ searches: 1, withoutResult: 1, slow: 3, failed: 0, isDown: false });
    expect(slow).toHaveLength(3);
    expect(await products.count()).toBe(7);
  });
  it('tell a slow search without its words', async () => {
    const { products, slow } = watched(150, 3);
    await products.search(QUERY);
    expect(slow[0]).toBe(
      'A search took 150 ms (4 words, alpha 0.20, filters: maxPriceCents, 10 from 0, by relevance).',
    );
  });
  it('are not slow at the threshold', async () => {
    const { products, counts } = watched(100, 3);
    await products.search(QUERY);
    expect(counts()).toMatchObject({ slow: 0, withoutResult: 0 });
  });
  it('pass failures on, and health warns until one works again', async () => {
    const { products, counts } = watched(1, 0, true);
    await expect(products.search(QUERY)).rejects.toThrow('down');
    expect(searchHealth(counts())).toEqual({
      name: 'search',
      status: 'warn',
      detail: '1 searches, 0 without a result, 0 slow, 1 failed',
    });
  });
});
