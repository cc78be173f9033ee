import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameKey } from '#agents/search/tokenize.ts';
import { SHIPPED_REPLACED } from '#infra/catalogue/import-catalogue.ts';
import {
  loadShippedCatalogue,
  readDepartments,
  readShippedProducts,
  SHIPPED_FOLDER,
} from '#infra/catalogue/shipped-catalogue.ts';
import { readShippedRecipes } from '#infra/catalogue/shipped-recipes.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { fixture } from '#tests/fixtures/products.ts';

const inMemory = () =>
  createCatalogueStore(openDatabase({ path: ':memory:', migrations: catalogueMigrations }));

describe('the shipped catalogue', () => {
  it('has at least 1,500 products over every department, each with a price, a unit and a size that can be read', async () => {
    const products = await readShippedProducts();
    expect(products.length).toBeGreaterThanOrEqual(1500);
    expect(products.filter((it) => it.priceCents === null || it.size === null).map((it) => it.id)).toEqual(
      [],
    );
    const departments = new Set(products.map((it) => it.department));
    expect((await readDepartments()).map((it) => it.name).filter((name) => !departments.has(name))).toEqual(
      [],
    );
  });

  it('gives one word one default product', async () => {
    const owners = new Map<string, Set<string>>();
    for (const product of await readShippedProducts()) {
      for (const alias of product.aliases) {
        const key = nameKey(alias);
        owners.set(key, (owners.get(key) ?? new Set()).add(product.id));
      }
    }
    const shared = [...owners].filter(([, ids]) => ids.size > 1).map(([key, ids]) => [key, ...ids]);
    expect(shared).toEqual([]);
  });

  it('contradicts itself in no diet', async () => {
    const wrong = (await readShippedProducts()).filter(
      ({ diets, allergens: { contains } }) =>
        (diets.vegan === 'yes' && contains.some((it) => ['milk', 'egg', 'fish', 'shellfish'].includes(it))) ||
        (diets.dairy_free === 'yes' && contains.includes('milk')) ||
        (diets.gluten_free === 'yes' && contains.some((it) => it === 'gluten' || it === 'wheat')) ||
        (diets.nut_free === 'yes' && contains.some((it) => it === 'peanut' || it === 'tree_nut')),
    );
    expect(wrong.map((it) => it.id)).toEqual([]);
  });

  it('has at least 60 recipes from at least 12 cuisines', async () => {
    const recipes = await readShippedRecipes();
    expect(recipes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(recipes.map((it) => it.cuisine)).size).toBeGreaterThanOrEqual(12);
  });

  it('is loaded once', async () => {
    const store = inMemory();
    expect(await loadShippedCatalogue(store)).toBe(true);
    const version = store.version();
    expect(await loadShippedCatalogue(store)).toBe(false);
    expect(store.version()).toBe(version);
  });

  it("leaves the grocer's product of the same id alone, and stays away once it was replaced", async () => {
    const store = inMemory();
    const [first] = await readShippedProducts();
    const own = { ...fixture('limes'), id: first?.id ?? '' };
    store.upsert([own], { source: 'grocer', run: '1' });
    await loadShippedCatalogue(store);
    expect(store.read([own.id])).toEqual([own]);
    const replaced = inMemory();
    replaced.setState(SHIPPED_REPLACED, 'yes');
    expect(await loadShippedCatalogue(replaced)).toBe(false);
    expect(replaced.count()).toBe(0);
  });

  describe('changed on disk', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'leafloaf-shipped-'));
      cpSync(join(SHIPPED_FOLDER, 'departments.csv'), join(folder, 'departments.csv'));
      cpSync(join(SHIPPED_FOLDER, 'products'), join(folder, 'products'), {
        recursive: true,
        filter: (it) => !it.endsWith('.csv'),
      });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const produce = (...rows: readonly string[]) =>
      writeFileSync(join(folder, 'products', 'produce.csv'), ['id,name,price', ...rows].join('\n'));

    it('is loaded anew, without what is no longer in it', async () => {
      const store = inMemory();
      produce('a,Apples,1.00', 'b,Bread,2.00');
      await loadShippedCatalogue(store, folder);
      produce('a,Apples,1.50');
      expect(await loadShippedCatalogue(store, folder)).toBe(true);
      expect(store.read(['a', 'b']).map((it) => [it.id, it.priceCents])).toEqual([['a', 150]]);
    });

    it('is refused with file and row when a line is wrong', async () => {
      produce('a,Apples,1.00', 'b,,2.00');
      await expect(loadShippedCatalogue(inMemory(), folder)).rejects.toThrow(
        'produce.csv, row 2: name is missing',
      );
      produce('a,Apples,1.00', 'a,Again,2.00');
      await expect(loadShippedCatalogue(inMemory(), folder)).rejects.toThrow('id "a" is taken');
    });
  });
});
