import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { importHistory } from '#infra/catalogue/history/import-history.ts';
import { openHistoryStores } from '#infra/compose/history-stores.ts';
import { createSpannerOrderBook } from '#infra/spanner/order-book.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { serviceAddress } from '#tests/services/service-server.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();

it('imports past orders into Spanner once, and goes on where it broke off', async () => {
  await spanner.emptied();
  const dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-history-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const file = join(dataDir, 'orders.jsonl');
  const orders = Array.from({ length: 60 }, (_, index) => ({
    orderId: `h${index}`,
    shopperId: `shopper-${index % 3}`,
    placedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    lines: [{ productId: `p${index % 5}`, quantity: 2, unitPriceCents: 300 }],
  }));
  writeFileSync(file, `${orders.map((order) => JSON.stringify(order)).join('\n')}\n`);

  const stores = await openHistoryStores(dataDir, {
    projectId: 'leafloaf-tests',
    instanceId: 'leafloaf',
    databaseId: spanner.databaseId,
    emulatorHost: serviceAddress('TEST_SPANNER_EMULATOR_HOST'),
  });
  onTestFinished(() => stores.close());
  const learner = createLearner({ graph: stores.preferences, now: Date.now });
  const run = (learn = learner) =>
    importHistory({ ...stores, file, dataDir, learner: learn, describe: () => new Map(), now: Date.now });
  let batches = 0;
  const breaking = {
    ...learner,
    learn: (...learned: Parameters<typeof learner.learn>) => {
      batches += 1;
      return batches === 2 ? Promise.reject(new Error('the power went')) : learner.learn(...learned);
    },
  };
  await expect(run(breaking)).rejects.toThrow('the power went');
  expect(await run()).toMatchObject({ rows: 60, resumedFrom: 25, rejected: 0 });
  expect(await run()).toMatchObject({ imported: 0, known: 60 });
  const orderBook = createSpannerOrderBook(await spanner.database());
  for (const shopperId of ['shopper-0', 'shopper-1', 'shopper-2']) {
    expect((await orderBook.find(shopperId, `h${shopperId.at(-1)}`))?.source).toBe('imported');
    const { edges } = await stores.preferences.neighbourhood(shopperId, { kinds: ['SHOPPED'] });
    expect(edges[0]?.evidence.count).toBe(20);
  }
});
