import { expect, it } from 'vitest';
import type { MemoryFact } from '#graph/memory-fact.ts';
import { type Ask, testGateway } from '#tests/doubles/gateway.ts';

const FACT: MemoryFact = {
  id: 'f1',
  kind: 'purchases',
  text: 'Oat milk: bought in 3 of 3 orders.',
  value: null,
  productId: 'p1',
  source: 'learned',
  confidence: 0.8,
  observations: 3,
  validFrom: 0,
  validTo: null,
  lastAt: 1_000,
  corrections: ['holds', 'quantity'],
};

async function signedIn() {
  const gateway = testGateway();
  const token = await gateway.token({ shopperId: 'ann' });
  gateway.application.facts.push(
    { shopperId: 'ann', fact: FACT },
    { shopperId: 'ann', fact: { ...FACT, id: 'f2', kind: 'searches' } },
    { shopperId: 'bob', fact: { ...FACT, id: 'f3' } },
  );
  return {
    facts: gateway.application.facts,
    ann: (method: string, url: string, more: Ask = {}) => gateway.ask(method, url, { token, ...more }),
    ask: gateway.ask,
  };
}

it('lists what is known of the shopper page by page, with times as RFC 3339', async () => {
  const { ann } = await signedIn();
  const first = await ann('GET', '/v1/me/memory?limit=1');
  expect(first.status).toBe(200);
  expect(first.body).toEqual({
    facts: [{ ...FACT, validFrom: '1970-01-01T00:00:00.000Z', lastAt: '1970-01-01T00:00:01.000Z' }],
    next: 'f1',
  });
  const second = await ann('GET', '/v1/me/memory?limit=1&after=f1');
  expect(second.body).toMatchObject({ facts: [{ id: 'f2' }], next: null });
  expect((await ann('GET', '/v1/me/memory?kind=searches')).body.facts).toMatchObject([{ id: 'f2' }]);
});

it('refuses pages and kinds that there are none of, saying what to send', async () => {
  const { ann } = await signedIn();
  for (const query of ['after=f3', 'kind=secrets', 'limit=0', 'limit=201', 'page=2']) {
    expect((await ann('GET', `/v1/me/memory?${query}`)).status, query).toBe(400);
  }
});

it('corrects and forgets a fact', async () => {
  const { ann, facts } = await signedIn();
  const corrected = await ann('PATCH', '/v1/me/memory/f1', { body: { quantity: 3 } });
  expect(corrected.body).toMatchObject({ fact: { id: 'f1', value: 3 } });
  expect((await ann('PATCH', '/v1/me/memory/f2', { body: { holds: false } })).body).toEqual({ fact: null });
  expect((await ann('DELETE', '/v1/me/memory/f1')).status).toBe(204);
  expect(facts.map(({ fact }) => fact.id)).toEqual(['f3']);
});

it('answers 404 for the fact of another shopper, and leaves it', async () => {
  const { ann, facts } = await signedIn();
  expect((await ann('PATCH', '/v1/me/memory/f3', { body: { holds: false } })).status).toBe(404);
  expect((await ann('DELETE', '/v1/me/memory/f3')).status).toBe(404);
  expect((await ann('DELETE', '/v1/me/memory/none')).status).toBe(404);
  expect(facts).toHaveLength(3);
});

it('refuses a correction that says nothing, two things or what cannot be', async () => {
  const { ann, facts } = await signedIn();
  for (const body of [
    {},
    { holds: true },
    { holds: false, quantity: 1 },
    { quantity: 0 },
    { quantity: 1.5 },
    { value: null },
    { value: 'nonsense' },
    { text: 'another' },
  ]) {
    const answer = await ann('PATCH', '/v1/me/memory/f1', { body });
    expect(answer.status, JSON.stringify(body)).toBe(400);
    expect(answer.body.type).toBe('urn:leafloaf:problem:invalid-request');
  }
  expect(facts[0]?.fact).toEqual(FACT);
});

it('tells nobody who is not signed in', async () => {
  const { ask } = await signedIn();
  expect((await ask('GET', '/v1/me/memory')).status).toBe(401);
  expect((await ask('PATCH', '/v1/me/memory/f1', { body: { holds: false } })).status).toBe(401);
  expect((await ask('DELETE', '/v1/me/memory/f1')).status).toBe(401);
});
