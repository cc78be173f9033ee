import { describe, expect, it } from 'vitest';
import type { ProductFilters, ProductQuery } from '#agents/search/product-index.ts';
import { findRelaxations } from '#agents/search/relaxations.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const QUERY: ProductQuery = {
  text: 'pasta',
  excludeTerms: [],
  alpha: 0.3,
  filters: {},
  limit: 10,
  offset: 0,
  sort: 'relevance',
};
const pasta = (id: string, priceCents: number, facts: Parameters<typeof fixtureProduct>[5] = {}) =>
  fixtureProduct(id, `${id} pasta`, 'Pantry/Pasta', '500 g', priceCents, { contains: 'wheat', ...facts });

const index = createEmbeddedProductIndex({
  store: createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations })),
});
await index.upsert([
  pasta('rice', 299, { diets: 'gluten_free', contains: 'none' }),
  pasta('lentil', 349, { diets: 'gluten_free', contains: 'none' }),
  pasta('plain', 149, { notDiets: 'gluten_free' }),
  pasta('spelt', 179),
  fixtureProduct('soap', 'Soap', 'Household/Soap', null, 99),
]);
const relaxed = (said: ProductFilters, standing: ProductFilters = {}) =>
  findRelaxations(index, { ...QUERY, filters: said }, { said, standing });

describe('what to relax', () => {
  it('counts what there is without each constraint alone', async () => {
    expect(await relaxed({ maxPriceCents: 200, diets: ['gluten_free'] })).toEqual([
      { constraint: 'maxPriceCents', diet: null, total: 2, fromCents: 299 },
      { constraint: 'diets', diet: 'gluten_free', total: 2, fromCents: null },
    ]);
  });
  it('drops one diet of several', async () => {
    expect(await relaxed({ diets: ['gluten_free', 'halal'] })).toEqual([
      { constraint: 'diets', diet: 'halal', total: 2, fromCents: null },
    ]);
  });
  it('never drops an allergen, nor what the settings ask for', async () => {
    expect(await relaxed({ excludeAllergens: ['wheat'], maxPriceCents: 200 })).toEqual([
      { constraint: 'maxPriceCents', diet: null, total: 2, fromCents: 299 },
    ]);
    expect(await relaxed({}, { diets: ['gluten_free'], excludeAllergens: ['wheat'] })).toEqual([]);
  });
});
