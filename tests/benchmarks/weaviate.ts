import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductFilters, ProductQuery } from '#agents/search/product-index.ts';
import { loadShippedCatalogue } from '#infra/catalogue/shipped-catalogue.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import { createCatalogueSync } from '#infra/weaviate/catalogue-sync.ts';
import { openWeaviate } from '#infra/weaviate/connection.ts';
import { createWeaviateProductIndex } from '#infra/weaviate/product-index.ts';
import {
  hasWeaviateServer,
  newWeaviatePlace,
  startWeaviateServer,
  type WeaviatePlace,
} from '#tests/services/servers/weaviate.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';

const TEXTS = [
  'oat milk',
  'chicken breast',
  'gluten free bread',
  'dark chocolate',
  'greek yogurt',
  'coffe',
  'rice',
];
const FILTERS: readonly ProductFilters[] = [{ maxPriceCents: 900 }, { inStock: true }, { organic: true }, {}];
const ALPHAS = [0.1, 0.4, 0.7];
const ROUNDS = 4;
const WARM_UP = 30;
/** Hits of a query that are compared with those of the embedded index. */
const COMPARED = 10;

/** Measures the product index on a real Weaviate server of this machine. */
export const benchWeaviate: Benchmark = async ({ dataDir }) => {
  if (!hasWeaviateServer()) {
    return {
      figures: [],
      skipped: ['weaviate (there is no server: `npm run test:services -- weaviate` builds one)'],
    };
  }
  const figures: Figure[] = [];
  const skipped: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-bench-'));
  const place = await newWeaviatePlace();
  const server = await startWeaviateServer(place);
  try {
    const shipped = join(folder, 'shipped');
    figures.push(...(await measure(shipped, 'shipped', place)));
    const file = join(dataDir, 'catalogue/instacart_products.jsonl.gz');
    if (existsSync(file)) {
      const imported = join(folder, 'imported');
      execFileSync(process.execPath, ['infra/cli/catalogue-import.ts', file, '--replace'], {
        env: { ...process.env, DATA_DIR: imported },
        stdio: 'ignore',
      });
      figures.push(...(await measure(imported, 'imported', place)));
    } else {
      skipped.push(`weaviate.imported (${file} is not there)`);
    }
  } finally {
    await server.stop();
    rmSync(place.folder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  return { figures, skipped };
};

async function measure(dataDir: string, name: string, place: WeaviatePlace): Promise<readonly Figure[]> {
  const database = openDatabase({ path: join(dataDir, 'catalogue.db'), migrations: catalogueMigrations });
  const store = createCatalogueStore(database);
  await loadShippedCatalogue(store);
  const embedded = createEmbeddedProductIndex({ store });
  await embedded.sync();
  // Each catalogue is a model of its own here, so that one server holds both.
  const embeddings = { ...createStaticEmbeddings(), model: `bench-${name}` };
  const connection = openWeaviate({ ...place, apiKey: null, questionMs: 60_000 });
  try {
    const sync = createCatalogueSync({
      connection,
      embeddings,
      store,
      now: Date.now,
      newId: () => `bench-${name}`,
    });
    const began = performance.now();
    const { written } = await sync.run({ claim: true });
    const seconds = (performance.now() - began) / 1_000;
    const index = createWeaviateProductIndex({
      connection,
      embeddings,
      readQuery: (text) => embedded.readQuery(text),
    });
    const queries = Array.from({ length: ROUNDS }, () => QUERIES).flat();
    for (const query of queries.slice(0, WARM_UP)) await index.search(query);
    const latencies: number[] = [];
    let shared = 0;
    let expected = 0;
    for (const query of queries) {
      const asked = performance.now();
      const page = await index.search(query);
      latencies.push(performance.now() - asked);
      const ids = new Set(page.hits.slice(0, COMPARED).map(({ product }) => product.id));
      const beside = (await embedded.search(query)).hits.slice(0, COMPARED);
      shared += beside.filter(({ product }) => ids.has(product.id)).length;
      expected += beside.length;
    }
    return [
      { name: `weaviate.${name}.products`, value: written },
      { name: `weaviate.${name}.importedPerSecond`, value: written / seconds, unit: '/s' },
      { name: `weaviate.${name}.p50Ms`, value: percentile(latencies, 0.5), unit: 'ms' },
      { name: `weaviate.${name}.p95Ms`, value: percentile(latencies, 0.95), unit: 'ms' },
      { name: `weaviate.${name}.sameAsEmbedded@10`, value: shared / Math.max(1, expected) },
    ];
  } finally {
    await connection.close();
    database.close();
  }
}

const QUERIES: readonly ProductQuery[] = TEXTS.flatMap((text) =>
  FILTERS.flatMap((filters) =>
    ALPHAS.map((alpha) => ({
      text,
      filters,
      alpha,
      excludeTerms: [],
      limit: 10,
      offset: 0,
      sort: 'relevance' as const,
    })),
  ),
);
