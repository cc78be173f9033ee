import { join } from 'node:path';
import { estimateAlpha } from '#agents/search/estimate-alpha.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { Engine } from './engine.ts';

/** The product's own index over a catalogue on disk, with the built-in vectors, searched as the search agent does. */
export async function openLeafloaf(folder: string): Promise<Engine> {
  const database = openDatabase({ path: join(folder, 'catalogue.db'), migrations: catalogueMigrations });
  const store = createCatalogueStore(database);
  const index = createEmbeddedProductIndex({
    store,
    file: join(folder, 'catalogue.index'),
    meaning: {
      embeddings: createStaticEmbeddings(),
      vectors: createProductVectorStore(database),
      onError: (error) => {
        throw error;
      },
    },
  });
  await index.sync();
  return {
    keeps: true,
    async add(products) {
      store.upsert(products, { source: 'bench', run: '1' });
      await index.sync();
      await index.embedded();
      await index.save();
    },
    async search(text, maxPriceCents) {
      const alpha = estimateAlpha(await index.describe(text));
      const filters = { maxPriceCents, inStock: true };
      const page = await index.search({
        text,
        excludeTerms: [],
        alpha,
        filters,
        limit: 10,
        offset: 0,
        sort: 'relevance',
      });
      return page.hits.map(({ product }) => product.id);
    },
  };
}
