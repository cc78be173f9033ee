import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';

const ROUTES = [
  ['POST', '/v1/turns'],
  ['POST', '/v1/cart/lines'],
  ['PATCH', '/v1/cart/lines/x'],
  ['POST', '/v1/cart/promotions'],
  ['POST', '/v1/orders'],
  ['POST', '/v1/interactions'],
  ['PATCH', '/v1/me/preferences'],
  ['POST', '/v1/sessions'],
] as const;

it('no body is an internal error, whatever it holds', async () => {
  const { ask, token } = testGateway({ RATE_LIMIT_SHOPPER_PER_MINUTE: '100000' });
  const own = await token();
  const names = fc.constantFrom(
    'message',
    'productId',
    'quantity',
    'filters',
    'allergies',
    'privacy',
    'kind',
    'code',
    'cartRevision',
    '__proto__',
    'transcript',
  );
  const body = fc.oneof(
    fc.json(),
    fc.dictionary(names, fc.jsonValue({ maxDepth: 3 })).map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ROUTES), body, async ([method, url], raw) => {
      const answer = await ask(method, url, { token: own, raw, headers: { 'idempotency-key': 'k' } });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400)
        expect(answer.body).toMatchObject({ status: answer.status, requestId: expect.any(String) });
    }),
    { numRuns: 300 },
  );
});

it('no address is an internal error, whatever it holds', async () => {
  const { ask, token } = testGateway({ RATE_LIMIT_SHOPPER_PER_MINUTE: '100000' });
  const own = await token();
  const place = fc.constantFrom(
    '/v1/products?q=',
    '/v1/products/',
    '/v1/orders/',
    '/v1/orders?before=',
    '/v1/citations/',
    '/v1/turns/',
    '/',
  );
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.boolean(),
      async (start, text, encode) => {
        const end = encode ? encodeURIComponent(text) : text.replace(/[^\x21-\x7e]/g, '%').replace(/#/g, '');
        const answer = await ask('GET', `${start}${end}`, { token: own });
        expect(answer.status).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
});
