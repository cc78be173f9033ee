import { expect, it } from 'vitest';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { dropCollection, listCollections } from '#infra/weaviate/collections.ts';
import { createRecollectionMove } from '#infra/weaviate/recollection-move.ts';
import { isRecollectionCollection, recollectionCollectionName } from '#infra/weaviate/recollection-schema.ts';
import { createWeaviateRecollectionStore } from '#infra/weaviate/recollection-store.ts';
import { recollection } from '#tests/conformance/recollection-store.ts';
import { namedModel, testWeaviate } from './open-test-weaviate.ts';

const connection = testWeaviate();
const withModel = (model: string) => {
  const embedder = recollectionEmbedder(namedModel(model), 'builtin');
  return {
    collection: recollectionCollectionName(embedder.name),
    store: createWeaviateRecollectionStore({ connection, embedder }),
    move: createRecollectionMove({ connection, embedder }),
  };
};
const memories = async () => (await listCollections(connection)).filter(isRecollectionCollection).sort();
const emptied = async () => {
  for (const name of await memories()) await dropCollection(connection, name);
};
const query = { text: 'sourdough bread', limit: 10, excludeTurnIds: [] };

it('embeds anew what another model embedded, for every shopper, and leaves nothing in the old place', async () => {
  await emptied();
  const before = withModel('model-1');
  await before.store.index([
    recollection({ turnId: 't1', recordedAt: 1 }),
    recollection({ turnId: 't2', text: 'yes, the dark one', recordedAt: 2 }),
    recollection({ turnId: 't3', shopperId: 'bob' }),
  ]);
  const after = withModel('model-2');
  expect(await after.store.search('ada', query)).toEqual([]);
  await after.move.run();
  expect(await after.store.search('ada', query)).toEqual(
    await before.store.search('bob', query).then(() => [
      { recollection: recollection({ turnId: 't1', recordedAt: 1 }), score: 1 },
      {
        recollection: recollection({ turnId: 't2', text: 'yes, the dark one', recordedAt: 2 }),
        score: expect.any(Number),
      },
    ]),
  );
  expect((await after.store.search('bob', query)).map((hit) => hit.recollection.turnId)).toEqual(['t3']);
  expect(after.move.remaining()).toBe(0);
  await after.move.run();
  expect(await memories()).toEqual([after.collection]);
});

it('forgets a shopper in the collections of every model', async () => {
  await emptied();
  const before = withModel('model-1');
  await before.store.index([
    recollection({ turnId: 't1' }),
    recollection({ turnId: 't2', shopperId: 'bob' }),
  ]);
  const after = withModel('model-2');
  await after.store.index([recollection({ turnId: 't3' })]);
  await after.store.forget('ada');
  await after.move.run();
  expect(await after.store.search('ada', query)).toEqual([]);
  expect((await after.store.search('bob', query)).map((hit) => hit.recollection.turnId)).toEqual(['t2']);
});
