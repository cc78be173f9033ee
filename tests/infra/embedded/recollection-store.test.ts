import { expect, it } from 'vitest';
import {
  createEmbeddedRecollectionStore,
  recollectionMigrations,
} from '#infra/embedded/recollection-store.ts';
import { hashedNgramEmbedder } from '#memory/semantic/hashed-ngram-vector.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import { recollection, recollectionStoreCases } from '#tests/conformance/recollection-store.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

const embedder = hashedNgramEmbedder;

recollectionStoreCases(async () =>
  createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations), { embedder }),
);

const turnsFound = async (store: RecollectionStore, shopperId: string, text: string) =>
  (await store.search(shopperId, { text, limit: 10, excludeTurnIds: [] })).map(
    (hit) => hit.recollection.turnId,
  );

it('remembers for the next process, with the same ranking', async () => {
  const path = temporaryPath();
  const store = createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations, path), {
    embedder,
  });
  await store.index([
    recollection({ turnId: 't1', text: 'sourdough bread', recordedAt: 1 }),
    recollection({ turnId: 't2', text: 'the small one', recordedAt: 2 }),
  ]);
  const next = createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations, path), { embedder });
  const query = { text: 'sourdough', limit: 5, excludeTurnIds: [] };
  expect(await next.search('ada', query)).toEqual(await store.search('ada', query));
  expect(await turnsFound(next, 'ada', 'sourdough')).toEqual(['t1', 't2']);
});

it('sees what another process wrote and removed meanwhile', async () => {
  const path = temporaryPath();
  const [one, other] = [1, 2].map(() =>
    createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations, path), { embedder }),
  ) as [RecollectionStore, RecollectionStore];
  await one.index([recollection({ turnId: 't1' })]);
  expect(await turnsFound(other, 'ada', 'sourdough')).toEqual(['t1']);
  await one.index([recollection({ turnId: 't2' })]);
  expect(await turnsFound(other, 'ada', 'sourdough')).toEqual(['t2', 't1']);
  await other.index([recollection({ turnId: 't3', recordedAt: 2_000 })]);
  expect(await turnsFound(one, 'ada', 'sourdough')).toHaveLength(3);
  await one.forget('ada');
  expect(await turnsFound(other, 'ada', 'sourdough')).toEqual([]);
});

it('answers the same when shoppers take turns in a memory that holds only one of them', async () => {
  const store = createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations), {
    embedder,
    heldInMemory: 2,
  });
  for (const shopperId of ['ada', 'bob', 'cleo']) {
    await store.index([1, 2].map((turn) => recollection({ shopperId, turnId: `${shopperId}-${turn}` })));
  }
  for (const shopperId of ['ada', 'bob', 'cleo', 'ada']) {
    expect((await turnsFound(store, shopperId, 'sourdough')).sort()).toEqual([
      `${shopperId}-1`,
      `${shopperId}-2`,
    ]);
  }
});

it('searches the newest recollections of a shopper with very many', async () => {
  const store = createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations), {
    embedder,
    searchedPerShopper: 3,
  });
  for (const turn of [1, 2, 3, 4, 5]) {
    await store.index([recollection({ turnId: `t${turn}`, conversationId: `c${turn}`, recordedAt: turn })]);
    await turnsFound(store, 'ada', 'sourdough');
  }
  expect(await turnsFound(store, 'ada', 'sourdough')).toEqual(['t5', 't4', 't3']);
});

it('computes vectors anew when the embedder is another one', async () => {
  const database = temporaryDatabase(recollectionMigrations);
  await createEmbeddedRecollectionStore(database, { embedder }).index([recollection()]);
  const meaning = {
    ...embedder,
    name: 'meaning-2',
    embed: (text: string) => new Float32Array(/bread|loaf/u.test(text) ? [1, 0] : [0, 1]),
  };
  expect(
    await turnsFound(createEmbeddedRecollectionStore(database, { embedder: meaning }), 'ada', 'loaf'),
  ).toEqual(['t1']);
});
