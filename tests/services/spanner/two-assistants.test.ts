import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EVENT_TABLES } from '#analytics/event.ts';
import { createSpannerOutbox } from '#infra/spanner/outbox.ts';
import { serviceAddress } from '#tests/services/service-server.ts';
import { callApi } from '#tests/tools/shopper-client.ts';
import { assistantsOver, type SharingAssistant, sendTurn, tokenFor } from './assistants.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();
const { start } = assistantsOver(serviceAddress('TEST_SPANNER_EMULATOR_HOST'), spanner.databaseId);
let one: SharingAssistant;
let other: SharingAssistant;

beforeAll(async () => {
  [one, other] = await Promise.all([start(), start()]);
}, 60_000);

const outboxDepth = async () =>
  createSpannerOutbox(await spanner.database(), { holder: 'test', elapsed: () => 1 }).depth();

afterAll(() => Promise.all([one.kill(), other.kill()]));

const cartOf = async (url: string, token: string) => {
  const { status, body } = await callApi(url, 'GET', '/v1/cart', { token });
  expect(status).toBe(200);
  return body as { revision: number; lines: readonly { name: string; quantity: number }[] };
};
const quantityIn = ({ lines }: { lines: readonly { quantity: number }[] }) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

it('shows each other’s carts, allergies, conversations and orders', async () => {
  const token = await tokenFor(one.url, 'ada');
  const turn = (url: string, turnId: string, message: string) =>
    sendTurn(url, token, { conversationId: 'ada-talks', turnId, message });
  expect((await turn(one.url, 't1', 'add 2 bananas')).status).toBe(200);
  expect(quantityIn(await cartOf(other.url, token))).toBe(2);

  await turn(other.url, 't2', "I'm allergic to peanuts");
  const preferences = await callApi(one.url, 'GET', '/v1/me/preferences', { token });
  expect(preferences.body.allergies).toContain('peanut');

  // "Them" stands for what the other process was told.
  await turn(one.url, 't3', 'make that 5');
  expect(quantityIn(await cartOf(other.url, token))).toBe(5);
  const { revision } = await cartOf(other.url, token);
  const placed = await callApi(other.url, 'POST', '/v1/orders', {
    token,
    body: { cartRevision: revision },
    headers: { 'idempotency-key': 'ada-orders' },
  });
  expect(placed.status).toBe(201);
  const found = await callApi(
    one.url,
    'GET',
    `/v1/orders/${placed.body.order?.orderId ?? placed.body.orderId}`,
    {
      token,
    },
  );
  expect(found.status).toBe(200);
  const turns = await callApi(one.url, 'GET', '/v1/conversations/ada-talks/turns', { token });
  expect(turns.body.turns).toHaveLength(3);
});

it('does a turn and an order once that reach both at the same time', async () => {
  const token = await tokenFor(one.url, 'bo');
  const same = { conversationId: 'bo-talks', turnId: 't1', message: 'add 3 bananas' };
  const replies = await Promise.all([one, other].map(({ url }) => sendTurn(url, token, same)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  const cart = await cartOf(one.url, token);
  expect(quantityIn(cart)).toBe(3);
  const orders = await Promise.all(
    [one, other].map(({ url }) =>
      callApi(url, 'POST', '/v1/orders', {
        token,
        body: { cartRevision: cart.revision },
        headers: { 'idempotency-key': 'bo-orders' },
      }),
    ),
  );
  expect(new Set(orders.map(({ body }) => (body.order ?? body).orderId)).size).toBe(1);
  const listed = await callApi(other.url, 'GET', '/v1/orders', { token });
  expect(listed.body.orders).toHaveLength(1);
});

it('works off what both left for analysts and learning, each entry once', async () => {
  const shoppers = ['cem', 'dana', 'eli', 'fay'];
  await Promise.all(
    shoppers.map(async (shopperId, index) => {
      const token = await tokenFor(one.url, shopperId);
      for (let turn = 0; turn < 4; turn += 1) {
        const { url } = (turn + index) % 2 === 0 ? one : other;
        const answer = await sendTurn(url, token, {
          conversationId: `${shopperId}-talks`,
          turnId: `t${turn}`,
          message: 'add 1 banana',
        });
        expect(answer.status).toBe(200);
      }
    }),
  );
  await expect.poll(outboxDepth, { timeout: 40_000, interval: 500 }).toEqual({ waiting: 0, setAside: 0 });
  expect(await Promise.all([one.stop(), other.stop()])).toEqual([0, 0]);
  const ids = (await Promise.all([one, other].map(({ dataDir }) => eventIds(dataDir)))).flat();
  expect(ids.length).toBeGreaterThan(shoppers.length * 4 * 3);
  expect(new Set(ids).size).toBe(ids.length);
}, 90_000);

/** Of every event that an assistant stored for analysts. */
async function eventIds(dataDir: string): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(join(dataDir, 'analytics', 'events.duckdb')).catch(() => null);
  // One that never drained the outbox has no file.
  if (instance === null) return [];
  const connection = await instance.connect();
  const sql = EVENT_TABLES.map((table) => `SELECT event_id FROM ${table}`).join(' UNION ALL ');
  const exists = await connection.runAndReadAll(sql).then(
    (reader) => reader.getRows().map(([id]) => String(id)),
    () => [],
  );
  instance.closeSync();
  return exists;
}
