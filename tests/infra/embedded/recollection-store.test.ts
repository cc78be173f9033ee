import { expect, it } from 'vitest';
import { createEmbeddedRecollectionStore } from '#infra/embedded/recollection-store.ts';
import { recollectionMigrations } from '#infra/embedded/recollections/recollection-table.ts';
import { recollectionEmbedder } from '#infra/models/recollection-embedder.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import { recollection, recollectionStoreCases } from '#tests/conformance/recollection-store.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

const embedder = recollectionEmbedder(createStaticEmbeddings(), 'builtin');

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
  ) as readonly RecollectionStore[] as [RecollectionStore, RecollectionStore];
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

/** An embedder that knows what a loaf is, and that can be out of order. */
function loafEmbedder(state: { broken: boolean }) {
  const embed = async (texts: readonly string[]) => {
    if (state.broken) throw new Error('the model is away');
    return texts.map((text) => new Float32Array(/bread|loaf/u.test(text) ? [1, 0] : [0, 1]));
  };
  return { name: 'loaf-2', embed, semanticWeight: 0.7, minSimilarity: 0.5 };
}

it('never compares vectors of another embedder, and embeds their texts anew in the background', async () => {
  const database = temporaryDatabase(recollectionMigrations);
  const first = createEmbeddedRecollectionStore(database, { embedder });
  await first.index([1, 2, 3].map((turn) => recollection({ turnId: `t${turn}` })));
  expect(first.reembedding.remaining()).toBe(0);

  const next = createEmbeddedRecollectionStore(database, { embedder: loafEmbedder({ broken: false }) });
  expect(next.reembedding.remaining()).toBe(3);
  expect(await turnsFound(next, 'ada', 'loaf')).toEqual([]);
  expect(await turnsFound(next, 'ada', 'sourdough')).toHaveLength(3);
  expect(await next.reembedding.next()).toBe(3);
  expect(await next.reembedding.next()).toBe(0);
  expect(next.reembedding.remaining()).toBe(0);
  expect(await turnsFound(next, 'ada', 'loaf')).toHaveLength(3);
});

it('remembers by words while the model is away, says so, and makes up for it later', async () => {
  const state = { broken: true };
  const store = createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations), {
    embedder: loafEmbedder(state),
  });
  const told: string[] = [];
  const find = async (text: string) =>
    (
      await store.search('ada', {
        text,
        limit: 5,
        excludeTurnIds: [],
        onDegraded: (fallback) => told.push(fallback),
      })
    ).length;
  await store.index([recollection()]);
  expect(await find('sourdough')).toBe(1);
  expect(told).toEqual(['found by words alone']);
  await expect(store.reembedding.next()).rejects.toThrow('away');

  state.broken = false;
  expect(store.reembedding.remaining()).toBe(1);
  expect(await store.reembedding.next()).toBe(1);
  expect(await find('loaf')).toBe(1);
  expect(told).toHaveLength(1);
});

it('does not wait for a slow model longer than a query may', async () => {
  const slow = {
    ...loafEmbedder({ broken: false }),
    embed: (_: readonly string[], { signal }: { readonly signal?: AbortSignal | undefined } = {}) =>
      new Promise<never>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  const database = temporaryDatabase(recollectionMigrations);
  await createEmbeddedRecollectionStore(database, { embedder }).index([recollection()]);
  const store = createEmbeddedRecollectionStore(database, { embedder: slow, queryBudgetMs: 1 });
  expect(await turnsFound(store, 'ada', 'sourdough')).toEqual(['t1']);
});

it('follows many of a shopper that come at once, and none of them when one cannot be written', async () => {
  const path = temporaryPath();
  const [store, other] = [1, 2].map(() =>
    createEmbeddedRecollectionStore(temporaryDatabase(recollectionMigrations, path), { embedder }),
  ) as readonly RecollectionStore[] as [RecollectionStore, RecollectionStore];
  const told = (at: number) => recollection({ turnId: `t${at}`, recordedAt: at });
  const found = async () => (await turnsFound(store, 'ada', 'sourdough')).sort();
  await store.index([told(1)]);
  expect(await found()).toEqual(['t1']);
  await store.index([2, 3, 4].map(told));
  expect(await found()).toEqual(['t1', 't2', 't3', 't4']);

  await expect(store.index([told(5), told(null as unknown as number)])).rejects.toThrow();
  await other.index([told(6)]);
  expect(await found()).toEqual(['t1', 't2', 't3', 't4', 't6']);
});
