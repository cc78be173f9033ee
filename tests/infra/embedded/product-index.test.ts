import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProductIndexUnavailable } from '#agents/search/product-index.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { productIndexCases } from '#tests/conformance/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixture, fixtureProducts } from '#tests/fixtures/products.ts';

const inMemory = () =>
  createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations }));
const query = {
  excludeTerms: [],
  alpha: 0.2,
  filters: {},
  limit: 10,
  offset: 0,
  sort: 'relevance',
} as const;

describe('the embedded product index', () => {
  productIndexCases(async () => createEmbeddedProductIndex({ store: inMemory() }));

  describe('with slips of the pen', () => {
    const index = createEmbeddedProductIndex({ store: inMemory() });
    beforeEach(() => index.upsert(fixtureProducts));
    const found = async (text: string) =>
      (await index.search({ ...query, text })).hits.map(({ product }) => product.id);
    const first = async (text: string) => (await found(text))[0];

    it.each([
      ['chiken brest', 'chicken-breast'],
      ['mlik', 'whole-milk-1gal'],
      ['bananna', 'bananas'],
      ['spagetti', 'spaghetti'],
      ['hersheys chocolate', 'milk-chocolate'],
    ])('reads %j as the catalogue spells it', async (text, id) => {
      expect(await first(text)).toBe(id);
    });

    it.each([
      ['oatmilk', 'oatly-original'],
      ['oliveoil', 'olive-oil'],
      ['her issa', 'harissa'],
    ])('joins and parts %j', async (text, id) => {
      expect(await first(text)).toBe(id);
    });

    it('only guesses at a short word with two slips, which may be another word', async () => {
      await index.upsert([
        fixtureProduct('flour', 'Plain Flour', 'Pantry/Baking', '2 lb', 300, { aliases: ['flour'] }),
      ]);
      const hitOf = async (text: string) => (await index.search({ ...query, text })).hits[0];
      expect(await hitOf('flourr')).toMatchObject({ exactName: true, matchesAllTerms: true });
      expect(await hitOf('flower')).toMatchObject({ exactName: false, matchesAllTerms: false });
    });

    it('does not turn a short or a foreign word into another one', async () => {
      expect(await first('xyz')).toBeUndefined();
      expect(await first('दूर')).toBeUndefined();
    });

    it('takes the last word of a shelf for what stands there, the first for what it goes with', async () => {
      const reds = [1, 2, 3, 4].map((place) =>
        fixtureProduct(`red-${place}`, `Nonna Red ${place}`, 'Pantry/Pierogi Topping', '9 oz', 200, {
          aliases: ['pierogi topping'],
        }),
      );
      const shapes = ['Ears', 'Bows', 'Tubes'].map((shape) =>
        fixtureProduct(shape, `Little ${shape}`, 'Pantry/Dry Pierogi', '9 oz', 200, {
          aliases: [`${shape} pierogi`],
        }),
      );
      await index.upsert([...reds, ...shapes]);
      expect((await found('pierogi')).slice(0, 3).toSorted()).toEqual(['Bows', 'Ears', 'Tubes']);
    });

    it('reads a compound that a shelf writes as two words', async () => {
      await index.upsert([
        fixtureProduct('rolls', 'Softest Mega Rolls', 'Household/Kitchen Towels', '6 ct', 900),
      ]);
      expect(await found('kitchentowels')).toEqual(['rolls']);
    });

    it('reads a number before a thing as how many, unless names say the number', async () => {
      await index.upsert([
        fixtureProduct('buns-4', 'Seeded Burger Buns', 'Bakery/Buns', '4 ct', 300),
        fixtureProduct('buns-8', 'Seeded Burger Buns', 'Bakery/Buns', '8 ct', 500),
        fixtureProduct('buns-12', 'Seeded Burger Buns', 'Bakery/Buns', '12 ct', 700),
        fixtureProduct('grain', 'Rustic 12 Grain Loaf', 'Bakery/Loaves', '24 oz', 500),
        fixtureProduct('loaf-12', 'Rustic Loaf', 'Bakery/Loaves', '12 ct', 500),
      ]);
      for (const many of [4, 8, 12]) expect((await found(`${many} burger buns`))[0]).toBe(`buns-${many}`);
      expect((await found('12 grain loaf'))[0]).toBe('grain');
    });

    it('keeps a compound that nobody writes as two words', async () => {
      await index.upsert([
        fixtureProduct('buttermilk', 'Zebra Buttermilk', 'Dairy & Eggs/Milk', '1 qt', 299),
        fixtureProduct('butter-milk', 'Milk Solids for Butter', 'Pantry/Baking', '1 lb', 299),
      ]);
      const { hits } = await index.search({ ...query, text: 'buttermilk' });
      expect(hits.map((hit) => hit.product.id)).toEqual(['buttermilk']);
    });
  });

  describe('beside another process', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'leafloaf-index-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const open = () => openDatabase({ path: join(folder, 'catalogue.db'), migrations: catalogueMigrations });

    it('takes in what the other has imported, changed and removed', async () => {
      const [mine, other] = [open(), open()];
      const index = createEmbeddedProductIndex({ store: createCatalogueStore(mine) });
      const theirs = createCatalogueStore(other);
      theirs.upsert([fixture('limes'), fixture('salt')], { source: 'grocer', run: '1' });
      expect(await index.sync()).toBe(2);
      expect((await index.search({ ...query, text: 'lime' })).hits[0]?.product.priceCents).toBe(49);
      theirs.upsert([{ ...fixture('limes'), priceCents: 99 }], { source: 'grocer', run: '2' });
      theirs.remove(['salt']);
      expect(await index.sync()).toBe(2);
      expect(await index.sync()).toBe(0);
      expect((await index.search({ ...query, text: 'lime' })).hits[0]?.product.priceCents).toBe(99);
      expect(await index.count()).toBe(1);
      mine.close();
      other.close();
    });

    it('is built anew from the disk after a restart', async () => {
      const before = open();
      await createEmbeddedProductIndex({ store: createCatalogueStore(before) }).upsert(fixtureProducts);
      before.close();
      const after = open();
      const index = createEmbeddedProductIndex({ store: createCatalogueStore(after) });
      expect(await index.sync()).toBe(fixtureProducts.length);
      expect((await index.search({ ...query, text: 'kimchi' })).total).toBe(1);
      after.close();
    });

    it('says that it cannot be asked when the catalogue cannot be read', async () => {
      const database = open();
      const index = createEmbeddedProductIndex({ store: createCatalogueStore(database) });
      await index.upsert(fixtureProducts);
      database.close();
      await expect(index.search({ ...query, text: 'milk' })).rejects.toThrow(ProductIndexUnavailable);
    });
  });

  it('stays right after most of its products have been replaced', async () => {
    const index = createEmbeddedProductIndex({ store: inMemory() });
    const batch = (price: number) =>
      Array.from({ length: 600 }, (_, at) =>
        fixtureProduct(`p${at}`, `Thing number ${at} word${price}`, 'Pantry/Things', '1 lb', price),
      );
    for (const price of [100, 200, 300, 400]) await index.upsert(batch(price));
    expect(await index.count()).toBe(600);
    expect((await index.search({ ...query, text: 'word400' })).total).toBe(600);
    expect((await index.search({ ...query, text: '', filters: { maxPriceCents: 300 } })).total).toBe(0);
  });

  it('learns from the shelves what a word mostly means', async () => {
    const index = createEmbeddedProductIndex({ store: inMemory() });
    const colours = ['Red', 'Green', 'Gold', 'Black', 'White', 'Blue'];
    await index.upsert([
      fixtureProduct('cracker', 'Zing Rice Crackers', 'Snacks/Crackers', '5 oz', 300),
      ...colours.map((it) =>
        fixtureProduct(`c-${it}`, `Plain ${it} Crackers`, 'Snacks/Crackers', '5 oz', 300),
      ),
      ...colours.map((it) => fixtureProduct(`s-${it}`, `Zing ${it} Sauce`, 'Pantry/Hot Sauce', '5 oz', 300)),
    ]);
    const { hits } = await index.search({ ...query, text: 'zing' });
    expect(hits.map((hit) => hit.product.category)).toEqual([...colours.map(() => 'Hot Sauce'), 'Crackers']);
  });

  it('describes a query by what the catalogue knows of its words', async () => {
    const index = createEmbeddedProductIndex({ store: inMemory() });
    await index.upsert(fixtureProducts);
    expect(await index.describe('whole milk')).toMatchObject({ exactName: true, bestCoverage: 1 });
    const mixed = await index.describe('oatly plugh');
    expect(mixed.words.map((it) => [it.word, it.inBrand, it.unknown])).toEqual([
      ['oatly', true, false],
      ['plugh', false, true],
    ]);
    expect(mixed.bestCoverage).toBeLessThan(1);
  });
});
