import { describe, expect, it } from 'vitest';
import { type Ask, testGateway } from '#tests/doubles/gateway.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

const product = fixtureProducts.find(({ priceCents, stock }) => priceCents !== null && stock !== 0)!;
const other = fixtureProducts.find(
  ({ id, priceCents, stock }) => id !== product.id && priceCents !== null && stock !== 0,
)!;

async function signedIn() {
  const gateway = testGateway();
  const tokens = {
    ann: await gateway.token({ shopperId: 'ann' }),
    bob: await gateway.token({ shopperId: 'bob' }),
  };
  const as =
    (who: keyof typeof tokens) =>
    (method: string, url: string, more: Ask = {}) =>
      gateway.ask(method, url, { token: tokens[who], ...more });
  const ann = as('ann');
  const add = (productId: string, quantity: number, headers = {}) =>
    ann('POST', '/v1/cart/lines', { body: { productId, quantity }, headers });
  return { ...gateway, ann, bob: as('bob'), add };
}

describe('the cart', () => {
  it('is added to, changed, emptied and undone, each answer with the revision as ETag', async () => {
    const { ann, add } = await signedIn();
    const added = await add(product.id, 2);
    expect(added).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: {
        revision: 1,
        lines: [{ productId: product.id, quantity: 2, totalCents: 2 * product.priceCents! }],
      },
    });
    const { lineId } = added.body.lines[0];
    const set = await ann('PATCH', `/v1/cart/lines/${lineId}`, { body: { quantity: 5 } });
    expect(set.body.lines[0].quantity).toBe(5);
    expect((await ann('DELETE', `/v1/cart/lines/${lineId}`)).body.lines).toEqual([]);
    expect((await ann('POST', '/v1/cart/undo')).body.lines).toHaveLength(1);
    expect((await ann('DELETE', '/v1/cart')).body.lines).toEqual([]);
    expect((await ann('GET', '/v1/cart')).body).toMatchObject({ revision: 5, lines: [] });
  });

  it.each(['1', '"1"', 'W/"1"', '*'])('takes If-Match %s for revision 1', async (revision) => {
    const { add } = await signedIn();
    await add(product.id, 1);
    expect((await add(other.id, 1, { 'if-match': revision })).status).toBe(200);
  });

  it('changes nothing under a stale If-Match, and tells the revision it is at', async () => {
    const { ann, add } = await signedIn();
    await add(product.id, 1);
    const stale = await add(other.id, 1, { 'if-match': '0' });
    expect(stale).toMatchObject({
      status: 412,
      headers: { etag: '"1"' },
      body: { errors: [{ path: 'If-Match' }] },
    });
    expect((await ann('GET', '/v1/cart')).body.lines).toHaveLength(1);
  });

  it('does a change once under one Idempotency-Key', async () => {
    const { ann, add } = await signedIn();
    for (const _ of [1, 2]) await add(product.id, 1, { 'idempotency-key': 'k' });
    expect(await add(product.id, 2, { 'idempotency-key': 'k' })).toMatchObject({
      status: 422,
      body: { type: 'urn:leafloaf:problem:idempotency-key-reused' },
    });
    expect((await ann('GET', '/v1/cart')).body.revision).toBe(1);
  });

  it('is another shopper’s own', async () => {
    const { ann, bob, add } = await signedIn();
    const { lineId } = (await add(product.id, 1)).body.lines[0];
    expect((await bob('DELETE', `/v1/cart/lines/${lineId}`)).status).toBe(404);
    expect((await bob('GET', '/v1/cart')).body.lines).toEqual([]);
    expect((await ann('GET', '/v1/cart')).body.lines).toHaveLength(1);
  });
});

describe('orders', () => {
  const place = (key: string, cartRevision: number): Ask => ({
    body: { cartRevision },
    headers: { 'idempotency-key': key },
  });

  it('are placed once per key, read by their shopper only, and cancelled', async () => {
    const { ann, bob, add } = await signedIn();
    await add(product.id, 2);
    const placed = await ann('POST', '/v1/orders', place('k1', 1));
    expect(placed).toMatchObject({
      status: 201,
      body: { status: 'placed', totalCents: 2 * product.priceCents! },
    });
    const again = await ann('POST', '/v1/orders', place('k1', 1));
    expect(again).toMatchObject({
      status: 201,
      body: placed.body,
      headers: { 'idempotency-replayed': 'true' },
    });
    const reused = await ann('POST', '/v1/orders', place('k1', 2));
    expect(reused).toMatchObject({
      status: 422,
      body: { type: 'urn:leafloaf:problem:idempotency-key-reused', errors: [{ path: 'Idempotency-Key' }] },
    });
    expect((await ann('GET', '/v1/orders')).body.orders).toHaveLength(1);
    const url = placed.headers.location!;
    expect((await ann('GET', url)).body).toEqual(placed.body);
    expect((await bob('GET', url)).status).toBe(404);
    expect((await bob('POST', `${url}/cancel`)).status).toBe(404);
    expect((await bob('GET', '/v1/orders')).body.orders).toEqual([]);
    for (const _ of [1, 2]) expect((await ann('POST', `${url}/cancel`)).body.status).toBe('cancelled');
  });

  it('are not placed when a price moved; the changes are told', async () => {
    const { ann, add, application } = await signedIn();
    await add(product.id, 1);
    application.world.priceMoved = true;
    const moved = await ann('POST', '/v1/orders', place('k1', 1));
    expect(moved).toMatchObject({
      status: 409,
      body: {
        type: 'urn:leafloaf:problem:cart-moved',
        changes: [{ productId: product.id, kind: 'price' }],
        cart: {},
      },
    });
    expect((await ann('GET', '/v1/orders')).body.orders).toEqual([]);
  });

  it('are listed newest first, page by page', async () => {
    const { ann, add } = await signedIn();
    for (const at of [0, 1, 2]) {
      await add(product.id, at + 1);
      await ann('POST', '/v1/orders', place(`k${at}`, 2 * at + 1));
    }
    const first = await ann('GET', '/v1/orders?limit=2');
    expect(first.body.orders.map(({ orderId }: { orderId: string }) => orderId)).toEqual([
      'order-3',
      'order-2',
    ]);
    const second = await ann('GET', `/v1/orders?limit=2&before=${first.body.next}`);
    expect(second.body).toMatchObject({ orders: [{ orderId: 'order-1' }], next: null });
  });
});
