import { expect, it } from 'vitest';
import { whyFound } from '#agents/response-compiler/why-found.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const oatMilk = fixtureProduct('oat', 'Oatly Oat Milk', 'Dairy/Plant Milk', '64 fl oz', 479, {});

function reasonsFor(filters: ProductFilters, hit: { exactName?: boolean; matchesAllTerms?: boolean } = {}) {
  return whyFound(
    {
      product: oatMilk,
      score: 1,
      exactName: hit.exactName ?? false,
      matchesAllTerms: hit.matchesAllTerms ?? true,
    },
    {
      title: 'oat milk',
      query: {
        text: 'oat milk',
        excludeTerms: [],
        alpha: 0,
        filters,
        limit: 5,
        offset: 0,
        sort: 'relevance',
      },
      hits: [],
      total: 1,
      facets: [],
      ingredient: null,
      excludedUnknown: 0,
      relaxations: [],
      nearCategories: [],
      standingFilters: {},
    },
  );
}

it('tells which condition a product meets', () => {
  expect(reasonsFor({ maxPriceCents: 500, diets: ['gluten_free'] })).toEqual([
    'Within $5.00',
    'Gluten free by its label',
  ]);
  expect(reasonsFor({ excludeAllergens: ['peanut'], organic: true })).toEqual([
    'No peanuts on its label',
    'Organic',
  ]);
});

it("names the grocer's default, and plain matches, only when they are", () => {
  expect(reasonsFor({}, { exactName: true })).toEqual(['Our pick for “oat milk”']);
  expect(reasonsFor({})).toEqual(['Matches “oat milk”']);
  expect(reasonsFor({}, { matchesAllTerms: false })).toEqual([]);
});

it('gives three reasons at the most', () => {
  const filters: ProductFilters = { maxPriceCents: 500, diets: ['vegan', 'gluten_free'], organic: true };
  expect(reasonsFor(filters, { exactName: true })).toHaveLength(3);
});
