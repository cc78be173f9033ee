import { describe } from 'vitest';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { dropCollection } from '#infra/weaviate/collections.ts';
import { recollectionCollectionName } from '#infra/weaviate/recollection-schema.ts';
import { createWeaviateRecollectionStore } from '#infra/weaviate/recollection-store.ts';
import { recollectionStoreCases } from '#tests/conformance/recollection-store.ts';
import { namedModel, testWeaviate } from './open-test-weaviate.ts';

const connection = testWeaviate();
const embedder = recollectionEmbedder(namedModel('shared-cases'), 'builtin');

describe('the recollection store on Weaviate', () => {
  recollectionStoreCases(async () => {
    await dropCollection(connection, recollectionCollectionName(embedder.name));
    return createWeaviateRecollectionStore({ connection, embedder });
  });
});
