import { describe, expect, it } from 'vitest';
import { createCompanionFinder } from '#agents/search/goes-with.ts';
import type { Product } from '#agents/search/product.ts';
import type { ProductQuery } from '#agents/search/product-index.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';

const dish = (id: string, ...ingredients: readonly string[]): Recipe => ({
  id,
  name: id,
  aliases: [],
  cuisine: 'any',
  servings: 2,
  minutes: 10,
  ingredients: ingredients.map((name) => ({
    name,
    query: name,
    amount: '1',
    pantry: name === 'salt',
    optional: false,
  })),
});

const RECIPES = [
  dish('one', 'spaghetti', 'tomato', 'basil', 'salt', 'onion'),
  dish('two', 'penne', 'tomato', 'basil', 'salt', 'onion'),
  dish('three', 'rice', 'tofu', 'onion', 'salt'),
  dish('four', 'rice', 'egg', 'onion', 'salt'),
  dish('five', 'bread', 'egg', 'onion'),
];
const SHELVES: Readonly<Record<string, string>> = {
  spaghetti: 'Pasta',
  penne: 'Pasta',
  pasta: 'Pasta',
  rice: 'Rice',
};

function finder() {
  const searched: string[] = [];
  const products = {
    search: async ({ text }: ProductQuery) => {
      searched.push(text);
      const shelf = SHELVES[text];
      const product: Product | null =
        shelf === undefined ? null : fixtureProduct(text, text, `Food/${shelf}`, null, 100, {});
      return {
        hits: product === null ? [] : [{ product, score: 1, matchesAllTerms: true, exactName: true }],
        total: product === null ? 0 : 1,
        facets: [],
        excludedUnknown: 0,
      };
    },
  };
  const { find } = createCompanionFinder({ all: () => RECIPES }, products);
  return { searched, names: async (wanted: string) => (await find(wanted, 3)).map(({ name }) => name) };
}

describe('what goes with a thing', () => {
  it('is what recipes put beside it more than beside other things', async () => {
    const names = await finder().names('spaghetti');
    expect(names.slice(0, 2).sort()).toEqual(['basil', 'tomato']);
  });

  it('counts everything of the same shelf', async () => {
    expect((await finder().names('pasta')).slice(0, 2).sort()).toEqual(['basil', 'tomato']);
  });

  it('is nothing when too few recipes know of it', async () => {
    expect(await finder().names('bread')).toEqual([]);
    expect(await finder().names('batteries')).toEqual([]);
    expect(await finder().names('')).toEqual([]);
  });

  it('never names what every kitchen has, or the thing itself', async () => {
    const names = await finder().names('rice');
    expect(names).toEqual(['onion']);
  });

  it('looks each ingredient up once, however often it is asked', async () => {
    const { searched, names } = finder();
    await names('rice');
    const before = searched.length;
    await names('rice');
    expect(searched.length).toBe(before + 1);
  });
});
