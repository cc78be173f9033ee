import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CartCommand } from '#agents/order/cart-desk.ts';
import { createCartDesk } from '#agents/order/create-cart-desk.ts';
import { createPromotionBook } from '#agents/order/promotion.ts';
import { openWorld } from './order-world.ts';

const PROMOTIONS = [
  {
    id: 'ten',
    label: '10% off',
    code: 'TEN',
    reward: { kind: 'percentage', percent: 10 },
    perShopperLimit: 1,
  },
  {
    id: 'big',
    label: '$5 off $50',
    code: 'BIG',
    reward: { kind: 'fixed', cents: 500 },
    minimumCents: 5000,
  },
];

describe('the cart desk', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  let operations = 0;
  beforeEach(async () => {
    world = await openWorld({ promotions: PROMOTIONS });
  });
  afterEach(() => world.close());

  const change = (
    command: CartCommand,
    options: {
      expectedRevision?: number;
      operationId?: string;
      shopperId?: string;
      clientKey?: boolean;
    } = {},
  ) =>
    world.desk.change(options.shopperId ?? 'ada', {
      command,
      expectedRevision: options.expectedRevision ?? null,
      operationId: options.operationId ?? `op-${++operations}`,
      clientKey: options.clientKey ?? false,
      source: 'rest',
    });
  const add = (productId: string, quantity = 1) => change({ kind: 'add', productId, quantity });
  const place = async (key = 'key', cartRevision?: number) =>
    world.desk.placeOrder('ada', {
      cartRevision: cartRevision ?? (await world.desk.show('ada')).cart.revision,
      idempotencyKey: key,
      source: 'rest',
    });
  const told = async (topic: string) =>
    (await world.announcements())
      .filter((entry) => entry.topic === topic)
      .map(({ payload }) => payload as Record<string, unknown>);

  it('does an operation once and answers it again as done, even from an older revision', async () => {
    const first = await change(
      { kind: 'add', productId: 'bananas', quantity: 40 },
      { operationId: 'a', expectedRevision: 0 },
    );
    const again = await change(
      { kind: 'add', productId: 'bananas', quantity: 40 },
      { operationId: 'a', expectedRevision: 0 },
    );
    const later = await change({ kind: 'add', productId: 'bananas', quantity: 40 }, { operationId: 'a' });
    for (const result of [first, again, later]) {
      expect(result).toMatchObject({
        kind: 'changed',
        priced: { cart: { revision: 1, lines: [{ quantity: 40 }] } },
      });
    }
    expect(await told('interaction')).toHaveLength(1);
  });

  it('refuses a key of the client that comes back with another command, and changes nothing', async () => {
    const keyed = (command: CartCommand) => change(command, { operationId: 'a', clientKey: true });
    await keyed({ kind: 'add', productId: 'bananas', quantity: 2 });
    const line = (await world.desk.show('ada')).cart.lines[0]!;
    const others: readonly CartCommand[] = [
      { kind: 'add', productId: 'bananas', quantity: 3 },
      { kind: 'add', productId: 'limes', quantity: 2 },
      { kind: 'set', lineId: line.lineId, quantity: 2 },
      { kind: 'undo' },
      { kind: 'clear' },
    ];
    for (const command of others) {
      expect(await keyed(command)).toMatchObject({
        kind: 'refused',
        refusal: { kind: 'key_reused' },
        priced: { cart: { revision: 1 } },
      });
    }
    expect(await keyed({ kind: 'add', productId: 'bananas', quantity: 2 })).toMatchObject({
      kind: 'changed',
    });
    expect((await world.desk.show('ada')).cart.lines).toEqual([line]);
  });

  it('lets one of two commands win that are sent under one key at the same time', async () => {
    const results = await Promise.all(
      [2, 3].map((quantity) =>
        change({ kind: 'add', productId: 'bananas', quantity }, { operationId: 'a', clientKey: true }),
      ),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'refused']);
    expect((await world.desk.show('ada')).cart.revision).toBe(1);
  });

  it('answers stale with the cart of now and changes nothing', async () => {
    await add('bananas');
    expect(await change({ kind: 'clear' }, { expectedRevision: 0 })).toMatchObject({
      kind: 'stale',
      priced: { cart: { revision: 1 } },
    });
    expect(await world.cart()).toEqual({ bananas: 1 });
  });

  it('loses no change of two devices at once', async () => {
    await Promise.all([add('bananas'), add('milk-chocolate'), add('bananas', 2), add('limes')]);
    expect(await world.cart()).toEqual({ bananas: 3, 'milk-chocolate': 1, limes: 1 });
    expect((await world.desk.show('ada')).cart.revision).toBe(4);
  });

  it.each([
    [{ kind: 'add', productId: 'nothing', quantity: 1 }, { kind: 'unknown_product' }],
    [
      { kind: 'add', productId: 'bananas', quantity: 41 },
      { kind: 'out_of_stock', available: 40 },
    ],
    [
      { kind: 'add', productId: 'bananas', quantity: 100 },
      { kind: 'limit', what: 'quantity', max: 99 },
    ],
    [{ kind: 'set', lineId: 'nothing', quantity: 1 }, { kind: 'unknown_line' }],
    [{ kind: 'undo' }, { kind: 'nothing_to_undo' }],
    [{ kind: 'redo' }, { kind: 'nothing_to_redo' }],
    [
      { kind: 'apply_promotion', code: 'nope' },
      { kind: 'promotion', reason: 'there is no such code' },
    ],
    [
      { kind: 'apply_promotion', code: 'TEN' },
      { kind: 'promotion', reason: 'nothing in your cart takes part in it' },
    ],
  ] as const)('refuses %j and stores nothing', async (command, refusal) => {
    expect(await change(command)).toMatchObject({
      kind: 'refused',
      refusal,
      priced: { cart: { revision: 0 } },
    });
    expect(await world.announcements()).toEqual([]);
  });

  it('takes a code as people type it, and says what it is short of', async () => {
    await add('salmon', 2);
    expect(await change({ kind: 'apply_promotion', code: ' te-n ' })).toMatchObject({
      kind: 'changed',
      priced: { totalCents: 2338, discounts: [{ code: 'TEN', cents: 260 }] },
    });
    expect(await change({ kind: 'apply_promotion', code: 'big' })).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'it needs $24.02 more of what takes part in it' },
    });
  });

  it('tells learning and analytics of each change, once, under ids that repeat', async () => {
    await change({ kind: 'add', productId: 'bananas', quantity: 3 }, { operationId: 'a' });
    const [line] = (await world.desk.show('ada')).cart.lines;
    await change({ kind: 'set', lineId: line!.lineId, quantity: 2 }, { operationId: 'b' });
    await change({ kind: 'set', lineId: line!.lineId, quantity: 0 }, { operationId: 'c' });
    expect(await told('interaction')).toMatchObject([
      { kind: 'add', productId: 'bananas', quantity: 3, unitPriceCents: 29, at: world.clock.now },
      { kind: 'quantity_change', quantity: 2 },
      { kind: 'remove', quantity: 2 },
    ]);
    const events = (await told('event')).map(({ table }) => table);
    expect(events.filter((table) => table === 'cart_modification_events')).toHaveLength(3);
    expect(events.filter((table) => table === 'cart_events')).toHaveLength(3);
    const ids = (await world.announcements()).map(({ entryId }) => entryId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.join()).not.toContain('ada');
  });

  it('gives two shoppers with the same operation id announcements of their own', async () => {
    await change({ kind: 'add', productId: 'bananas', quantity: 1 }, { operationId: 'a' });
    await change({ kind: 'add', productId: 'bananas', quantity: 1 }, { operationId: 'a', shopperId: 'bo' });
    expect(await told('interaction')).toMatchObject([{ shopperId: 'ada' }, { shopperId: 'bo' }]);
  });

  it('keeps totals, revisions and undo consistent through any sequence of changes', async () => {
    const ids = ['bananas', 'limes', 'salmon', 'tofu-firm'];
    const step = fc.oneof(
      fc.tuple(fc.constant('add' as const), fc.constantFrom(...ids), fc.integer({ min: 1, max: 50 })),
      fc.tuple(fc.constant('set' as const), fc.constantFrom(...ids), fc.integer({ min: 0, max: 110 })),
      fc.tuple(fc.constantFrom('undo' as const, 'clear' as const), fc.constant(''), fc.constant(0)),
    );
    let shoppers = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const shopperId = `shopper-${++shoppers}`;
        const history: string[] = [];
        let now = await world.desk.show(shopperId);
        for (const [kind, productId, quantity] of steps) {
          const lineId = now.cart.lines.find((line) => line.productId === productId)?.lineId ?? 'none';
          const command: CartCommand =
            kind === 'add'
              ? { kind, productId, quantity }
              : kind === 'set'
                ? { kind, lineId, quantity }
                : { kind };
          const result = await change(command, { shopperId });
          const before = JSON.stringify(now.cart.lines);
          const after = JSON.stringify(result.priced.cart.lines);
          const moved = result.priced.cart.revision - now.cart.revision;
          if (kind === 'undo' && result.kind === 'changed') expect(after).toBe(history.pop());
          else if (moved === 1) history.push(before);
          else expect(after).toBe(before);
          expect(moved === 0 || moved === 1).toBe(true);
          if (result.kind === 'refused') expect(moved).toBe(0);
          const total = result.priced.cart.lines.reduce(
            (sum, line) => sum + line.quantity * (line.unitPriceCents ?? 0),
            0,
          );
          expect(result.priced.subtotalCents).toBe(total);
          if (history.length > 20) history.shift();
          now = result.priced;
        }
        expect(await world.desk.show(shopperId)).toEqual(now);
      }),
      { numRuns: 40 },
    );
  });

  describe('ordering', () => {
    it('orders the cart once for one key, empties it and tells of it', async () => {
      await add('salmon', 2);
      await change({ kind: 'apply_promotion', code: 'TEN' });
      const placed = await place();
      expect(placed).toMatchObject({
        kind: 'placed',
        order: {
          status: 'placed',
          subtotalCents: 2598,
          totalCents: 2338,
          discounts: [{ promotionId: 'ten' }],
        },
        priced: { cart: { lines: [] } },
      });
      const again = await place('key', placed.priced.cart.revision - 1);
      expect(again).toMatchObject({ kind: 'repeated', order: placed.kind === 'placed' ? placed.order : {} });
      expect((await told('interaction')).filter(({ kind }) => kind === 'purchase')).toMatchObject([
        { lines: [{ productId: 'salmon', quantity: 2, unitPriceCents: 1299 }] },
      ]);
      const tables = (await told('event')).map(({ table }) => table);
      for (const table of ['order_events', 'order_transaction_events', 'promotion_usage']) {
        expect(tables.filter((name) => name === table)).toHaveLength(1);
      }
      await add('salmon', 2);
      expect(await change({ kind: 'apply_promotion', code: 'TEN' })).toMatchObject({
        kind: 'refused',
        refusal: { reason: 'you have already used it as often as it allows' },
      });
    });

    it.each(['findPlaced', 'load', 'get'] as const)(
      'answers both of two requests that meet at %s with the one order',
      async (step) => {
        await add('salmon', 2);
        const { revision } = (await world.desk.show('ada')).cart;
        let met = false;
        const meet = async () => {
          if (met) return;
          met = true;
          expect(await place('key', revision)).toMatchObject({ kind: 'placed' });
        };
        const meetingAt = <T extends object>(store: T): T =>
          new Proxy(store, {
            get: (target, name) => {
              const method: unknown = Reflect.get(target, name);
              if (typeof method !== 'function') return method;
              if (name !== step) return method.bind(target);
              return async (...all: readonly unknown[]) => {
                const before = step === 'findPlaced' ? await method.apply(target, all) : undefined;
                await meet();
                return step === 'findPlaced' ? before : method.apply(target, all);
              };
            },
          });
        const late = createCartDesk({
          products: meetingAt(world.index),
          carts: meetingAt(world.carts),
          orders: meetingAt(world.orders),
          promotions: createPromotionBook(PROMOTIONS),
          now: () => world.clock.now,
          newId: () => 'late',
        });
        const answer = await late.placeOrder('ada', {
          cartRevision: revision,
          idempotencyKey: 'key',
          source: 'api',
        });
        const { orders } = await world.orders.list('ada', { limit: 5 });
        expect(orders).toHaveLength(1);
        expect(answer).toMatchObject({ kind: 'repeated', order: { orderId: orders[0]?.orderId } });
      },
    );

    it('shows what moved instead of ordering, and orders what is true when asked again', async () => {
      await add('bananas', 10);
      await add('salmon');
      await add('limes');
      await add('carrots');
      const [bananas, salmon, limes] = await world.index.get(['bananas', 'salmon', 'limes']);
      await world.index.upsert([
        { ...bananas!, stock: 4 },
        { ...salmon!, priceCents: 1399 },
        { ...limes!, stock: 0 },
      ]);
      await world.index.remove(['carrots']);
      expect(await place('key', 1)).toMatchObject({ kind: 'stale' });
      expect((await world.desk.show('ada')).cart.lines).toHaveLength(4);
      const moved = await place();
      expect(moved).toMatchObject({
        kind: 'moved',
        changes: [
          { productId: 'bananas', kind: 'less_stock', available: 4 },
          { productId: 'salmon', kind: 'price', fromCents: 1299, toCents: 1399 },
          { productId: 'limes', kind: 'out_of_stock' },
          { productId: 'carrots', kind: 'gone' },
        ],
      });
      expect(await world.cart()).toEqual({ bananas: 4, salmon: 1 });
      expect(await place('key', moved.priced.cart.revision - 1)).toMatchObject({ kind: 'stale' });
      expect(await place('key')).toMatchObject({ kind: 'placed', order: { totalCents: 4 * 29 + 1399 } });
    });

    it('refuses an empty cart, and one whose total can not be known', async () => {
      expect(await place()).toMatchObject({ kind: 'empty' });
      const [salmon] = await world.index.get(['salmon']);
      await world.index.upsert([
        { ...salmon!, id: 'imported', name: 'Imported Fish', priceCents: null, stock: null },
      ]);
      await add('imported', 2);
      expect(await place()).toMatchObject({ kind: 'unpriced', productNames: ['Imported Fish'] });
      expect(await world.cart()).toEqual({ imported: 2 });
    });

    it('does not charge another total than the one shown', async () => {
      const ends = { ...PROMOTIONS[0], endsAt: '2026-06-02T00:00:00Z' };
      const other = await openWorld({ promotions: [ends] });
      const source = 'rest';
      await other.desk.change('ada', {
        command: { kind: 'add', productId: 'salmon', quantity: 1 },
        expectedRevision: null,
        operationId: 'a',
        source,
      });
      const { priced } = await other.desk.change('ada', {
        command: { kind: 'apply_promotion', code: 'TEN' },
        expectedRevision: null,
        operationId: 'b',
        source,
      });
      other.clock.now = Date.UTC(2026, 5, 3);
      const placement = { cartRevision: priced.cart.revision, idempotencyKey: 'k', source };
      expect(
        await other.desk.placeOrder('ada', { ...placement, expectedTotalCents: priced.totalCents }),
      ).toMatchObject({
        kind: 'moved',
        changes: [{ kind: 'total', fromCents: 1169, toCents: 1299 }],
      });
      other.close();
    });

    it('cancels an order until it is packed, and hides it from others', async () => {
      await add('salmon');
      const placed = await place();
      const orderId = placed.kind === 'placed' ? placed.order.orderId : '';
      expect(await world.desk.cancelOrder('bo', orderId, 'rest')).toBeNull();
      expect(await world.desk.cancelOrder('ada', orderId, 'rest')).toMatchObject({ kind: 'cancelled' });
      expect(await world.desk.cancelOrder('ada', orderId, 'rest')).toMatchObject({ kind: 'cancelled' });
      await add('salmon');
      const next = await place('key-2');
      const nextId = next.kind === 'placed' ? next.order.orderId : '';
      await world.orders.transition('ada', nextId, 'placed', 'confirmed', []);
      await world.orders.transition('ada', nextId, 'confirmed', 'packed', []);
      expect(await world.desk.cancelOrder('ada', nextId, 'rest')).toMatchObject({
        kind: 'refused',
        order: { status: 'packed' },
      });
    });
  });

  it('still shows the cart when the products can not be asked', async () => {
    await add('salmon');
    const { ProductIndexUnavailable } = await import('#agents/search/product-index.ts');
    const down = createCartDesk({
      products: { get: () => Promise.reject(new ProductIndexUnavailable('down')) },
      carts: world.carts,
      orders: world.orders,
      promotions: { all: () => [] },
      now: () => 0,
      newId: () => 'x',
    });
    expect(await down.show('ada')).toMatchObject({ totalCents: 1299 });
    await expect(
      down.placeOrder('ada', { cartRevision: 1, idempotencyKey: 'k', source: 'rest' }),
    ).rejects.toThrow(ProductIndexUnavailable);
  });
});
