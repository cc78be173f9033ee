import { afterAll } from 'vitest';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { openWeaviate, type WeaviateConnection } from '#infra/weaviate/connection.ts';
import { serviceAddress } from '#tests/services/service-server.ts';

/** The built-in vectors; each name stands for a model of its own. */
export function namedModel(model: string): VectorEmbeddings {
  return { ...createStaticEmbeddings(), model };
}

/** An embedded catalogue and index of nothing yet. */
export async function emptyCatalogue() {
  const database = openDatabase({ path: ':memory:', migrations: catalogueMigrations });
  const store = createCatalogueStore(database);
  const index = createEmbeddedProductIndex({ store });
  await index.sync();
  return { store, index };
}

/** Where the run's Weaviate is. */
export function testAddress() {
  return {
    url: serviceAddress('TEST_WEAVIATE_URL'),
    grpcUrl: serviceAddress('TEST_WEAVIATE_GRPC_URL'),
    apiKey: null,
  };
}

/** A connection of the product to the run's Weaviate, patient enough for a busy machine; closed after the file. */
export function testWeaviate(): WeaviateConnection {
  const connection = openWeaviate({ ...testAddress(), questionMs: 10_000 });
  afterAll(() => connection.close());
  return connection;
}
