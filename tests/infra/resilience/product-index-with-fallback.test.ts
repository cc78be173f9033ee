import { describe, expect, it } from 'vitest';
import {
  type ProductIndex,
  ProductIndexUnavailable,
  type ProductPage,
  type ProductPageNotes,
  type ProductQuery,
} from '#agents/search/product-index.ts';
import { createFallback } from '#infra/resilience/fallback.ts';
import {
  createProductIndexWithFallback,
  isIndexOutage,
} from '#infra/resilience/product-index-with-fallback.ts';

const QUERY: ProductQuery = {
  text: 'milk',
  excludeTerms: [],
  alpha: 0,
  filters: {},
  limit: 1,
  offset: 0,
  sort: 'relevance',
};
const pageOf = (total: number): ProductPage & ProductPageNotes => ({
  hits: [],
  total,
  facets: [],
  excludedUnknown: 0,
});
/** Finds one where the usual index is asked, two where the stand-in is. */
function setUp() {
  let failure: Error | null = null;
  let refuses = false;
  const told: string[] = [];
  const stand: ProductIndex = {
    search: async () => pageOf(2),
    get: async () => [],
    upsert: async () => undefined,
    remove: async () => undefined,
    count: async () => 7,
  };
  const index = createProductIndexWithFallback({
    primary: {
      async search() {
        if (failure !== null) throw failure;
        return pageOf(1);
      },
    },
    stand,
    fallback: createFallback({
      now: () => 0,
      isOutage: isIndexOutage,
      comeBack: async () => {
        if (failure !== null) throw failure;
      },
      retryAfterMs: 0,
    }),
    isRefusal: () => refuses,
    onRefusal: () => told.push('refused'),
    onChange: () => told.push('changed'),
  });
  return {
    index,
    told,
    fail: (error: Error | null, refused = false) => {
      failure = error;
      refuses = refused;
    },
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a product index with a stand-in', () => {
  it('says which index answered, and why not the usual one', async () => {
    const { index, fail } = setUp();
    expect(await index.search(QUERY)).toEqual(pageOf(1));
    fail(new ProductIndexUnavailable('no answer within 500 ms from 10.0.0.7'));
    const page = await index.search(QUERY);
    expect(page).toMatchObject({ total: 2, degraded: { reason: 'too slow' } });
    expect(JSON.stringify(page)).not.toContain('10.0.0.7');
    fail(null);
    expect(await index.search(QUERY)).toMatchObject({ total: 2, degraded: { reason: 'too slow' } });
    await settled();
    expect(await index.search(QUERY)).toEqual(pageOf(1));
  });

  it('goes on with the usual index after a single call that it refused', async () => {
    const { index, told, fail } = setUp();
    fail(new ProductIndexUnavailable('too deep a page'), true);
    expect(await index.search(QUERY)).toMatchObject({ total: 2, degraded: { reason: 'not available' } });
    fail(null);
    expect(await index.search(QUERY)).toEqual(pageOf(1));
    expect(told).toEqual(['refused']);
  });

  it('lists the shop without words from the catalogue, which is nothing degraded', async () => {
    const { index, fail } = setUp();
    expect(await index.search({ ...QUERY, text: ' ' })).toEqual(pageOf(2));
    fail(new ProductIndexUnavailable('gone'));
    expect(await index.search({ ...QUERY, text: '' })).toEqual(pageOf(2));
    fail(null);
    expect(await index.search(QUERY)).toEqual(pageOf(1));
  });

  it('leaves errors of the caller to the caller', async () => {
    const { index, fail } = setUp();
    fail(new Error('the shopper left'));
    await expect(index.search(QUERY)).rejects.toThrow('the shopper left');
    fail(null);
    expect(await index.search(QUERY)).toEqual(pageOf(1));
  });

  it('keeps the catalogue within the process, and tells that it changed', async () => {
    const { index, told } = setUp();
    await index.upsert([]);
    await index.remove([]);
    expect(await index.count()).toBe(7);
    expect(told).toEqual(['changed', 'changed']);
  });
});
