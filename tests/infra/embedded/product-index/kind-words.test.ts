import { beforeAll, describe, expect, it } from 'vitest';
import { readShippedProducts } from '#infra/catalogue/shipped-catalogue.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';

const database = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
const index = createEmbeddedProductIndex({
  store: createCatalogueStore(database),
  meaning: {
    embeddings: createStaticEmbeddings(),
    vectors: createProductVectorStore(database),
    onError: (error) => {
      throw error;
    },
  },
});
beforeAll(async () => {
  await index.upsert(await readShippedProducts());
  await index.embedded();
});

describe('many words about one thing', () => {
  it.each([
    ['high protein yogurt', /yogurt/iu],
    ['yogurt high protein no added sugar', /yogurt/iu],
    ['everyday smooth drinking coffee', /coffee/iu],
    ['big crunchy salty pretzels', /pretzel/iu],
  ])('finds the thing of %j, not what shares the words about it', async (text, thing) => {
    const { hits } = await index.search({
      text,
      excludeTerms: [],
      alpha: 0.45,
      filters: {},
      limit: 3,
      offset: 0,
      sort: 'relevance',
    });
    for (const { product } of hits) expect(`${product.name} ${product.category}`).toMatch(thing);
    expect(hits).toHaveLength(3);
  });
});
