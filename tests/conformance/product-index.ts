import { beforeEach, describe, expect, it } from 'vitest';
import type {
  ProductIndex,
  ProductPage,
  ProductPageNotes,
  ProductQuery,
} from '#agents/search/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixture, fixtureProducts } from '#tests/fixtures/products.ts';

/** The shared cases of the product index. `open` answers an empty one. */
export function productIndexCases(open: () => Promise<ProductIndex>): void {
  let index: ProductIndex;

  const search = (text: string, rest: Partial<ProductQuery> = {}) =>
    index.search({
      text,
      excludeTerms: [],
      alpha: 0.2,
      filters: {},
      limit: 100,
      offset: 0,
      sort: 'relevance',
      ...rest,
    });
  const ids = (page: ProductPage & ProductPageNotes) => page.hits.map((hit) => hit.product.id);
  const found = async (text: string, rest: Partial<ProductQuery> = {}) => ids(await search(text, rest));

  beforeEach(async () => {
    index = await open();
    await index.upsert(fixtureProducts);
  });

  describe('as a product index', () => {
    it('gives products back as they were put in, in the order asked for, without those it does not know', async () => {
      expect(await index.get(['silk-soy', 'no-such-thing', 'bananas'])).toEqual([
        fixture('silk-soy'),
        fixture('bananas'),
      ]);
      expect(await index.count()).toBe(fixtureProducts.length);
    });

    it('answers an empty page when nothing has the words', async () => {
      const page = await search('zyxwvut');
      expect(page).toMatchObject({ hits: [], total: 0 });
    });

    it('answers an empty page to marks and emoji without words', async () => {
      expect((await search('😀🛒 !!! --')).total).toBe(0);
    });

    it('finds by brand, by category and by other names in any script', async () => {
      expect(await found('oatly')).toEqual(expect.arrayContaining(['oatly-original', 'oatly-barista']));
      expect(await found('soda')).toEqual(expect.arrayContaining(['7up', 'coke']));
      expect((await found('दाल'))[0]).toBe('toor-dal');
      expect((await found('김치'))[0]).toBe('kimchi');
    });

    it('does not mind case, accents, plurals and the order of words', async () => {
      expect(await found('SCHAR bread')).toContain('bread-gf-schar');
      expect((await found('strawberry'))[0]).toBe('strawberries-1lb');
      expect((await found('breast chicken'))[0]).toBe('chicken-breast');
    });

    it('puts what a thing is before what only has it inside or beside it', async () => {
      const milk = await found('milk');
      expect(milk.indexOf('horizon-organic-whole-milk')).toBeLessThan(milk.indexOf('milk-chocolate'));
      const chicken = await found('chicken');
      expect(chicken.indexOf('chicken-thighs')).toBeLessThan(chicken.indexOf('chicken-broth'));
      expect(chicken.indexOf('chicken-breast')).toBeLessThan(chicken.indexOf('chicken-noodle-soup'));
    });

    it("puts the grocer's default for a word first and says that the name is exact", async () => {
      const [first, second] = (await search('milk')).hits;
      expect(first).toMatchObject({ product: { id: 'whole-milk-1gal' }, exactName: true });
      expect(second?.exactName).toBe(false);
    });

    it('says whether a product has every word of the query', async () => {
      const [first] = (await search('oat milk')).hits;
      expect(first?.matchesAllTerms).toBe(true);
      const partly = (await search('unicorn tofu')).hits;
      expect(partly.map((hit) => [hit.product.id, hit.matchesAllTerms])).toEqual([['tofu-firm', false]]);
    });

    it('scores within 0 and 1, best first', async () => {
      const scores = (await search('organic milk', { alpha: 0.9 })).hits.map((hit) => hit.score);
      expect(scores.length).toBeGreaterThan(1);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(Math.max(...scores)).toBeLessThanOrEqual(1);
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    });

    it('keeps a price limit, the limit itself included', async () => {
      const cheap = await found('oat milk', { filters: { maxPriceCents: 499 } });
      expect(new Set(cheap)).toEqual(new Set(['oatly-original', 'planet-oat-original']));
      expect(await found('oat milk', { filters: { minPriceCents: 530 } })).toEqual(['oatly-barista']);
    });

    it('keeps diets to products whose facts say yes', async () => {
      const bread = await search('bread', { filters: { diets: ['gluten_free'] } });
      expect(new Set(ids(bread))).toEqual(new Set(['bread-gf-canyon', 'bread-gf-schar']));
      const cheese = await found('cheese', { filters: { diets: ['vegan'] } });
      expect(new Set(cheese)).toEqual(new Set(['violife-cheddar', 'miyokos-mozzarella']));
    });

    it('never takes an unknown fact for a yes, and counts what it left out for it', async () => {
      const page = await search('sourdough', { filters: { excludeAllergens: ['peanut'] } });
      expect(page).toMatchObject({ hits: [], total: 0, excludedUnknown: 1 });
      const priced = await search('oolong tea', { filters: { maxPriceCents: 900 } });
      expect(priced).toMatchObject({ total: 0, excludedUnknown: 1 });
      const organic = await search('oolong tea', { filters: { organic: false } });
      expect(organic).toMatchObject({ total: 0, excludedUnknown: 1 });
    });

    it('does not count as unknown what a known fact rules out anyway', async () => {
      const page = await search('sourdough', {
        filters: { excludeAllergens: ['peanut'], maxPriceCents: 100 },
      });
      expect(page).toMatchObject({ total: 0, excludedUnknown: 0 });
    });

    it('leaves out what contains or may contain an allergen', async () => {
      const bars = { text: 'granola bar' };
      expect(await found(bars.text)).toContain('granola-bars');
      expect(await found(bars.text, { filters: { excludeAllergens: ['peanut'] } })).toEqual([]);
      expect(await found('pad thai sauce', { filters: { excludeAllergens: ['peanut'] } })).toEqual([]);
    });

    it('reads wheat as gluten and vegan as vegetarian', async () => {
      await index.upsert([
        fixtureProduct('wheat-only', 'Zebra Crackers', 'Snacks/Crackers', '5 oz', 300, { contains: 'wheat' }),
        fixtureProduct('vegan-only', 'Zebra Dip', 'Snacks/Dips', '5 oz', 300, {
          contains: 'none',
          diets: 'vegan',
        }),
      ]);
      expect(await found('zebra', { filters: { excludeAllergens: ['gluten'] } })).toEqual(['vegan-only']);
      expect(await found('zebra', { filters: { diets: ['vegetarian', 'dairy_free'] } })).toEqual([
        'vegan-only',
      ]);
    });

    it('filters by brand and by category or department without case and accents', async () => {
      expect(await found('', { filters: { brands: ['schar'] } })).toEqual(['bread-gf-schar']);
      const produce = await search('', { filters: { categories: ['PRODUCE'] } });
      expect(new Set(produce.hits.map((hit) => hit.product.department))).toEqual(new Set(['Produce']));
      expect(await found('', { filters: { categories: ['plant milk'] } })).toHaveLength(6);
    });

    it('takes in stock as in stock or unknown', async () => {
      expect(await found('ice cream', { filters: { inStock: true } })).toEqual([]);
      expect(await found('ice cream')).toEqual(['ice-cream-vanilla']);
      expect(await found('deli potato salad', { filters: { inStock: true } })).toContain('deli-potato-salad');
    });

    it('keeps to the products named by id, none when the list is empty', async () => {
      expect(await found('', { filters: { productIds: ['limes', 'salt'] } })).toEqual(
        expect.arrayContaining(['limes', 'salt']),
      );
      expect(await found('milk', { filters: { productIds: [] } })).toEqual([]);
    });

    it('makes all filters hold together', async () => {
      const both = await found('', {
        filters: { organic: true, maxPriceCents: 400, categories: ['Salad & Greens'] },
      });
      expect(new Set(both)).toEqual(new Set(['spinach-organic-baby', 'spinach-organic-bunch']));
    });

    it('leaves out what is said not to be meant', async () => {
      const plant = await found('milk', { excludeTerms: ['dairy milk'] });
      expect(new Set(plant)).toEqual(
        new Set([
          'oatly-original',
          'oatly-barista',
          'planet-oat-original',
          'chobani-oat-vanilla',
          'silk-soy',
          'almond-breeze',
        ]),
      );
      const noAlmond = await found('milk', { excludeTerms: ['almond', 'dairy'] });
      expect(noAlmond).not.toContain('almond-breeze');
      expect(noAlmond).toContain('silk-soy');
    });

    it('does not leave out a product whose name denies the word', async () => {
      await index.upsert([
        fixtureProduct('gum-sugar-free', 'Zing Sugar Free Gum', 'Snacks/Gum', '12 ct', 199),
        fixtureProduct('gum-sugar', 'Zing Cane Sugar Gum', 'Snacks/Gum', '12 ct', 199),
      ]);
      expect(await found('gum', { excludeTerms: ['sugar'] })).toEqual(['gum-sugar-free']);
    });

    it('prefers the pack size that is named, over the default for the word as well', async () => {
      expect((await found('eggs 18 pack'))[0]).toBe('eggs-18');
      expect(['1-percent-milk-halfgal', 'lactaid-whole-milk']).toContain(
        (await found('half gallon milk'))[0],
      );
      expect((await found('1 gallon of milk'))[0]).toBe('whole-milk-1gal');
    });

    it('reads what the query itself says it is to be without', async () => {
      const plant = await search('milk not dairy');
      expect(plant.hits[0]?.product.category).toBe('Plant Milk');
      expect(ids(plant)).not.toContain('whole-milk-1gal');
      const free = await found('bread without gluten');
      expect(['bread-gf-canyon', 'bread-gf-schar']).toContain(free[0]);
      expect((await found('oat milk without vanilla')).at(-1)).toBe('chobani-oat-vanilla');
      for (const text of ['bread not white', "bread that isn't white"]) {
        expect(await found(text), text).toContain('bread-sourdough');
        expect((await found(text))[0], text).not.toBe('bread-white');
      }
    });

    it('goes by the facts where the words say free of something, in whatever form', async () => {
      await index.upsert([
        fixtureProduct('spread-egg', 'Golden Spread', 'Pantry/Spreads', '12 oz', 400, { contains: 'egg' }),
        fixtureProduct('spread-plain', 'Silver Spread', 'Pantry/Spreads', '12 oz', 400, { contains: 'none' }),
      ]);
      for (const text of [
        'egg free spread',
        'eggless spread',
        'soy and egg free spread',
        'spread free of eggs',
      ]) {
        expect(await found(text), text).toContain('spread-plain');
        expect(await found(text), text).not.toContain('spread-egg');
      }
      expect(await found('dairy free milk')).not.toContain('whole-milk-1gal');
      expect(await found('nondairy milk')).not.toContain('whole-milk-1gal');
    });

    it('leaves out a name of several words by its words, whatever the facts say of one of them', async () => {
      await index.upsert([
        fixtureProduct('chewy-fish', 'Chewy Swedish Fish', 'Snacks/Candy', '5 oz', 250, { contains: 'none' }),
        fixtureProduct('chewy-bear', 'Chewy Bear', 'Snacks/Candy', '5 oz', 250, { contains: 'none' }),
      ]);
      expect(await found('chewy', { excludeTerms: ['swedish fish'] })).toEqual(['chewy-bear']);
    });

    it('browses everything when no words are given', async () => {
      const page = await search('', { limit: 5 });
      expect(page.total).toBe(fixtureProducts.length);
      expect(page.hits).toHaveLength(5);
    });

    it('pages without gaps and without saying anything twice', async () => {
      const whole = await found('milk');
      const pages = [
        ...(await found('milk', { limit: 3 })),
        ...(await found('milk', { limit: 3, offset: 3 })),
        ...(await found('milk', { limit: 100, offset: 6 })),
      ];
      expect(pages).toEqual(whole);
    });

    it('counts facets over all matches, not over the page', async () => {
      const page = await search('milk', { limit: 1, filters: { categories: ['Milk', 'Plant Milk'] } });
      const category = page.facets.find((facet) => facet.field === 'category');
      expect(category?.values).toEqual([
        { value: 'Plant Milk', count: 6 },
        { value: 'Milk', count: 5 },
      ]);
      expect(page.total).toBe(11);
      const organic = page.facets.find((facet) => facet.field === 'organic');
      expect(organic?.values).toContainEqual({ value: 'yes', count: 1 });
    });

    it('sorts by price either way with unknown prices last', async () => {
      const up = (await search('', { sort: 'price' })).hits.map((hit) => hit.product.priceCents);
      const down = (await search('', { sort: 'price_desc' })).hits.map((hit) => hit.product.priceCents);
      const known = fixtureProducts.flatMap((product) => product.priceCents ?? []);
      expect(up).toEqual([...known.sort((a, b) => a - b), null]);
      expect(down).toEqual([...known.sort((a, b) => b - a), null]);
    });

    it('sorts by unit price within one measure', async () => {
      const eggs = await found('eggs', { sort: 'unit_price' });
      expect(eggs).toEqual(['eggs-18', 'eggs-12', 'vital-farms-eggs']);
    });

    it('sorts by name', async () => {
      const names = (await search('', { sort: 'name', filters: { categories: ['Fresh Fruit'] } })).hits.map(
        (hit) => hit.product.name,
      );
      expect(names).toEqual(['Bananas', 'Gala Apples', 'Limes', 'Organic Bananas', 'Strawberries']);
    });

    it('keeps to what is meant when the cheapest is asked for', async () => {
      const [cheapest] = await found('milk', { sort: 'price' });
      expect(cheapest).toBe('1-percent-milk-halfgal');
    });

    it('forgets the old words and facts of a product that is put in again', async () => {
      await index.upsert([{ ...fixture('harissa'), name: 'Mina Shakshuka', aliases: [], priceCents: 111 }]);
      expect(await found('harissa')).toEqual([]);
      expect((await search('shakshuka')).hits[0]?.product.priceCents).toBe(111);
      expect(await index.count()).toBe(fixtureProducts.length);
    });

    it('forgets a product that is removed, and does not mind one it never had', async () => {
      await index.remove(['kimchi', 'never-there']);
      expect(await found('kimchi')).toEqual([]);
      expect(await index.get(['kimchi'])).toEqual([]);
      expect(await index.count()).toBe(fixtureProducts.length - 1);
    });

    it('takes the words of a query as data', async () => {
      for (const text of [
        "'; DROP TABLE products; --",
        '{"operator":"Or"}',
        '"(*^%$ OR 1=1',
        'a'.repeat(2000),
      ]) {
        await search(text);
      }
      expect(await index.count()).toBe(fixtureProducts.length);
    });

    it('stops when it is told to', async () => {
      const controller = new AbortController();
      controller.abort(new Error('the shopper left'));
      const query = { text: 'milk', excludeTerms: [], alpha: 0, filters: {}, limit: 1, offset: 0 } as const;
      await expect(index.search({ ...query, sort: 'relevance' }, controller.signal)).rejects.toThrow(
        'the shopper left',
      );
    });
  });
}
