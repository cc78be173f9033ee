import { expect, it } from 'vitest';
import { serviceAddress } from '#tests/services/service-server.ts';
import { callApi } from '#tests/tools/shopper-client.ts';
import { assistantsOver, sendTurn, tokenFor } from './assistants.ts';
import { testSpanner } from './open-test-spanner.ts';

const spanner = testSpanner();
const { start } = assistantsOver(serviceAddress('TEST_SPANNER_EMULATOR_HOST'), spanner.databaseId);

const SHOPPERS = 4;
const TURNS_PER_ORDER = 3;
const KILL_AFTER_MS = [1_500, 2_500, 1_000];

/** What a shopper does, in order, under ids that make it the same when it is sent again. */
interface Shopper {
  readonly shopperId: string;
  done: number;
  acknowledged: Map<string, unknown>;
}

const isOrder = (index: number) => index % (TURNS_PER_ORDER + 1) === TURNS_PER_ORDER;

async function perform(url: string, shopper: Shopper): Promise<void> {
  const { shopperId, done: index } = shopper;
  const token = await tokenFor(url, shopperId);
  if (isOrder(index)) {
    const key = `order-${index}`;
    const cart = await callApi(url, 'GET', '/v1/cart', { token });
    const placed = await callApi(url, 'POST', '/v1/orders', {
      token,
      body: { cartRevision: revisionFor(shopper, key, cart.body.revision) },
      headers: { 'idempotency-key': key },
    });
    expect([200, 201]).toContain(placed.status);
  } else {
    const turnId = `turn-${index}`;
    const answer = await sendTurn(url, token, {
      conversationId: `${shopperId}-talks`,
      turnId,
      message: 'add 1 banana',
    });
    expect(answer.status).toBe(200);
    shopper.acknowledged.set(turnId, answer.body);
  }
  shopper.done += 1;
}

/** An order sent again names the revision that it was first sent with. */
function revisionFor(shopper: Shopper, key: string, current: number): number {
  const known = shopper.acknowledged.get(key);
  if (typeof known === 'number') return known;
  shopper.acknowledged.set(key, current);
  return current;
}

async function verify(url: string, { shopperId, done, acknowledged }: Shopper): Promise<void> {
  const token = await tokenFor(url, shopperId);
  for (const [id, body] of acknowledged) {
    if (typeof body === 'number') continue;
    expect((await callApi(url, 'GET', `/v1/turns/${id}`, { token })).body).toEqual(body);
  }
  const bananas = (lines: readonly { quantity: number }[]) =>
    lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const { body: cart } = await callApi(url, 'GET', '/v1/cart', { token });
  const { body: orders } = await callApi(url, 'GET', '/v1/orders?limit=100', { token });
  const orderCount = Array.from({ length: done }, (_, index) => index).filter(isOrder).length;
  expect(orders.orders).toHaveLength(orderCount);
  expect(bananas(cart.lines) + bananas(orders.orders.flatMap(({ lines }: { lines: [] }) => lines))).toBe(
    done - orderCount,
  );
}

it('loses and doubles nothing when one of two assistants is killed at any moment', async () => {
  const shoppers = Array.from(
    { length: SHOPPERS },
    (_, index): Shopper => ({
      shopperId: `crash-${index}`,
      done: 0,
      acknowledged: new Map(),
    }),
  );
  const survivor = await start();
  for (const moment of KILL_AFTER_MS) {
    const victim = await start();
    const shopping = shoppers.map(async (shopper) => {
      try {
        for (;;) await perform(victim.url, shopper);
      } catch (error) {
        expect(String(error)).toMatch(/fetch failed|terminated|socket|ECONN/u);
      }
    });
    await new Promise((resolve) => setTimeout(resolve, moment));
    await victim.kill();
    await Promise.all(shopping);
    // What was under way is sent again under its id, to the one that lives.
    await Promise.all(shoppers.map((shopper) => perform(survivor.url, shopper)));
    await Promise.all(shoppers.map((shopper) => verify(survivor.url, shopper)));
  }
  expect(shoppers.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(SHOPPERS * KILL_AFTER_MS.length);
  expect(await survivor.stop()).toBe(0);
}, 120_000);
