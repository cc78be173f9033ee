import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFilters } from '#agents/search/merge-filters.ts';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
const filters: fc.Arbitrary<ProductFilters> = fc.record(
  {
    maxPriceCents: fc.integer({ min: 100, max: 1500 }),
    minPriceCents: fc.integer({ min: 0, max: 600 }),
    brands: some(['Oatly', 'swad', 'Leaf & Loaf']),
    categories: some(['Milk', 'Plant Milk', 'Produce']),
    diets: some(DIETS),
    excludeAllergens: some(ALLERGENS),
    organic: fc.boolean(),
    inStock: fc.boolean(),
    productIds: some(['bananas', 'oatly-original', 'whole-milk-1gal']),
  },
  { requiredKeys: [] },
);

describe('mergeFilters', () => {
  it('lets through exactly what each of the filters lets through', async () => {
    const index = createEmbeddedProductIndex({
      store: createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations })),
    });
    await index.upsert(fixtureProducts);
    const passing = async (it: ProductFilters) => {
      const page = await index.search({
        text: '',
        excludeTerms: [],
        alpha: 0,
        filters: it,
        limit: 1000,
        offset: 0,
        sort: 'name',
      });
      return page.hits.map((hit) => hit.product.id);
    };
    await fc.assert(
      fc.asyncProperty(filters, filters, async (one, other) => {
        const [first, second] = [await passing(one), new Set(await passing(other))];
        expect(await passing(mergeFilters(one, other))).toEqual(first.filter((id) => second.has(id)));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the tighter of two price limits and every allergen', () => {
    expect(
      mergeFilters(
        { maxPriceCents: 500, excludeAllergens: ['peanut'] },
        { maxPriceCents: 300, excludeAllergens: ['milk'] },
      ),
    ).toEqual({ maxPriceCents: 300, excludeAllergens: ['peanut', 'milk'] });
  });

  it('adds no constraint of its own', () => {
    expect(mergeFilters({}, {})).toEqual({});
  });
});
