import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OWN_FORMAT, readHistoryMapping } from '#infra/catalogue/history/history-mapping.ts';
import { type ImportHistoryOptions, importHistory } from '#infra/catalogue/history/import-history.ts';
import { readPastOrder } from '#infra/catalogue/history/read-past-order.ts';
import { cartMigrations } from '#infra/embedded/cart-store.ts';
import {
  createEmbeddedHistoryImportLog,
  historyImportMigrations,
} from '#infra/embedded/history-import-log.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { usualOrders } from '#personalization/features/usual-orders.ts';
import { createLearner } from '#personalization/learning/learn.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { temporaryDatabase } from '#tests/infra/embedded/temporary-database.ts';
import { toPastOrders } from '#tests/tools/instacart-history.ts';

const NOW = Date.UTC(2026, 5, 1);

function open() {
  const dataDir = mkdtempSync(join(tmpdir(), 'leafloaf-history-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = temporaryDatabase([
    ...outboxMigrations,
    ...cartMigrations,
    ...orderMigrations,
    ...settingsMigrations,
    ...preferenceGraphMigrations,
    ...historyImportMigrations,
  ]);
  const graph = createEmbeddedPreferenceGraph(database);
  const stores = {
    orders: createEmbeddedOrderBook(database),
    settings: createEmbeddedSettingsStore(database),
    outbox: createEmbeddedOutbox(database),
    graph,
  };
  const learner = createLearner({ graph, now: () => NOW });
  return {
    ...stores,
    dataDir,
    learner,
    profile: (shopperId: string) => loadProfile(stores, shopperId),
    import(text: string | Uint8Array, rest: Partial<ImportHistoryOptions> = {}) {
      const file = join(dataDir, 'orders.jsonl');
      writeFileSync(file, text);
      return importHistory({
        file,
        dataDir,
        log: createEmbeddedHistoryImportLog(database),
        ...stores,
        learner,
        describe: (ids) =>
          new Map(ids.filter((id) => id === 'milk').map((id) => [id, { name: 'Milk 2%', unit: 'jug' }])),
        now: () => NOW,
        ...rest,
      });
    },
  };
}

const order = (week: number, rest: object = {}) => ({
  orderId: `o${week}`,
  shopperId: 'ana',
  placedAt: new Date(Date.UTC(2026, 0, 5 + 7 * week, 9)).toISOString(),
  lines: [
    { productId: 'milk', quantity: 2, unitPriceCents: 399 },
    { productId: 77, quantity: 1 },
  ],
  ...rest,
});
const jsonl = (...records: readonly unknown[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
const fiveWeeks = jsonl(...[0, 1, 2, 3, 4].map((week) => order(week)));

describe('importing past orders', () => {
  it('puts them into the order book at their own time, with the names the catalogue knows', async () => {
    const shop = open();
    expect(await shop.import(fiveWeeks)).toEqual({
      rows: 5,
      imported: 5,
      known: 0,
      rejected: 0,
      resumedFrom: 0,
      rejectsFile: null,
    });
    expect(await shop.orders.find('ana', 'o1')).toEqual({
      orderId: 'o1',
      shopperId: 'ana',
      status: 'delivered',
      lines: [
        { productId: 'milk', name: 'Milk 2%', unit: 'jug', quantity: 2, unitPriceCents: 399 },
        { productId: '77', name: '77', unit: 'each', quantity: 1, unitPriceCents: null },
      ],
      subtotalCents: 798,
      discounts: [],
      totalCents: 798,
      currency: 'USD',
      placedAt: Date.UTC(2026, 0, 12, 9),
      source: 'imported',
    });
  });

  it('learns from them, so that five weekly orders make a regular basket', async () => {
    const shop = open();
    await shop.import(fiveWeeks);
    const { items } = usualOrders(await shop.profile('ana'));
    expect(Object.fromEntries(items.map((item) => [item.productId, item.quantity]))).toEqual({
      milk: 2,
      77: 1,
    });
    expect((await shop.profile('ana')).trips?.lastOrderedAt).toBe(Date.UTC(2026, 1, 2, 9));
  });

  it('tells analysts of each line once, at its own time and behind what happens now', async () => {
    const shop = open();
    await shop.import(fiveWeeks);
    const waiting = await shop.outbox.pending({ limit: 100, topic: 'event' });
    expect(waiting).toHaveLength(15);
    expect(new Set(waiting.map(({ createdAt }) => createdAt))).toEqual(new Set([NOW]));
    expect(waiting.map(({ payload }) => payload)).toContainEqual({
      table: 'order_transaction_events',
      conversationId: null,
      turnId: null,
      occurredAt: Date.UTC(2026, 0, 5, 9),
      data: {
        order_id: 'o0',
        product_id: 'milk',
        quantity: 2,
        unit_price_cents: 399,
        line_total_cents: 798,
        currency: 'USD',
      },
    });
  });

  it('changes nothing the second time', async () => {
    const shop = open();
    await shop.import(fiveWeeks);
    await shop.outbox.complete((await shop.outbox.pending({ limit: 100 })).map(({ entryId }) => entryId));
    expect(await shop.import(fiveWeeks)).toMatchObject({ imported: 0, known: 5, resumedFrom: 0 });
    expect(await shop.import(`${fiveWeeks}${jsonl(order(5))}`)).toMatchObject({ imported: 1, known: 5 });
    expect((await shop.orders.list('ana', { limit: 50 })).orders).toHaveLength(6);
    expect(await shop.outbox.pending({ limit: 100 })).toHaveLength(3);
    expect((await shop.profile('ana')).trips?.orders).toBe(6);
  });

  it('goes on where it broke off, and learns what a crash had left unlearned', async () => {
    const shop = open();
    const all = jsonl(
      ...Array.from({ length: 60 }, (_, index) => order(0, { orderId: `o${index}`, shopperId: `s${index}` })),
    );
    let calls = 0;
    const crashing: ImportHistoryOptions['learner'] = {
      learn(...args) {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error('killed')) : shop.learner.learn(...args);
      },
    };
    await expect(shop.import(all, { learner: crashing })).rejects.toThrow('killed');
    expect(await shop.import(all)).toMatchObject({ rows: 60, imported: 35, known: 25, resumedFrom: 25 });
    const trips = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => (await shop.profile(`s${index}`)).trips),
    );
    expect(trips.filter((trip) => trip?.orders === 1)).toHaveLength(60);
  });

  it('keeps what it rejects, with the reason, and takes the rest', async () => {
    const shop = open();
    const report = await shop.import(
      `${jsonl(order(0), order(1, { lines: [] }), order(2, { shopperId: '*' }))}not json\n${jsonl(order(3))}`,
    );
    expect(report).toMatchObject({ imported: 2, rejected: 3 });
    const rejects = readFileSync(report.rejectsFile!, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'lines must be a list of 1 to 1000 lines'],
      [3, expect.stringContaining('shopperId must be')],
      [4, 'the line is not JSON'],
    ]);
  });

  it('learns the order that is kept, not another row with the same id', async () => {
    const shop = open();
    const again = { lines: [{ productId: 'eggs', quantity: 9 }] };
    await shop.import(`${fiveWeeks}${jsonl(order(0, again), order(1, again))}`);
    await shop.import(jsonl(order(2, again)));
    const { products } = await shop.profile('ana');
    expect(products.map(({ productId, recurrence }) => [productId, recurrence.purchases]).sort()).toEqual([
      ['77', 5],
      ['milk', 5],
    ]);
  });

  it('does not learn an order anew that was placed here', async () => {
    const shop = open();
    await shop.import(fiveWeeks);
    const kept = await shop.orders.find('ana', 'o4');
    if (kept === null) throw new Error('o4 was not imported');
    const here = { ...kept, orderId: 'here', source: 'assistant' as const };
    const placement = { order: here, cartRevision: 0, idempotencyKey: 'once', announcements: [] };
    expect(await shop.orders.place(placement)).toMatchObject({ kind: 'placed' });
    expect(await shop.import(jsonl(order(4, { orderId: 'here' })))).toMatchObject({ known: 1 });
    expect((await shop.profile('ana')).trips?.orders).toBe(5);
  });

  it("rejects an order whose id another shopper's order has, and says why", async () => {
    const shop = open();
    await shop.import(fiveWeeks);
    const bens = { shopperId: 'ben' };
    const report = await shop.import(jsonl(order(1, bens), order(7, bens), order(7), order(2)));
    expect(report).toMatchObject({ rows: 4, imported: 1, known: 1, rejected: 2 });
    const rejects = readFileSync(report.rejectsFile!, 'utf8').trim().split('\n');
    expect(rejects.map((line) => JSON.parse(line))).toMatchObject([
      {
        row: 1,
        reason: expect.stringContaining('"o1" is another shopper\'s order'),
        record: { shopperId: 'ben' },
      },
      { row: 3, reason: expect.stringContaining('"o7"') },
    ]);
    expect((await shop.profile('ben')).trips?.orders).toBe(1);
    expect((await shop.profile('ana')).trips?.orders).toBe(5);
  });

  it('does not learn of a shopper who switched learning off', async () => {
    const shop = open();
    const settings = await shop.settings.load('ana');
    await shop.settings.save({ ...settings, revision: 1, privacy: { ...settings.privacy, learning: false } });
    await shop.import(fiveWeeks);
    expect((await shop.orders.list('ana', { limit: 9 })).orders).toHaveLength(5);
    expect((await shop.profile('ana')).trips).toBeNull();
  });

  it('reads gzipped files and other names through a mapping', async () => {
    const shop = open();
    const mapping = join(shop.dataDir, 'mapping.json');
    writeFileSync(
      mapping,
      JSON.stringify({
        orderId: 'id',
        productId: 'sku',
        quantity: 'qty',
        unitPriceCents: 'price',
        priceFactor: 100,
        currency: 'GBP',
      }),
    );
    const theirs = { ...order(0), orderId: undefined, id: 5, lines: [{ sku: 'milk', qty: 3, price: 1.15 }] };
    await shop.import(gzipSync(jsonl(theirs)), { mapping: await readHistoryMapping(mapping) });
    expect(await shop.orders.find('ana', '5')).toMatchObject({ currency: 'GBP', totalCents: 345 });
    writeFileSync(mapping, '{"order": "id"}');
    await expect(readHistoryMapping(mapping)).rejects.toThrow(/Our fields are: orderId, shopperId/);
  });

  it('says how to mend a file that it cannot read at all', async () => {
    const shop = open();
    await expect(shop.import('[{"orderId": 1}]')).rejects.toThrow(/JSONL/);
    await expect(shop.import('', { file: join(shop.dataDir, 'missing') })).rejects.toThrow(/cannot be read/);
  });

  it('takes converted instacart baskets', async () => {
    const shop = open();
    const baskets = [0, 9, 30].map((day, index) => ({ order: index + 1, day, hour: 14, items: [7, 9] }));
    const converted = toPastOrders({ user: '3', baskets });
    expect(converted[1]!.placedAt).toBe('2025-01-14T14:00:00.000Z');
    await shop.import(jsonl(...converted));
    expect(usualOrders(await shop.profile('instacart-3')).items).toHaveLength(2);
  });
});

describe('reading a past order', () => {
  const read = (rest: object) => readPastOrder({ ...order(0), ...rest }, OWN_FORMAT, NOW);

  it.each([
    [{ orderId: '' }, 'orderId must be'],
    [{ orderId: { $ne: 1 } }, 'orderId must be'],
    [{ shopperId: 'a b' }, 'shopperId must be'],
    [{ placedAt: 'yesterday' }, 'placedAt must be a time like'],
    [{ placedAt: '2026-02-30' }, 'placedAt must be a time like'],
    [{ placedAt: '2026-03-01T10:00:00' }, 'placedAt must be a time like'],
    [{ placedAt: '2027-01-01' }, 'placedAt lies in the future'],
    [{ placedAt: 1_700_000_000 }, 'placedAt must be a time like'],
    [{ lines: 'milk' }, 'lines must be a list'],
    [{ lines: [null] }, 'lines.0.productId must be'],
    [{ lines: [{ productId: 'a', quantity: 0 }] }, 'lines.0.quantity must be a whole number'],
    [{ lines: [{ productId: 'a', quantity: '2' }] }, 'lines.0.quantity must be a whole number'],
    [{ lines: [{ productId: 'a', quantity: 1, unitPriceCents: -1 }] }, 'lines.0.unitPriceCents must be'],
    [{ lines: [{ productId: 'a', quantity: 1, unitPriceCents: '3' }] }, 'lines.0.unitPriceCents must be'],
  ])('rejects %j and says why', (rest, reason) => {
    expect(read(rest)).toEqual({ reason: expect.stringContaining(reason) });
  });

  it('understands dates, zones and lines that name a product twice', () => {
    expect(read({ placedAt: '2026-03-01' })).toMatchObject({ order: { placedAt: Date.UTC(2026, 2, 1) } });
    expect(read({ placedAt: '2026-03-01T10:00:00+02:00' })).toMatchObject({
      order: { placedAt: Date.UTC(2026, 2, 1, 8) },
    });
    const lines = [
      { productId: 'a', quantity: 1 },
      { productId: 'a', quantity: 2, unitPriceCents: 5 },
    ];
    expect(read({ lines })).toMatchObject({
      order: { lines: [{ productId: 'a', quantity: 3, unitPriceCents: 5 }] },
    });
  });
});
