import { describe, expect, it } from 'vitest';
import { offerInstead } from '#agents/response-compiler/offer-instead.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import type { Relaxation } from '#agents/search/relaxations.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';

const without = (constraint: Relaxation['constraint'], diet: Relaxation['diet'] = null): Relaxation => ({
  constraint,
  diet,
  total: 3,
  fromCents: null,
});
const offers = (
  text: string,
  filters: ProductFilters,
  relaxations: readonly Relaxation[],
  rest: Partial<SearchGroup> = {},
) =>
  offerInstead(
    {
      title: text,
      query: { text, excludeTerms: [], alpha: 0, filters, limit: 10, offset: 0, sort: 'relevance' },
      hits: [],
      total: 0,
      facets: [],
      ingredient: null,
      excludedUnknown: 0,
      relaxations,
      nearCategories: [],
      standingFilters: {},
      ...rest,
    },
    'USD',
  );

describe('what is offered when nothing is found', () => {
  it('is the same wish without what stands in the way', () => {
    const filters: ProductFilters = {
      maxPriceCents: 200,
      diets: ['vegan', 'gluten_free'],
      brands: ['Barilla'],
    };
    expect(
      offers('pasta', filters, [
        without('maxPriceCents'),
        without('diets', 'gluten_free'),
        without('brands'),
      ]),
    ).toEqual([
      'Vegan gluten free pasta by Barilla',
      'Vegan pasta by Barilla up to $2.00',
      'Vegan gluten free pasta up to $2.00',
    ]);
  });
  it('keeps what protects from an allergen that was said, and leaves out what is kept anyway', () => {
    expect(
      offers(
        'bread',
        { maxPriceCents: 100, excludeAllergens: ['sesame', 'peanut'] },
        [without('maxPriceCents')],
        { standingFilters: { excludeAllergens: ['peanut'] } },
      ),
    ).toEqual(['Bread without sesame']);
  });
  it('is a shelf where no constraint stands in the way', () => {
    expect(offers('unicorn', {}, [], { nearCategories: [{ value: 'Plant Milk', count: 9 }] })).toEqual([
      'Show me the Plant Milk aisle',
    ]);
  });
});
