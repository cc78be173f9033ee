import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Order, OrderStatus } from '#agents/order/order.ts';
import type { OrderOutcome } from '#agents/order/order-outcome.ts';
import type { Reference } from '#agents/supervisor/intent.ts';
import { add, count, intent, mention, openWorld, second } from './order-world.ts';

const DAY = 24 * 60 * 60 * 1000;
const kinds = (outcome: OrderOutcome) => outcome.receipts.map(({ kind }) => kind);
const asIn = (which: string): Reference => ({ kind: 'habit', which });
const words = (...said: string[]) => intent('accept', { choice: { kind: 'attribute', words: said } });

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  // Monday, June 1, 2026.
  world = await openWorld();
});
afterEach(() => world.close());

async function past(
  orderId: string,
  daysAgo: number,
  lines: Readonly<Record<string, number>>,
  status: OrderStatus = 'delivered',
): Promise<Order> {
  const products = await world.index.get(Object.keys(lines));
  const bought = products.map(({ id, name, unit, priceCents }) => ({
    productId: id,
    name,
    quantity: lines[id] ?? 1,
    unit,
    unitPriceCents: priceCents,
  }));
  const totalCents = bought.reduce((sum, line) => sum + line.quantity * (line.unitPriceCents ?? 0), 0);
  const order: Order = {
    orderId,
    shopperId: 'ada',
    status,
    lines: bought,
    subtotalCents: totalCents,
    discounts: [],
    totalCents,
    currency: 'USD',
    placedAt: world.clock.now - daysAgo * DAY,
    source: 'imported',
  };
  await world.orders.importPast([{ order, announcements: [] }]);
  return order;
}
const stored = async (orderId: string) => (await world.orders.find('ada', orderId))?.status;

describe('telling earlier orders', () => {
  const asked = (which: string, more = {}) => world.turn([intent('order_status', { which, ...more })]);

  it('says that there are none', async () => {
    expect(kinds(await asked('last'))).toEqual(['no_orders']);
  });

  it('tells what was in the last one, and lets its things be pointed at', async () => {
    await past('a', 3, { bananas: 2, salmon: 1 });
    await past('b', 9, { limes: 4 });
    const outcome = await asked('last time', { contents: true });
    expect(outcome.receipts).toMatchObject([
      { kind: 'order_lines', orderId: 'a', whole: true, lines: [{ quantity: 2 }, { quantity: 1 }] },
    ]);
    await world.turn([add(mention('', { reference: second }))]);
    expect(await world.cart()).toEqual({ salmon: 1 });
  });

  it('goes on to the one before, and the one before that', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 9, { limes: 4 });
    await past('c', 12, { salmon: 1 });
    await asked('last', { contents: true });
    expect((await asked('before that', { contents: true })).receipts).toMatchObject([{ orderId: 'b' }]);
    expect((await asked('before that', { contents: true })).receipts).toMatchObject([{ orderId: 'c' }]);
    expect(kinds(await asked('before that', { contents: true }))).toEqual(['no_such_order']);
  });

  it('lists several orders of a time with what they came to', async () => {
    await past('a', 20, { bananas: 2 });
    await past('b', 25, { limes: 4 });
    await past('c', 90, { limes: 4 });
    expect((await asked('last month')).receipts).toMatchObject([
      { kind: 'orders_listed', more: 0, orders: [{ orderId: 'a' }, { orderId: 'b' }] },
    ]);
    expect((await asked('all orders')).receipts).toMatchObject([{ orders: { length: 3 } }]);
  });

  it('finds the latest order that holds what is asked about', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 9, { 'oatly-barista': 2, limes: 1 });
    await past('c', 12, { 'lactaid-whole-milk': 1 });
    const outcome = await asked('', { contents: true, items: [mention('milk')] });
    expect(outcome.receipts).toMatchObject([
      { kind: 'order_lines', orderId: 'b', whole: false, lines: [{ productId: 'oatly-barista' }] },
    ]);
    const none = await asked('', { contents: true, items: [mention('caviar')] });
    expect(none.receipts).toEqual([{ kind: 'not_ordered', said: 'caviar', which: null }]);
  });

  it('asks which is meant when the words do not say, and takes a day as the answer', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 29, { limes: 4 });
    await past('c', 50, { salmon: 1 });
    await past('d', 70, { salmon: 1 });
    const outcome = await asked('the party', { contents: true });
    expect(outcome.question).toMatchObject({ kind: 'choose_order', options: { length: 3 } });
    const again = await world.turn([words('tuesday')]);
    expect(again.question?.kind).toBe('choose_order');
    expect((await world.turn([words('may', '3rd')])).receipts).toMatchObject([{ orderId: 'b' }]);
  });
});

describe('repeating an earlier order', () => {
  const repeat = (which: string, ...without: string[]) =>
    world.turn([intent('repeat_order', { which, without: without.map((query) => mention(query)) })]);

  it('takes the one of a day, and leaves out what is turned down', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 29, { limes: 4, 'eggs-12': 1, salmon: 2 });
    const outcome = await repeat('may 3', 'eggs');
    expect(outcome.receipts[0]).toMatchObject({ kind: 'left_out', names: { length: 1 } });
    expect(await world.cart()).toEqual({ limes: 4, salmon: 2 });
    await world.turn([intent('undo')]);
    expect(await world.cart()).toEqual({});
  });

  it('repeats the order told last when it is pointed at', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 29, { limes: 4 });
    await world.turn([intent('order_status', { which: 'one before last', contents: true })]);
    await repeat('that');
    expect(await world.cart()).toEqual({ limes: 4 });
  });

  it('adds nothing while it is not clear which', async () => {
    await past('a', 20, { bananas: 2 });
    await past('b', 25, { limes: 4 });
    for (const which of ['last month', 'the wedding', 'last week']) {
      expect((await repeat(which)).question?.kind).toBe('choose_order');
      expect(await world.cart()).toEqual({});
    }
    await world.turn([intent('accept', { choice: second })]);
    expect(await world.cart()).toEqual({ limes: 4 });
  });

  it('passes over a cancelled one unless it is named', async () => {
    await past('a', 3, { bananas: 2 }, 'cancelled');
    await past('b', 9, { limes: 4 });
    await repeat('last');
    expect(await world.cart()).toEqual({ limes: 4 });
    await repeat('may 29');
    expect(await world.cart()).toEqual({ limes: 4, bananas: 2 });
  });
});

describe('a thing as it was bought before', () => {
  it('is the same product in the same number', async () => {
    await past('a', 3, { bananas: 2 });
    await past('b', 9, { 'oatly-barista': 3, limes: 1 });
    const outcome = await world.turn([add(mention('milk', { reference: asIn('last time') }))]);
    expect(await world.cart()).toEqual({ 'oatly-barista': 3 });
    expect(outcome.receipts).toMatchObject([{ kind: 'added', amountNote: 'as on May 23, 2026' }]);
  });

  it('comes in the amount that is said', async () => {
    await past('b', 9, { 'oatly-barista': 3 });
    await world.turn([add(mention('milk', { amount: count(1), reference: asIn('last time') }))]);
    expect(await world.cart()).toEqual({ 'oatly-barista': 1 });
  });

  it('is looked for in the orders of that time only, and offered when it is not there', async () => {
    await past('a', 5, { 'lactaid-whole-milk': 1 });
    await past('b', 14, { 'oatly-barista': 3 });
    await world.turn([add(mention('milk', { reference: asIn('last week') }))]);
    expect(await world.cart()).toEqual({ 'lactaid-whole-milk': 1 });
    const outcome = await world.turn([add(mention('limes', { reference: asIn('last week') }))]);
    expect(outcome.receipts).toEqual([{ kind: 'not_ordered', said: 'limes', which: 'last week' }]);
    expect(outcome.question?.kind).toBe('add_named');
    expect(await world.cart()).toEqual({ 'lactaid-whole-milk': 1 });
    await world.turn([intent('accept')]);
    expect(await world.cart()).toEqual({ 'lactaid-whole-milk': 1, limes: 1 });
  });

  it('asks when the order held several of the kind', async () => {
    await past('a', 3, { 'oatly-barista': 3, 'oatly-original': 2 });
    const outcome = await world.turn([add(mention('oat milk', { reference: asIn('last time') }))]);
    expect(outcome.question).toMatchObject({ kind: 'choose_to_add', options: { length: 2 } });
    expect(await world.cart()).toEqual({});
  });
});

describe('cancelling an order by words', () => {
  const cancel = (which?: string) =>
    world.turn([intent('order_status', { cancel: true, ...(which === undefined ? {} : { which }) })]);

  it('asks once, naming it, and cancels on yes', async () => {
    await past('a', 0, { bananas: 2 }, 'placed');
    const asked = await cancel();
    expect(asked.question?.kind).toBe('cancel_order');
    expect(asked.question?.text).toContain('June 1, 2026 for $0.58 (2 ');
    expect(await stored('a')).toBe('placed');
    const outcome = await world.turn([intent('accept')]);
    expect(outcome.receipts).toMatchObject([{ kind: 'order_cancelled', orderId: 'a' }]);
    expect(outcome.order).toMatchObject({ orderId: 'a', status: 'cancelled' });
    expect(await stored('a')).toBe('cancelled');
  });

  it('keeps it when the question is declined', async () => {
    await past('a', 0, { bananas: 2 }, 'placed');
    await cancel();
    await world.turn([intent('decline')]);
    expect(await stored('a')).toBe('placed');
  });

  it('asks which when several are open, and then about that one', async () => {
    await past('a', 0, { bananas: 2 }, 'placed');
    await past('b', 1, { limes: 2 }, 'confirmed');
    await past('c', 2, { salmon: 2 }, 'delivered');
    expect((await cancel()).question).toMatchObject({ kind: 'choose_order', options: { length: 2 } });
    expect((await world.turn([intent('accept', { choice: second })])).question?.kind).toBe('cancel_order');
    await world.turn([intent('accept')]);
    expect([await stored('a'), await stored('b')]).toEqual(['placed', 'cancelled']);
  });

  it('takes the latest when that is said', async () => {
    await past('a', 0, { bananas: 2 }, 'placed');
    await past('b', 1, { limes: 2 }, 'confirmed');
    expect((await cancel('last')).question?.text).toContain('June 1');
    expect((await cancel('yesterday')).question?.text).toContain('May 31');
  });

  it.each(['packed', 'delivered', 'cancelled'] as const)('says why one that is %s stays', async (status) => {
    await past('a', 0, { bananas: 2 }, status);
    const outcome = await cancel();
    expect(outcome.receipts).toMatchObject([{ kind: 'order_not_cancelled', status }]);
    expect(outcome.question).toBeNull();
  });

  it('says so when it was packed between the question and the answer', async () => {
    await past('a', 0, { bananas: 2 }, 'confirmed');
    await cancel();
    await world.orders.transition('ada', 'a', 'confirmed', 'packed', []);
    const outcome = await world.turn([intent('accept')]);
    expect(outcome.receipts).toMatchObject([{ kind: 'order_not_cancelled', status: 'packed' }]);
    expect(await stored('a')).toBe('packed');
  });

  it('finds none of that day, and offers those that could be meant', async () => {
    expect(kinds(await cancel())).toEqual(['no_orders']);
    await past('a', 0, { bananas: 2 }, 'placed');
    const outcome = await cancel('last week');
    expect(kinds(outcome)).toEqual(['no_such_order']);
    expect(outcome.question?.kind).toBe('choose_order');
    await world.turn([intent('accept')]);
    await world.turn([intent('accept')]);
    expect(await stored('a')).toBe('cancelled');
  });

  it('tells learning that the purchase does not count, and analytics of the new status', async () => {
    await past('a', 0, { bananas: 2 }, 'placed');
    await cancel();
    await world.turn([intent('accept')]);
    const told = (await world.announcements()).map(({ topic, payload }) => [topic, payload]);
    expect(told).toMatchObject([
      [
        'interaction',
        { kind: 'cancellation', orderId: 'a', purchasedAt: world.clock.now, lines: [{ quantity: 2 }] },
      ],
      ['event', { table: 'order_events', turnId: 'turn-2', data: { status: 'cancelled' } }],
    ]);
  });
});
