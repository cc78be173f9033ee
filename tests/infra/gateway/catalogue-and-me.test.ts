import { describe, expect, it } from 'vitest';
import { type Ask, testGateway } from '#tests/doubles/gateway.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';

async function signedIn() {
  const gateway = testGateway();
  const token = await gateway.token({ shopperId: 'ann' });
  return {
    ...gateway,
    ann: (method: string, url: string, more: Ask = {}) => gateway.ask(method, url, { token, ...more }),
  };
}

describe('products', () => {
  it('are searched and paged, with their rank in the whole list', async () => {
    const { ann } = await signedIn();
    const all = (await ann('GET', '/v1/products?q=milk')).body;
    const page = (await ann('GET', '/v1/products?q=milk&limit=1&offset=1')).body;
    expect(all).toMatchObject({ total: all.products.length, alpha: 0.5 });
    expect(page.products).toEqual([{ ...all.products[1], rank: 2 }]);
  });

  it('take filters, each once or several times, and an alpha of the client’s', async () => {
    const { ann } = await signedIn();
    const url =
      '/v1/products?q=&maxPriceCents=300&diet=vegan&diet=halal&brand=Oatly&inStock=true&alpha=.25&sort=price';
    const answer = await ann('GET', url);
    expect(answer.status).toBe(200);
    expect(answer.body.alpha).toBe(0.25);
    for (const { priceCents } of answer.body.products) expect(priceCents).toBeLessThanOrEqual(300);
  });

  it('are shown one by one with everything the catalogue says, and cited', async () => {
    const { ann } = await signedIn();
    const [product] = fixtureProducts;
    const detail = await ann('GET', `/v1/products/${product!.id}`);
    expect(detail.body).toMatchObject({
      productId: product!.id,
      organic: product!.organic,
      aliases: product!.aliases,
    });
    const citation = await ann('GET', `/v1/citations/${detail.body.citationId}`);
    expect(citation.body).toMatchObject({ kind: 'product', ref: product!.id });
  });
});

describe('interactions', () => {
  it('are stored before they are acknowledged, once per key', async () => {
    const { ann, application } = await signedIn();
    const body = { kind: 'click', productId: fixtureProducts[0]!.id, query: 'milk', position: 2 };
    const answer = await ann('POST', '/v1/interactions', { body, headers: { 'idempotency-key': 'k' } });
    expect(answer.status).toBe(202);
    await ann('POST', '/v1/interactions', { body, headers: { 'idempotency-key': 'k' } });
    const [first, event, repeated] = application.announced;
    expect(event).toMatchObject({
      topic: 'event',
      payload: { table: 'product_interaction_events', data: { kind: 'click', query: 'milk', position: 2 } },
    });
    expect(first).toMatchObject({
      entryId: answer.body.interactionId,
      shopperId: 'ann',
      topic: 'interaction',
      payload: {
        ...body,
        eventId: answer.body.interactionId,
        shopperId: 'ann',
        at: application.clock.ms,
        source: 'api',
      },
    });
    expect(repeated?.entryId).toBe(first?.entryId);
  });
});

describe('preferences', () => {
  it('start empty with everything on, and keep what is changed', async () => {
    const { ann } = await signedIn();
    expect((await ann('GET', '/v1/me/preferences')).body).toMatchObject({
      revision: 0,
      updatedAt: null,
      allergies: [],
    });
    const patch = { allergies: ['Peanuts'], features: { household: false }, privacy: { learning: false } };
    const changed = await ann('PATCH', '/v1/me/preferences', { body: patch });
    expect(changed.body).toMatchObject({
      revision: 1,
      updatedAt: '2026-05-01T12:00:00.000Z',
      allergies: ['peanut'],
      features: { household: false, usual_orders: true },
      privacy: { learning: false, sharing: true },
    });
    expect((await ann('GET', '/v1/me/preferences')).body).toEqual(changed.body);
    expect(changed.body).not.toHaveProperty('shopperId');
  });

  it('tell what each feature knows', async () => {
    const { ann } = await signedIn();
    expect((await ann('GET', '/v1/me/profile')).body.features[0]).toMatchObject({
      name: 'usual_orders',
      evidence: [],
    });
  });
});
