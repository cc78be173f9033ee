import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALLERGENS, DIETS } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex, type EmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import type { Filter } from '#infra/weaviate/filter.ts';
import { type ProductDocument, productDocument } from '#infra/weaviate/product-document.ts';
import { compileFilters } from '#infra/weaviate/product-filters.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

/** What the engine makes of a filter, for one document. */
function holds(filter: Filter | null, document: ProductDocument): boolean {
  if (filter === null) return true;
  const { operator, filters = [], target, value } = filter;
  const found = document[target?.property as keyof ProductDocument];
  const has = (one: string) => (Array.isArray(found) ? found.includes(one) : found === one);
  switch (operator) {
    case 'And':
      return filters.every((it) => holds(it, document));
    case 'Or':
      return filters.some((it) => holds(it, document));
    case 'Not':
      return !filters.some((it) => holds(it, document));
    case 'Equal':
      return found === value;
    case 'ContainsAny':
      return (value as string[]).some(has);
    case 'ContainsAll':
      return (value as string[]).every(has);
    case 'GreaterThanEqual':
      return (found as number) >= (value as number);
    case 'LessThanEqual':
      return (found as number) <= (value as number);
    default:
      throw new Error(`no such filter here: ${operator}`);
  }
}

const documents = fixtureProducts.map(productDocument);
const brands = [...new Set(fixtureProducts.flatMap(({ brand }) => brand ?? []))];
const shelves = [...new Set(fixtureProducts.flatMap(({ category, department }) => [category, department]))];
const cents = fc.integer({ min: 0, max: 1_500 });
const anyFilters = fc.record(
  {
    minPriceCents: cents,
    maxPriceCents: cents,
    brands: fc.subarray(brands, { minLength: 1, maxLength: 3 }),
    categories: fc.subarray(shelves, { minLength: 1, maxLength: 4 }),
    diets: fc.subarray([...DIETS], { maxLength: 2 }),
    excludeAllergens: fc.subarray([...ALLERGENS], { maxLength: 2 }),
    organic: fc.boolean(),
    inStock: fc.constant(true),
    productIds: fc.subarray(fixtureProducts.map(({ id }) => id)),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ProductFilters>;
const anyTerms = fc.array(
  fc.constantFrom(
    'dairy',
    'dairy milk',
    'nut',
    'sugar',
    'almond',
    'gluten',
    'egg',
    'meat',
    'vanilla oat',
    'the',
  ),
  { maxLength: 2 },
);

describe('the filters for the engine', () => {
  let embedded: EmbeddedProductIndex;

  beforeAll(async () => {
    const database = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
    embedded = createEmbeddedProductIndex({ store: createCatalogueStore(database) });
    await embedded.upsert(fixtureProducts);
  });

  it('let through what the embedded index lets through, and know as much of what is unknown', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, anyTerms, async (filters, excludeTerms) => {
        const page = await embedded.search({
          text: '',
          alpha: 0,
          filters,
          excludeTerms,
          limit: 1_000,
          offset: 0,
          sort: 'relevance',
        });
        const { passes, mayPass } = compileFilters(filters, excludeTerms);
        const through = documents.filter((document) => holds(passes, document));
        expect(through.map(({ productId }) => productId).sort()).toEqual(
          page.hits.map(({ product }) => product.id).sort(),
        );
        const likely =
          mayPass === null ? through.length : documents.filter((one) => holds(mayPass, one)).length;
        expect(likely - through.length).toBe(page.excludedUnknown);
      }),
      { numRuns: 300 },
    );
  });

  it('never ask the engine for one of nothing, which it refuses', () => {
    fc.assert(
      fc.property(anyFilters, anyTerms, (filters, excludeTerms) => {
        const { passes, mayPass } = compileFilters(filters, excludeTerms);
        expect(JSON.stringify([passes, mayPass])).not.toMatch(/"value":\[\]/);
      }),
    );
  });
});
