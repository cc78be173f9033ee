import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type RunningAssistant, startAssistant } from '#tests/tools/running-assistant.ts';
import { callApi } from '#tests/tools/shopper-client.ts';

const ROUNDS = 5;
const SHOPPERS = 6;
/** Longest time that turns run before the kill; each round's moment is drawn from a fixed sequence. */
const MOMENTS_MS = [350, 620, 180, 900, 480];
const ADDS_PER_ORDER = 4;

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-crash-'));
const running = new Set<RunningAssistant>();
afterAll(async () => {
  for (const assistant of running) await assistant.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** One thing a shopper does, under an id that makes it the same thing when it is sent again. */
interface Operation {
  readonly kind: 'turn' | 'order';
  readonly id: string;
  /** Of the cart that an order was first sent with: its key stands for that revision alone. */
  cartRevision?: number;
  /** The body as it was acknowledged; null while it is not. */
  acknowledged: { status: number; body: unknown } | null;
}

interface Shopper {
  readonly shopperId: string;
  readonly conversationId: string;
  readonly operations: Operation[];
}

async function tokenFor(url: string, shopperId: string): Promise<string> {
  const session = await callApi(url, 'POST', '/v1/sessions', { body: { shopperId } });
  expect(session.status).toBe(201);
  return session.body.token;
}

async function perform(url: string, token: string, shopper: Shopper, operation: Operation): Promise<void> {
  if (operation.kind === 'turn') {
    const answer = await callApi(url, 'POST', '/v1/turns', {
      token,
      body: { message: 'add 1 banana', conversationId: shopper.conversationId, turnId: operation.id },
    });
    expect(answer.status).toBe(200);
    operation.acknowledged = answer;
    return;
  }
  operation.cartRevision ??= (await callApi(url, 'GET', '/v1/cart', { token })).body.revision as number;
  const answer = await callApi(url, 'POST', '/v1/orders', {
    token,
    body: { cartRevision: operation.cartRevision },
    headers: { 'idempotency-key': operation.id },
  });
  expect([200, 201]).toContain(answer.status);
  operation.acknowledged = answer;
}

/** Goes on until the assistant is gone; what was under way then stays unacknowledged. */
async function shopUntilKilled(url: string, shopper: Shopper): Promise<void> {
  const token = await tokenFor(url, shopper.shopperId);
  for (;;) {
    const count = shopper.operations.length;
    const kind = count % (ADDS_PER_ORDER + 1) === ADDS_PER_ORDER ? 'order' : 'turn';
    const operation: Operation = { kind, id: `${kind}-${count}`, acknowledged: null };
    shopper.operations.push(operation);
    await perform(url, token, shopper, operation);
  }
}

it('keeps every acknowledged turn, cart change and order exactly once through kill -9 at any moment', async () => {
  const shoppers: Shopper[] = Array.from({ length: SHOPPERS }, (_, index) => ({
    shopperId: `crash-${index}`,
    conversationId: `crash-conversation-${index}`,
    operations: [],
  }));

  for (let round = 0; round < ROUNDS; round += 1) {
    const assistant = await startAssistant(folder);
    running.add(assistant);
    await Promise.all(shoppers.map((shopper) => finishAndVerify(assistant.url, shopper)));
    const work = shoppers.map((shopper) =>
      shopUntilKilled(assistant.url, shopper).catch((error: unknown) => error),
    );
    await new Promise((resolve) => setTimeout(resolve, MOMENTS_MS[round % MOMENTS_MS.length]));
    await assistant.kill();
    running.delete(assistant);
    for (const ended of await Promise.all(work))
      expect(String(ended)).toMatch(/fetch failed|terminated|socket|ECONN/u);
  }

  const assistant = await startAssistant(folder);
  running.add(assistant);
  await Promise.all(shoppers.map((shopper) => finishAndVerify(assistant.url, shopper)));
  const total = shoppers.reduce((sum, { operations }) => sum + operations.length, 0);
  expect(total).toBeGreaterThan(SHOPPERS * ROUNDS);
  expect(await assistant.stop()).toBe(0);
  running.delete(assistant);
}, 180_000);

/** Sends what was under way again under its id, then holds the whole state against what was done. */
async function finishAndVerify(url: string, shopper: Shopper): Promise<void> {
  const token = await tokenFor(url, shopper.shopperId);
  for (const operation of shopper.operations) {
    const before = operation.acknowledged;
    if (before === null) await perform(url, token, shopper, operation);
    else if (operation.kind === 'turn') {
      const stored = await callApi(url, 'GET', `/v1/turns/${operation.id}`, { token });
      expect(stored.status).toBe(200);
      expect(stored.body).toEqual(before.body);
    }
  }
  const { body: cart } = await callApi(url, 'GET', '/v1/cart', { token });
  const { body: orders } = await callApi(url, 'GET', '/v1/orders?limit=100', { token });
  const bananas = (lines: readonly { name: string; quantity: number }[]) =>
    lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const inOrders = orders.orders.reduce((sum: number, order: { lines: [] }) => sum + bananas(order.lines), 0);
  const turns = shopper.operations.filter(({ kind }) => kind === 'turn').length;
  expect(inOrders + bananas(cart.lines)).toBe(turns);
  expect(orders.orders).toHaveLength(shopper.operations.length - turns);
}
