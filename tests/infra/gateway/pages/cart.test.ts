import { describe, expect, it } from 'vitest';
import type { ReplyCart } from '#agents/response-compiler/reply.ts';
import type { Call, CallOptions } from '#infra/gateway/pages/shop/api/call.ts';
import type { Problem } from '#infra/gateway/pages/shop/api/contract.ts';
import { ApiProblem } from '#infra/gateway/pages/shop/api/problem.ts';
import { createCart } from '#infra/gateway/pages/shop/state/cart.ts';
import { createNotices } from '#infra/gateway/pages/shop/state/notices.ts';

const MILK = { productId: 'milk', name: 'Milk' };

function cartOf(revision: number, quantity: number): ReplyCart {
  const line = {
    lineId: 'l1',
    ...MILK,
    quantity,
    unit: 'carton',
    unitPriceCents: 200,
    totalCents: 200 * quantity,
  };
  const cents = line.totalCents;
  return {
    cartId: 'c1',
    revision,
    lines: quantity === 0 ? [] : [line],
    subtotalCents: cents,
    discounts: [],
    totalCents: cents,
    currency: 'USD',
    unpricedLines: 0,
  };
}

/** A store with one cart that refuses changes made from an older revision, as the gateway does. */
function createStore(asksFirst: boolean) {
  let cart = cartOf(0, 0);
  const requests: string[] = [];
  const answer = (method: string, path: string, options: CallOptions = {}): ReplyCart => {
    const from = options.headers?.['if-match'];
    requests.push(`${method} ${path} ${from ?? ''}`.trim());
    if (method === 'GET') return cart;
    if (from !== undefined && Number(from) !== cart.revision) {
      throw new ApiProblem({ status: 412, detail: 'The cart moved on.' } as Problem);
    }
    const { quantity, despite } = (options.body ?? { quantity: 0 }) as {
      quantity: number;
      despite?: boolean;
    };
    if (method === 'POST' && asksFirst && despite !== true) {
      throw new ApiProblem({
        type: 'urn:leafloaf:problem:dietary-conflict',
        status: 409,
        detail: 'Milk contains milk. Send despite: true to add it anyway.',
        errors: [{ path: 'productId', message: 'Milk contains milk.' }],
      } as unknown as Problem);
    }
    cart = cartOf(cart.revision + 1, quantity);
    return cart;
  };
  const call = Object.assign(
    async (method: string, path: string, options?: CallOptions) => answer(method, path, options),
    { raw: () => Promise.reject(new Error('not a stream')) },
  ) as unknown as Call;
  return {
    call,
    requests,
    changeElsewhere: (quantity: number) => (cart = cartOf(cart.revision + 1, quantity)),
  };
}

function open({ asksFirst = false } = {}) {
  const store = createStore(asksFirst);
  const notices = createNotices(() => undefined);
  return { ...store, notices, cart: createCart(store.call, notices) };
}

describe('the page’s cart', () => {
  it('adds what is not in it and sets what is, each from the revision before', async () => {
    const { cart, requests } = open();
    await cart.setQuantity(MILK, 1);
    await cart.setQuantity(MILK, 3);
    expect(requests).toEqual(['GET /v1/cart', 'POST /v1/cart/lines 0', 'PATCH /v1/cart/lines/l1 1']);
    expect(cart.quantityOf('milk')).toBe(3);
  });

  it('keeps the order of quick presses, so that none is refused or lost', async () => {
    const { cart } = open();
    await Promise.all([cart.setQuantity(MILK, 1), cart.setQuantity(MILK, 2), cart.setQuantity(MILK, 3)]);
    expect(cart.quantityOf('milk')).toBe(3);
  });

  it('reads the cart anew and tries once more when it was changed elsewhere', async () => {
    const { cart, requests, changeElsewhere, notices } = open();
    await cart.load();
    changeElsewhere(5);
    await cart.setQuantity(MILK, 6);
    expect(requests.slice(1)).toEqual(['POST /v1/cart/lines 0', 'GET /v1/cart', 'PATCH /v1/cart/lines/l1 1']);
    expect(cart.quantityOf('milk')).toBe(6);
    expect(notices.shown.value).toBeNull();
  });

  it('shows the newest cart whatever order the answers come in', () => {
    const { cart } = open();
    cart.receive(cartOf(4, 2));
    cart.receive(cartOf(3, 9));
    expect(cart.quantityOf('milk')).toBe(2);
    expect(cart.itemCount.value).toBe(2);
  });

  it('offers to undo a removal', async () => {
    const { cart, notices } = open();
    await cart.setQuantity(MILK, 1);
    await cart.setQuantity(MILK, 0);
    expect(notices.shown.value).toMatchObject({
      text: 'Milk is out of your cart.',
      action: { label: 'Undo' },
    });
    expect(cart.undoable.value).toBe(true);
  });

  it('asks before what the store asks about, once however often it was pressed', async () => {
    const { cart, notices } = open({ asksFirst: true });
    await Promise.all([cart.setQuantity(MILK, 1), cart.setQuantity(MILK, 2)]);
    expect(cart.doubts.value).toEqual([{ product: MILK, quantity: 2, reason: 'Milk contains milk.' }]);
    expect(cart.quantityOf('milk')).toBe(0);
    expect(notices.shown.value).toBeNull();
  });

  it('adds it after a yes, and more of it without another question', async () => {
    const { cart } = open({ asksFirst: true });
    await cart.setQuantity(MILK, 2);
    await cart.settleDoubt(true);
    expect(cart.doubts.value).toEqual([]);
    expect(cart.quantityOf('milk')).toBe(2);
    await cart.setQuantity(MILK, 3);
    expect(cart.doubts.value).toEqual([]);
    expect(cart.quantityOf('milk')).toBe(3);
  });

  it('leaves it out after a no, and says so', async () => {
    const { cart, notices } = open({ asksFirst: true });
    await cart.setQuantity(MILK, 1);
    await cart.settleDoubt(false);
    expect(cart.doubts.value).toEqual([]);
    expect(cart.quantityOf('milk')).toBe(0);
    expect(notices.announced.value).toBe('Milk is left out.');
  });

  it('takes questions along to no other shopper', async () => {
    const { cart } = open({ asksFirst: true });
    await cart.setQuantity(MILK, 1);
    cart.forget();
    expect(cart.doubts.value).toEqual([]);
  });
});
