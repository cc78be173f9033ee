import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { type Database, openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import { productIndexCases } from '#tests/conformance/product-index.ts';
import { createWordEmbeddings } from '#tests/doubles/word-embeddings.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

const query = {
  excludeTerms: [],
  alpha: 0.6,
  filters: {},
  limit: 10,
  offset: 0,
  sort: 'relevance',
} as const;
const furniture = [
  fixtureProduct('sofa', 'Blue Velvet Sofa', 'Home/Seating', '1 each', 90_000),
  fixtureProduct('couch', 'Grey Couch', 'Home/Seating', '1 each', 80_000),
  fixtureProduct('lamp', 'Blue Lamp', 'Home/Lighting', '1 each', 4_000),
  ...Array.from({ length: 80 }, (_, at) =>
    fixtureProduct(`thing-${at}`, `Plain thing number${at}`, 'Pantry/Things', '1 lb', 300),
  ),
];

describe('the embedded product index with meaning', () => {
  let folder: string;
  let errors: unknown[];
  const databases: Database[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leafloaf-meaning-'));
    errors = [];
  });
  afterEach(() => {
    for (const database of databases.splice(0)) database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let now = 0;

  function open(embeddings: NamedEmbeddings, options: { path?: string; file?: string } = {}) {
    const path = options.path ?? ':memory:';
    const database = openDatabase({ path, migrations: catalogueMigrations });
    databases.push(database);
    const vectors = createProductVectorStore(database);
    return createEmbeddedProductIndex({
      store: createCatalogueStore(database),
      meaning: { embeddings, vectors, onError: (error) => errors.push(error), elapsed: () => now },
      ...(options.file === undefined ? {} : { file: options.file }),
    });
  }
  const found = async (index: ReturnType<typeof open>, text: string) =>
    (await index.search({ ...query, text })).hits.map((hit) => hit.product.id);

  productIndexCases(async () => {
    const index = open(createStaticEmbeddings());
    return {
      ...index,
      upsert: async (products) => {
        await index.upsert(products);
        await index.embedded();
      },
    };
  });

  it('finds what means the same by another word, behind what has the word', async () => {
    const index = open(createWordEmbeddings(['sofa couch']));
    await index.upsert(furniture);
    await index.embedded();
    expect((await found(index, 'velvet sofa')).slice(0, 2)).toEqual(['sofa', 'couch']);
  });

  it('answers by the words until the products have vectors, and says how far it is', async () => {
    const embeddings = createWordEmbeddings(['sofa couch']);
    embeddings.failure = new Error('the model is away');
    const index = open(embeddings);
    await index.upsert(furniture);
    await index.embedded();
    expect(errors).toContain(embeddings.failure);
    expect(await found(index, 'velvet sofa')).toEqual(['sofa']);
    expect(index.vectorProgress()).toEqual({ model: 'words-1', embedded: 0, total: furniture.length });
    const page = (rest = {}) => index.search({ ...query, text: 'velvet sofa', ...rest });
    expect((await page()).degraded).toEqual({
      reason: 'products not embedded yet',
      fallback: 'compared words alone',
    });
    expect((await page({ alpha: 0 })).degraded).toBeUndefined();
    embeddings.failure = null;
    now += 300_000;
    await index.embedded();
    expect(await found(index, 'velvet sofa')).toEqual(['sofa', 'couch']);
    expect((await page()).degraded).toBeUndefined();
    expect(index.vectorProgress()).toMatchObject({ embedded: furniture.length });
  });

  it('tries again after pauses that double, up to five minutes', async () => {
    const embeddings = createWordEmbeddings(['sofa couch']);
    embeddings.failure = new Error('the model is away');
    const index = open(embeddings);
    await index.upsert(furniture);
    await index.embedded();
    const tried: number[] = [];
    const began = now;
    for (let step = 0; step < 1_000; step += 1) {
      now += 1_000;
      const before = errors.length;
      await index.embedded();
      if (errors.length > before) tried.push((now - began) / 1_000);
    }
    expect(tried).toEqual([2, 6, 14, 30, 62, 126, 254, 510, 810]);
    embeddings.failure = null;
    now += 300_000;
    await index.embedded();
    expect(index.vectorProgress()).toMatchObject({ embedded: furniture.length });
  });

  it('embeds a product anew when its words change, not when its price does', async () => {
    const embeddings = createWordEmbeddings(['sofa couch']);
    const index = open(embeddings);
    await index.upsert(furniture);
    await index.embedded();
    embeddings.asked.length = 0;
    const [sofa] = furniture;
    await index.upsert([{ ...(sofa as (typeof furniture)[number]), priceCents: 1 }]);
    await index.embedded();
    expect(embeddings.asked).toEqual([]);
    await index.upsert([{ ...(sofa as (typeof furniture)[number]), name: 'Green Armchair' }]);
    await index.embedded();
    expect(embeddings.asked).toHaveLength(1);
  });

  it('keeps the vectors over a restart, and never mixes those of two models', async () => {
    const path = join(folder, 'catalogue.db');
    const before = open(createWordEmbeddings(['sofa couch']), { path });
    await before.upsert(furniture);
    await before.embedded();
    const same = createWordEmbeddings(['sofa couch']);
    const again = open(same, { path });
    await again.sync();
    await again.embedded();
    expect(same.asked).toEqual([]);
    const other = createWordEmbeddings(['lamp couch'], 'words-2');
    const changed = open(other, { path });
    await changed.sync();
    await changed.embedded();
    expect(other.asked).toHaveLength(furniture.length);
    expect(await found(changed, 'blue lamp')).toContain('couch');
  });

  it('opens from its file as it was, takes in what came since, and builds anew without a usable file', async () => {
    const path = join(folder, 'catalogue.db');
    const file = join(folder, 'catalogue.index');
    const before = open(createStaticEmbeddings(), { path, file });
    await before.sync();
    await before.upsert(fixtureProducts);
    await before.embedded();
    expect(await before.save()).toBe(true);
    expect(await before.save()).toBe(false);
    await before.remove(['kimchi']);
    await before.upsert([fixtureProduct('zebra', 'Zebra Tea', 'Pantry/Tea', '2 oz', 500)]);

    const texts = ['milk', 'oat milk', 'chiken brest', 'oatmilk', 'bread without gluten', 'kimchi', 'zebra'];
    const answers = (index: typeof before) =>
      Promise.all(texts.map((text) => index.search({ ...query, text, limit: 50 })));
    const expected = await answers(before);
    const after = open(createStaticEmbeddings(), { path, file });
    expect(await after.sync()).toBe(2);
    await after.embedded();
    expect(await after.count()).toBe(fixtureProducts.length);
    expect((await answers(after)).map(idsOf)).toEqual(expected.map(idsOf));

    const damaged = readFileSync(file);
    damaged[damaged.length - 9] = (damaged[damaged.length - 9] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    const rebuilt = open(createStaticEmbeddings(), { path, file });
    expect(await rebuilt.sync()).toBeGreaterThan(fixtureProducts.length);
    await rebuilt.embedded();
    expect((await answers(rebuilt)).map(idsOf)).toEqual(expected.map(idsOf));
  });

  it('does not take the file of another catalogue for its own', async () => {
    const file = join(folder, 'catalogue.index');
    const mine = open(createStaticEmbeddings(), { path: join(folder, 'a.db'), file });
    await mine.sync();
    await mine.upsert(furniture);
    await mine.embedded();
    await mine.save();
    const other = open(createStaticEmbeddings(), { path: join(folder, 'b.db'), file });
    await other.sync();
    expect(await other.count()).toBe(0);
  });
});

function idsOf(page: { readonly hits: readonly { readonly product: { readonly id: string } }[] }) {
  return page.hits.map((hit) => hit.product.id).sort();
}
