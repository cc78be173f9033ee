import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimateAlpha } from '#agents/search/estimate-alpha.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import type { Ranking } from '#infra/embedded/product-index/ranking.ts';
import { createEmbeddedProductIndex, type EmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import { createMiniLmEmbeddings } from '#infra/models/minilm/minilm-embeddings.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { type EsciProduct, type EsciQuery, toProduct } from './esci-data.ts';
import { type Relevance, relevanceOf } from './relevance.ts';

export type EmbedderName = 'minilm' | 'builtin';

/** The embeddings of that name; null when the model's folder is not beside the data. */
export async function openEmbeddings(name: EmbedderName, dataDir: string): Promise<VectorEmbeddings | null> {
  if (name === 'builtin') return createStaticEmbeddings();
  const directory = join(dataDir, '../models/all-MiniLM-L6-v2');
  return existsSync(directory) ? createMiniLmEmbeddings({ directory }) : null;
}

/**
 * Puts the products into the product's own index, with their vectors. The answer opens the index with other weights, from
 * the vectors that are there.
 */
export async function indexEsci(
  products: readonly EsciProduct[],
  embeddings: VectorEmbeddings,
): Promise<(ranking: Partial<Ranking>) => Promise<EmbeddedProductIndex>> {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-esci-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'catalogue.index');
  const database = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
  const store = createCatalogueStore(database);
  const vectors = createProductVectorStore(database);
  const onError = (error: unknown) => {
    throw error;
  };
  const open = (ranking: Partial<Ranking>) =>
    createEmbeddedProductIndex({ store, file, meaning: { embeddings, vectors, onError }, ranking });
  const first = open({});
  await first.upsert(products.map(toProduct));
  await first.embedded();
  await first.save();
  return async (ranking) => {
    const index = open(ranking);
    await index.sync();
    return index;
  };
}

/** Ranks every query through the port, at the alpha given or at the one that the search agent would take. */
export async function rankQueries(
  index: EmbeddedProductIndex,
  queries: readonly EsciQuery[],
  alpha: number | 'estimated',
): Promise<readonly Relevance[]> {
  const found: Relevance[] = [];
  for (const query of queries) {
    const text = query.query;
    const page = await index.search({
      text,
      excludeTerms: [],
      alpha: alpha === 'estimated' ? estimateAlpha(await index.describe(text)) : alpha,
      filters: {},
      limit: 50,
      offset: 0,
      sort: 'relevance',
    });
    found.push(
      relevanceOf(
        page.hits.map((hit) => hit.product.id),
        query,
      ),
    );
  }
  return found;
}
