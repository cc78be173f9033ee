import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CartStore } from '#agents/order/cart-store.ts';
import type { Order } from '#agents/order/order.ts';
import { InvalidCursor, type OrderBook } from '#agents/order/order-book.ts';
import { cartLine } from '#tests/agents/order/cart-builder.ts';

export interface OrderBookUnderTest {
  readonly book: OrderBook;
  /** The carts that its orders empty. */
  readonly carts: CartStore;
  announced(): Promise<readonly string[]>;
  reopen(): Promise<OrderBookUnderTest>;
  close(): Promise<void>;
}

/** What every order book must do. */
export function orderBookCases(open: () => Promise<OrderBookUnderTest>): void {
  describe('an order book', () => {
    let under: OrderBookUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const order = (orderId: string, changes: Partial<Order> = {}): Order => ({
      orderId,
      shopperId: 'ada',
      status: 'placed',
      lines: [{ productId: 'milk', name: 'Milk', quantity: 2, unit: 'jug', unitPriceCents: 389 }],
      subtotalCents: 778,
      discounts: [],
      totalCents: 778,
      currency: 'USD',
      placedAt: 1000,
      source: 'assistant',
      ...changes,
    });
    const fillCart = async (shopperId = 'ada') => {
      const cart = await under.carts.load(shopperId);
      await under.carts.commit({
        next: { ...cart, revision: cart.revision + 1, lines: [cartLine('milk')], promotionCodes: ['SAVE'] },
        expectedRevision: cart.revision,
        operationId: `fill-${cart.revision}`,
        undoable: true,
        announcements: [],
      });
      return cart.revision + 1;
    };
    const place = (placed: Order, cartRevision: number, idempotencyKey = placed.orderId) =>
      under.book.place({
        order: placed,
        cartRevision,
        idempotencyKey,
        announcements: [
          {
            entryId: `placed-${placed.orderId}`,
            shopperId: placed.shopperId,
            topic: 'event',
            payload: {},
            createdAt: 1,
          },
        ],
      });
    const past = (orders: readonly Order[]) =>
      under.book.importPast(orders.map((each) => ({ order: each, announcements: [] })));
    const listed = async (shopperId: string, limit: number, before?: string) => {
      const page = await under.book.list(shopperId, { limit, ...(before === undefined ? {} : { before }) });
      return { ids: page.orders.map(({ orderId }) => orderId), next: page.next };
    };

    it('places an order and empties its cart as one, kept through a restart', async () => {
      const placed = order('o1', {
        discounts: [{ promotionId: 'p', code: 'SAVE', label: 'Save', cents: 78 }],
        totalCents: 700,
      });
      const result = await place(placed, await fillCart());
      expect(result).toMatchObject({ kind: 'placed', order: placed, cart: { revision: 2, lines: [] } });
      under = await under.reopen();
      expect(await under.book.find('ada', 'o1')).toEqual(placed);
      expect(await under.carts.load('ada')).toMatchObject({ revision: 2, lines: [], promotionCodes: [] });
      expect(await under.carts.previous('ada')).toBeNull();
      expect(await under.carts.undone('ada')).toBeNull();
      expect(await under.announced()).toEqual(['placed-o1']);
    });

    it('places nothing when the cart moved meanwhile', async () => {
      await fillCart();
      expect(await place(order('o1'), 0)).toMatchObject({ kind: 'stale', cart: { revision: 1 } });
      expect(await under.book.find('ada', 'o1')).toBeNull();
      expect((await under.carts.load('ada')).lines).toHaveLength(1);
      expect(await under.announced()).toEqual([]);
    });

    it('places one order for one key', async () => {
      const revision = await fillCart();
      await place(order('o1'), revision, 'key');
      expect(await place(order('o2'), revision, 'key')).toMatchObject({
        kind: 'repeated',
        order: { orderId: 'o1' },
      });
      expect(await under.book.find('ada', 'o2')).toBeNull();
      expect(await under.book.findPlaced('ada', 'key')).toMatchObject({
        order: { orderId: 'o1' },
        cartRevision: revision,
      });
      expect(await under.book.findPlaced('ada', 'other')).toBeNull();
      expect(await under.announced()).toEqual(['placed-o1']);
    });

    it('refuses a key that comes back with another revision of the cart, also through a restart', async () => {
      const revision = await fillCart();
      await place(order('o1'), revision, 'key');
      const later = await fillCart();
      under = await under.reopen();
      for (const other of [later, revision - 1, revision + 7]) {
        expect(await place(order('o2'), other, 'key')).toMatchObject({
          kind: 'key_reused',
          cart: { revision: later },
        });
      }
      expect(await place(order('o3'), revision, 'key')).toMatchObject({
        kind: 'repeated',
        order: { orderId: 'o1' },
      });
      expect((await listed('ada', 9)).ids).toEqual(['o1']);
      expect((await under.carts.load('ada')).lines).toHaveLength(1);
    });

    it('leaves the cart as it is when the id of a new order is not new', async () => {
      const revision = await fillCart();
      await past([order('o1', { source: 'imported' })]);
      await expect(place(order('o1'), revision, 'key')).rejects.toThrow(/new/);
      expect(await under.carts.load('ada')).toMatchObject({ revision, lines: [expect.anything()] });
    });

    it("hides another shopper's orders and keys, also when ids are the same", async () => {
      await place(order('o1'), await fillCart(), 'key');
      expect(await under.book.find('bo', 'o1')).toBeNull();
      expect(await under.book.findPlaced('bo', 'key')).toBeNull();
      expect(await listed('bo', 10)).toEqual({ ids: [], next: null });
      expect(await under.book.transition('bo', 'o1', 'placed', 'cancelled', [])).toBeNull();
      const bos = await place(order('o1', { shopperId: 'bo' }), await fillCart('bo'), 'key');
      expect(bos).toMatchObject({ kind: 'placed', order: { shopperId: 'bo' } });
      expect(await under.book.find('ada', 'o1')).toMatchObject({ shopperId: 'ada', status: 'placed' });
    });

    it('lists newest first, page by page, unmoved by orders that come meanwhile', async () => {
      await past(
        ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
          order(id, { placedAt: 1000 + Math.floor(index / 2), source: 'imported' }),
        ),
      );
      const first = await listed('ada', 2);
      expect(first.ids).toEqual(['e', 'd']);
      await past([order('f', { placedAt: 5000 })]);
      const second = await listed('ada', 2, first.next!);
      expect(second.ids).toEqual(['c', 'b']);
      expect(await listed('ada', 2, second.next!)).toEqual({ ids: ['a'], next: null });
      expect(await listed('ada', 6)).toMatchObject({ next: null });
    });

    it.each(['', 'x', 'e30', '"; DROP TABLE orders; --', 'WyJhIiwiYiJd'])(
      'refuses %j as a cursor it never gave',
      async (cursor) => {
        await expect(under.book.list('ada', { limit: 5, before: cursor })).rejects.toThrow(InvalidCursor);
      },
    );

    it('moves an order only from the status it is in', async () => {
      await place(order('o1'), await fillCart());
      const told = { shopperId: 'ada', topic: 'event', payload: {}, createdAt: 2 } as const;
      expect(
        await under.book.transition('ada', 'o1', 'placed', 'confirmed', [{ ...told, entryId: 'confirmed' }]),
      ).toMatchObject({ status: 'confirmed', orderId: 'o1' });
      expect(
        await under.book.transition('ada', 'o1', 'placed', 'cancelled', [{ ...told, entryId: 'cancelled' }]),
      ).toBeNull();
      expect(await under.book.find('ada', 'o1')).toMatchObject({ status: 'confirmed' });
      expect(await under.announced()).toEqual(['placed-o1', 'confirmed']);
    });

    it('counts the promotions of orders that were not cancelled', async () => {
      const used = [
        { promotionId: 'p', code: null, label: 'P', cents: 1 },
        { promotionId: 'q', code: 'Q', label: 'Q', cents: 1 },
      ];
      await past([
        order('a', { discounts: used }),
        order('b', { discounts: used.slice(0, 1) }),
        order('c', { discounts: used, status: 'cancelled' }),
        order('d'),
      ]);
      expect(await under.book.promotionUses('ada')).toEqual({ p: 2, q: 1 });
      expect(await under.book.promotionUses('bo')).toEqual({});
    });

    const told = (one: Order, entryId: string) => ({
      order: one,
      announcements: [
        { entryId, shopperId: one.shopperId, topic: 'interaction', payload: {}, createdAt: 1 } as const,
      ],
    });

    it('takes in past orders once and leaves those it knows as they are', async () => {
      const known = order('a', { status: 'delivered', source: 'imported' });
      expect(await under.book.importPast([told(known, 'one'), told(order('b'), 'two')])).toEqual([
        'added',
        'added',
      ]);
      const changed = told({ ...known, totalCents: 1 }, 'three');
      expect(await under.book.importPast([changed, told(order('c'), 'four'), changed])).toEqual([
        'known',
        'added',
        'known',
      ]);
      expect(await under.book.find('ada', 'a')).toEqual(known);
      expect(await under.announced()).toEqual(['one', 'two', 'four']);
    });

    it("leaves out a past order whose id is another shopper's, in the same go and later", async () => {
      const bos = (orderId: string) => order(orderId, { shopperId: 'bo' });
      expect(await under.book.importPast([told(order('a'), 'ada'), told(bos('a'), 'bo')])).toEqual([
        'added',
        'elsewhere',
      ]);
      await place(order('own'), await fillCart());
      under = await under.reopen();
      expect(await past([bos('own'), bos('a'), bos('b')])).toEqual(['elsewhere', 'elsewhere', 'added']);
      expect((await listed('bo', 5)).ids).toEqual(['b']);
      expect(await under.announced()).toEqual(['ada', 'placed-own']);
    });

    it('places an order whatever ids were taken in for others', async () => {
      await past([order('o1', { shopperId: 'bo', source: 'imported' })]);
      expect(await place(order('o1'), await fillCart())).toMatchObject({ kind: 'placed' });
      expect(await under.book.find('bo', 'o1')).toMatchObject({ source: 'imported' });
    });

    it('forgets one shopper alone', async () => {
      await past([order('a'), order('b', { shopperId: 'bo' })]);
      await under.book.forget('ada');
      expect(await listed('ada', 5)).toEqual({ ids: [], next: null });
      expect((await listed('bo', 5)).ids).toEqual(['b']);
      // The id of what was forgotten is free again.
      expect(await past([order('a', { shopperId: 'bo' })])).toEqual(['added']);
    });
  });
}
