import { beforeAll, describe, expect, it } from 'vitest';
import type { ProductFilters } from '#agents/search/product-index.ts';
import type { Recipe } from '#agents/search/recipe.ts';
import { createRecipeBook } from '#agents/search/recipe-book.ts';
import { runSearch } from '#agents/search/search-agent.ts';
import type { IntentName, IntentSlots, ItemMention } from '#agents/supervisor/intent.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

const ingredient = (query: string, pantry = false) => ({
  name: query,
  query,
  amount: '1',
  pantry,
  optional: false,
});
const sambar: Recipe = {
  id: 'sambar',
  name: 'Sambar',
  aliases: [],
  cuisine: 'indian',
  servings: 4,
  minutes: 40,
  ingredients: [
    ingredient('toor dal'),
    ingredient('sambar powder'),
    ingredient('mustard seeds'),
    ingredient('salt', true),
  ],
};
const index = createEmbeddedProductIndex({
  store: createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations })),
});
const services = { products: index, statistics: index, recipes: createRecipeBook([sambar]) };
beforeAll(() => index.upsert(fixtureProducts));

const item = (query: string, rest: Partial<ItemMention> = {}): ItemMention => ({
  said: query,
  query,
  amount: null,
  reference: null,
  filters: {},
  excludeTerms: [],
  sort: 'relevance',
  ...rest,
});
const run = (
  name: IntentName,
  slots: IntentSlots,
  rest: { standing?: ProductFilters; requestFilters?: ProductFilters } = {},
) =>
  runSearch(services, {
    intents: [{ name, confidence: 1, slots }],
    standing: {},
    requestFilters: {},
    limit: 10,
    ...rest,
  });

describe('the search agent', () => {
  it('answers each thing looked for with a list of its own', async () => {
    const { groups } = await run('search_products', { items: [item('oat milk'), item('limes')] });
    expect(groups.map((group) => [group.title, group.hits[0]?.product.id])).toEqual([
      ['oat milk', 'oatly-original'],
      ['limes', 'limes'],
    ]);
  });

  it('makes the constraints of words, request and standing diets hold together', async () => {
    const { groups } = await run(
      'search_products',
      { items: [item('milk', { filters: { maxPriceCents: 500 } })] },
      { standing: { excludeAllergens: ['tree_nut'] }, requestFilters: { diets: ['vegan'] } },
    );
    const ids = groups[0]?.hits.map((hit) => hit.product.id);
    expect(new Set(ids)).toEqual(new Set(['oatly-original', 'planet-oat-original', 'silk-soy']));
    expect(groups[0]?.standingFilters).toEqual({ excludeAllergens: ['tree_nut'] });
  });

  it('says which one constraint to drop when nothing passes all', async () => {
    const { groups } = await run('search_products', {
      items: [item('oat milk', { filters: { maxPriceCents: 100, diets: ['vegan'] } })],
    });
    expect(groups[0]).toMatchObject({
      total: 0,
      relaxations: [{ constraint: 'maxPriceCents', total: 4, fromCents: 429 }],
    });
  });

  it('never offers to drop what the shopper is allergic to', async () => {
    const { groups } = await run(
      'search_products',
      { items: [item('pad thai sauce', { filters: { maxPriceCents: 900 } })] },
      { standing: { excludeAllergens: ['peanut'] } },
    );
    expect(groups[0]).toMatchObject({ total: 0, relaxations: [] });
  });

  it('holds no shampoo to a diet, and no food to less', async () => {
    const [limes] = await index.get(['limes']);
    const nothing = { diets: {}, allergens: { contains: [], mayContain: [], declared: false }, aliases: [] };
    await index.upsert([
      {
        ...limes!,
        ...nothing,
        id: 'shampoo',
        name: 'Mint Shampoo',
        department: 'Personal Care',
        category: 'Hair',
      },
      {
        ...limes!,
        ...nothing,
        id: 'nut-shampoo',
        name: 'Almond Shampoo',
        department: 'Personal Care',
        category: 'Hair',
        allergens: { contains: ['tree_nut'], mayContain: [], declared: true },
      },
      { ...limes!, ...nothing, id: 'jelly', name: 'Mint Jelly', department: 'Pantry', category: 'Spreads' },
    ]);
    const standing: ProductFilters = { diets: ['halal'], excludeAllergens: ['tree_nut'] };
    const { groups } = await run(
      'search_products',
      { items: [item('shampoo'), item('mint jelly')] },
      { standing },
    );
    await index.remove(['shampoo', 'nut-shampoo', 'jelly']);
    expect(groups[0]?.hits.map(({ product }) => product.id)).toEqual(['shampoo']);
    expect(groups[0]).toMatchObject({ standingFilters: {}, total: 1, excludedUnknown: 0 });
    expect(groups[1]).toMatchObject({ standingFilters: standing });
    expect(groups[1]?.hits.map(({ product }) => product.id)).not.toContain('jelly');
  });

  it('names near categories when nothing is found', async () => {
    const { groups } = await run(
      'search_products',
      { items: [item('pad thai sauce')] },
      { standing: { excludeAllergens: ['soy'], diets: ['vegan'] } },
    );
    expect(groups[0]?.total).toBe(0);
    const none = await run('search_products', { items: [item('zyxwvut')] });
    expect(none.groups[0]).toMatchObject({ total: 0, nearCategories: [] });
  });

  it('says when what it found is only near', async () => {
    const { groups } = await run('search_products', { items: [item('unicorn tofu'), item('tofu')] });
    expect(groups.map((group) => group.closestOnly)).toEqual([true, false]);
  });

  it('does not search what is only pointed at', async () => {
    const second = item('', { said: 'the second one', reference: { kind: 'ordinal', index: 2 } });
    expect((await run('search_products', { items: [second] })).groups).toEqual([]);
  });

  it('gives one list to one thing asked twice', async () => {
    const { groups } = await run('search_products', { items: [item('tofu'), item('tofu')] });
    expect(groups).toHaveLength(1);
  });

  it('answers a question about a product that the shopper would not be offered', async () => {
    const { groups } = await run(
      'product_question',
      { items: [item('pad thai sauce')], aspect: 'allergen', allergen: 'peanut' },
      { standing: { excludeAllergens: ['peanut'] } },
    );
    expect(groups[0]?.hits[0]?.product.id).toBe('pad-thai-sauce');
  });

  it('browses a department, or the words when there is none of that name', async () => {
    const bakery = await run('browse', { which: 'bakery' });
    expect(new Set(bakery.groups[0]?.hits.map((hit) => hit.product.department))).toEqual(new Set(['Bakery']));
    const words = await run('browse', { which: 'oat milks' });
    expect(words.groups[0]?.hits[0]?.product.id).toBe('oatly-original');
    const all = await run('browse', {});
    expect(all.groups[0]?.total).toBe(fixtureProducts.length);
  });

  it('finds what a dish needs beyond the pantry, and nothing that is only near', async () => {
    const { groups, recipe } = await run('recipe', { dish: 'sambar' });
    expect(recipe?.id).toBe('sambar');
    expect(groups.map((group) => [group.ingredient?.name, group.hits[0]?.product.id ?? null])).toEqual([
      ['toor dal', 'toor-dal'],
      ['sambar powder', 'sambar-powder'],
      ['mustard seeds', null],
    ]);
  });

  it('asks of every ingredient what the dish shall be', async () => {
    const { groups } = await run('recipe', { dish: 'sambar', filters: { diets: ['gluten_free'] } });
    expect(groups.map((group) => group.ingredient?.name)).toEqual([
      'toor dal',
      'sambar powder',
      'mustard seeds',
    ]);
    for (const { query } of groups) expect(query.filters).toMatchObject({ diets: ['gluten_free'] });
  });

  it('names a dish that no recipe is known for and searches its words', async () => {
    const outcome = await run('recipe', { dish: 'kimchi stew' });
    expect(outcome).toMatchObject({ recipe: null, unknownDish: 'kimchi stew' });
    expect(outcome.groups[0]?.hits[0]?.product.id).toBe('kimchi');
  });

  it('answers a cuisine with its dishes and its products', async () => {
    const outcome = await run('recipe', { cuisine: 'Indian' });
    expect(outcome.suggestedRecipes?.map((it) => it.id)).toEqual(['sambar']);
    expect(outcome.groups[0]?.hits.map((hit) => hit.product.id)).toContain('toor-dal');
    expect(outcome.unknownDish).toBeNull();
  });

  it('asks for nothing when no intent needs products', async () => {
    expect(await run('greeting', {})).toEqual({ groups: [], recipe: null, unknownDish: null });
  });
});
