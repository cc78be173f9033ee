import { describe, expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';

describe('POST /v1/sessions', () => {
  it('makes a new shopper when none is named, with or without a body', async () => {
    const { ask } = testGateway();
    const first = await ask('POST', '/v1/sessions');
    const second = await ask('POST', '/v1/sessions', { body: {} });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ scopes: ['shop'], expiresAt: '2026-05-02T00:00:00.000Z' });
    expect(second.body.shopperId).not.toBe(first.body.shopperId);
  });

  it('gives operators and analysts their scopes and no others', async () => {
    const { ask } = testGateway();
    const operator = await ask('POST', '/v1/sessions', { body: { role: 'operator' } });
    const analyst = await ask('POST', '/v1/sessions', { body: { role: 'analyst' } });
    expect(operator.body.scopes).toEqual(['ops:read', 'ops:write']);
    expect(analyst.body.scopes).toEqual(['analytics:read']);
  });

  it('prepares the history of a sample shopper, and only of one', async () => {
    const { ask, application } = testGateway();
    const list = await ask('GET', '/v1/sample-shoppers');
    await ask('POST', '/v1/sessions', { body: { shopperId: 'someone-else' } });
    await ask('POST', '/v1/sessions', { body: { shopperId: list.body.sampleShoppers[0].shopperId } });
    expect(application.prepared).toEqual(['sample-1']);
  });

  it.each(['*', '__proto__', 'constructor', 'a b', '', '../x', 'a\u0000b', 'x'.repeat(129), 5, null])(
    'refuses the shopper id %j',
    async (shopperId) => {
      const { ask } = testGateway();
      const answer = await ask('POST', '/v1/sessions', { body: { shopperId } });
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0].path).toBe('shopperId');
    },
  );

  it('does not exist when an outside identity provider issues the tokens', async () => {
    const { ask } = testGateway({ AUTH_MODE: 'jwt', JWT_AUDIENCE: 'shop', JWT_ISSUER: 'https://id.example' });
    expect((await ask('POST', '/v1/sessions', { body: {} })).status).toBe(404);
    expect((await ask('GET', '/v1/sample-shoppers')).status).toBe(404);
  });
});
