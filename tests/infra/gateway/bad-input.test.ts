import { describe, expect, it } from 'vitest';
import type { Ask } from '#tests/doubles/gateway.ts';
import { testGateway } from '#tests/doubles/gateway.ts';

type Case = readonly [
  what: string,
  method: string,
  url: string,
  ask: Ask,
  status: number,
  path: string | null,
];

const turn = (body: object): Ask => ({ body: { message: 'milk', ...body } });
const LONG = 'a'.repeat(2_001);
const key = { 'idempotency-key': 'k1' };

const TURNS: readonly Case[] = [
  ['no message', 'POST', '/v1/turns', { body: {} }, 400, 'message'],
  ['an empty message', 'POST', '/v1/turns', turn({ message: '' }), 400, 'message'],
  ['a message of spaces', 'POST', '/v1/turns', turn({ message: ' \n\t ' }), 400, 'message'],
  ['a message too long', 'POST', '/v1/turns', turn({ message: LONG }), 400, 'message'],
  ['a message with a null byte', 'POST', '/v1/turns', turn({ message: 'a\u0000b' }), 400, 'message'],
  ['half a character', 'POST', '/v1/turns', { raw: '{"message":"\\ud800"}' }, 400, 'message'],
  ['a number for a message', 'POST', '/v1/turns', turn({ message: 5 }), 400, 'message'],
  ['null for a message', 'POST', '/v1/turns', turn({ message: null }), 400, 'message'],
  ['a list for a message', 'POST', '/v1/turns', turn({ message: ['milk'] }), 400, 'message'],
  ['an unknown field', 'POST', '/v1/turns', turn({ shopperId: 'mallory' }), 400, 'shopperId'],
  [
    'a conversation id with a path',
    'POST',
    '/v1/turns',
    turn({ conversationId: '../x' }),
    400,
    'conversationId',
  ],
  ['an empty conversation id', 'POST', '/v1/turns', turn({ conversationId: '' }), 400, 'conversationId'],
  ['a turn id too long', 'POST', '/v1/turns', turn({ turnId: 'x'.repeat(65) }), 400, 'turnId'],
  ['an unknown mode', 'POST', '/v1/turns', turn({ mode: 'video' }), 400, 'mode'],
  ['an unknown view', 'POST', '/v1/turns', turn({ view: 'none' }), 400, 'view'],
  ['limit 0', 'POST', '/v1/turns', turn({ limit: 0 }), 400, 'limit'],
  ['limit 51', 'POST', '/v1/turns', turn({ limit: 51 }), 400, 'limit'],
  ['a limit in text', 'POST', '/v1/turns', turn({ limit: '5' }), 400, 'limit'],
  ['a limit with a fraction', 'POST', '/v1/turns', turn({ limit: 1.5 }), 400, 'limit'],
  ['trace in text', 'POST', '/v1/turns', turn({ trace: 'true' }), 400, 'trace'],
  ['an unknown filter', 'POST', '/v1/turns', turn({ filters: { price: 5 } }), 400, 'filters.price'],
  [
    'an unknown diet',
    'POST',
    '/v1/turns',
    turn({ filters: { diets: ['vegan', 'paleo'] } }),
    400,
    'filters.diets.1',
  ],
  [
    'a price below zero',
    'POST',
    '/v1/turns',
    turn({ filters: { maxPriceCents: -1 } }),
    400,
    'filters.maxPriceCents',
  ],
  [
    'a price beyond numbers',
    'POST',
    '/v1/turns',
    turn({ filters: { maxPriceCents: 1e300 } }),
    400,
    'filters.maxPriceCents',
  ],
  [
    'a transcript without alternatives',
    'POST',
    '/v1/turns',
    turn({ transcript: { alternatives: [], isFinal: true } }),
    400,
    'transcript.alternatives',
  ],
  [
    'a confidence above 1',
    'POST',
    '/v1/turns',
    turn({ transcript: { alternatives: [{ text: 'milk', confidence: 2 }], isFinal: true } }),
    400,
    'transcript.alternatives.0.confidence',
  ],
  [
    'a transcript that is not final',
    'POST',
    '/v1/turns',
    turn({ transcript: { alternatives: [{ text: 'milk', confidence: 1 }], isFinal: false } }),
    422,
    'transcript.isFinal',
  ],
  [
    'only empty alternatives',
    'POST',
    '/v1/turns',
    turn({ message: '', transcript: { alternatives: [{ text: ' ', confidence: 1 }], isFinal: true } }),
    400,
    'transcript.alternatives',
  ],
  [
    'an Idempotency-Key with spaces',
    'POST',
    '/v1/turns',
    { ...turn({}), headers: { 'idempotency-key': 'a b' } },
    400,
    'Idempotency-Key',
  ],
  [
    'a Last-Event-ID in words',
    'GET',
    '/v1/turns/t1/events',
    { headers: { 'last-event-id': 'last' } },
    400,
    'Last-Event-Id',
  ],
  ['a turn id of another kind', 'GET', '/v1/turns/a%20b', {}, 400, 'turnId'],
  ['a query where none is taken', 'POST', '/v1/turns?debug=1', turn({}), 400, 'debug'],
];

const BODIES: readonly Case[] = [
  ['JSON cut short', 'POST', '/v1/turns', { raw: '{"message":"milk"' }, 400, 'body'],
  ['no JSON at all', 'POST', '/v1/turns', { raw: 'milk please' }, 400, 'body'],
  [
    'bytes that are no UTF-8',
    'POST',
    '/v1/turns',
    { raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) },
    400,
    'body',
  ],
  [
    'a __proto__ key',
    'POST',
    '/v1/turns',
    { raw: '{"message":"milk","__proto__":{"isAdmin":true}}' },
    400,
    'body',
  ],
  [
    'a constructor key',
    'POST',
    '/v1/turns',
    { raw: '{"message":"milk","constructor":{"prototype":{"x":1}}}' },
    400,
    'body',
  ],
  [
    'a deep __proto__ key',
    'POST',
    '/v1/turns',
    { raw: '{"message":"milk","filters":{"__proto__":{"x":1}}}' },
    400,
    'body',
  ],
  ['a list for a body', 'POST', '/v1/turns', { raw: '[]' }, 400, 'body'],
  ['a text for a body', 'POST', '/v1/turns', { raw: '"milk"' }, 400, 'body'],
  ['null for a body', 'POST', '/v1/turns', { raw: 'null' }, 400, 'body'],
  ['an empty body', 'POST', '/v1/turns', { raw: '' }, 400, 'body'],
  ['no body', 'POST', '/v1/turns', {}, 400, 'body'],
  [
    'a form',
    'POST',
    '/v1/turns',
    { raw: 'message=milk', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'Content-Type',
  ],
  [
    'plain text',
    'POST',
    '/v1/turns',
    { raw: '{"message":"milk"}', headers: { 'content-type': 'text/plain' } },
    415,
    'Content-Type',
  ],
  [
    'a broken content type',
    'POST',
    '/v1/turns',
    { raw: '{}', headers: { 'content-type': ';;;' } },
    415,
    'Content-Type',
  ],
  [
    'a compressed body',
    'POST',
    '/v1/turns',
    { raw: '{}', headers: { 'content-encoding': 'gzip' } },
    415,
    'Content-Encoding',
  ],
  [
    'a body too large',
    'POST',
    '/v1/turns',
    { raw: JSON.stringify({ message: 'a'.repeat(65_536) }) },
    413,
    null,
  ],
  ['a body where none is taken', 'POST', '/v1/cart/undo', { body: { steps: 2 } }, 400, 'steps'],
  ['a body on DELETE', 'DELETE', '/v1/cart', { body: { really: true } }, 400, 'really'],
];

const CART: readonly Case[] = [
  ['no product', 'POST', '/v1/cart/lines', { body: { quantity: 1 } }, 400, 'productId'],
  [
    'an empty product id',
    'POST',
    '/v1/cart/lines',
    { body: { productId: '', quantity: 1 } },
    400,
    'productId',
  ],
  [
    'a product id with a line break',
    'POST',
    '/v1/cart/lines',
    { body: { productId: 'a\nb', quantity: 1 } },
    400,
    'productId',
  ],
  [
    'a product that does not exist',
    'POST',
    '/v1/cart/lines',
    { body: { productId: 'nothing', quantity: 1 } },
    404,
    'productId',
  ],
  ['quantity 0', 'POST', '/v1/cart/lines', { body: { productId: 'x', quantity: 0 } }, 400, 'quantity'],
  ['quantity 100', 'POST', '/v1/cart/lines', { body: { productId: 'x', quantity: 100 } }, 400, 'quantity'],
  ['half a quantity', 'POST', '/v1/cart/lines', { body: { productId: 'x', quantity: 0.5 } }, 400, 'quantity'],
  [
    'a price of one’s own',
    'POST',
    '/v1/cart/lines',
    { body: { productId: 'x', quantity: 1, unitPriceCents: 1 } },
    400,
    'unitPriceCents',
  ],
  ['a line that does not exist', 'PATCH', '/v1/cart/lines/none', { body: { quantity: 1 } }, 404, 'lineId'],
  ['a quantity below zero', 'PATCH', '/v1/cart/lines/none', { body: { quantity: -1 } }, 400, 'quantity'],
  ['removing a line that does not exist', 'DELETE', '/v1/cart/lines/none', {}, 404, 'lineId'],
  ['an If-Match in words', 'DELETE', '/v1/cart', { headers: { 'if-match': 'latest' } }, 400, 'If-Match'],
  ['a list in If-Match', 'DELETE', '/v1/cart', { headers: { 'if-match': '"1", "2"' } }, 400, 'If-Match'],
  ['a stale If-Match', 'DELETE', '/v1/cart', { headers: { 'if-match': '"7"' } }, 412, 'If-Match'],
  ['undo without a change', 'POST', '/v1/cart/undo', {}, 409, null],
  ['an empty code', 'POST', '/v1/cart/promotions', { body: { code: ' ' } }, 400, 'code'],
  ['an unknown code', 'POST', '/v1/cart/promotions', { body: { code: 'FREE' } }, 422, 'code'],
];

const REST: readonly Case[] = [
  ['an order without a key', 'POST', '/v1/orders', { body: { cartRevision: 0 } }, 400, 'Idempotency-Key'],
  ['an order without a revision', 'POST', '/v1/orders', { body: {}, headers: key }, 400, 'cartRevision'],
  ['an order of an empty cart', 'POST', '/v1/orders', { body: { cartRevision: 0 }, headers: key }, 422, null],
  [
    'an order of a stale cart',
    'POST',
    '/v1/orders',
    { body: { cartRevision: 5 }, headers: key },
    412,
    'cartRevision',
  ],
  ['an order that does not exist', 'GET', '/v1/orders/none', {}, 404, null],
  ['cancelling what does not exist', 'POST', '/v1/orders/none/cancel', {}, 404, null],
  ['a made-up cursor of orders', 'GET', '/v1/orders?before=zzz', {}, 400, 'before'],
  ['a made-up cursor of conversations', 'GET', '/v1/conversations?before=zzz', {}, 400, 'before'],
  ['an empty cursor', 'GET', '/v1/orders?before=', {}, 400, 'before'],
  ['a page of 0', 'GET', '/v1/orders?limit=0', {}, 400, 'limit'],
  ['a page of 1e9', 'GET', '/v1/orders?limit=1e9', {}, 400, 'limit'],
  ['a page asked for twice', 'GET', '/v1/orders?limit=1&limit=2', {}, 400, 'limit'],
  ['an unknown parameter', 'GET', '/v1/orders?status=placed', {}, 400, 'status'],
  ['a __proto__ parameter', 'GET', '/v1/orders?__proto__=x', {}, 400, '__proto__'],
  ['a conversation that does not exist', 'GET', '/v1/conversations/none/turns', {}, 404, null],
  ['forgetting what does not exist', 'DELETE', '/v1/conversations/none', {}, 404, null],
  ['alpha above 1', 'GET', '/v1/products?alpha=1.1', {}, 400, 'alpha'],
  ['alpha in words', 'GET', '/v1/products?alpha=NaN', {}, 400, 'alpha'],
  ['a search too long', 'GET', `/v1/products?q=${'a'.repeat(201)}`, {}, 400, 'q'],
  ['a search with a null byte', 'GET', '/v1/products?q=%00', {}, 400, 'q'],
  ['an unknown diet', 'GET', '/v1/products?diet=paleo', {}, 400, 'diet'],
  ['one unknown diet of two', 'GET', '/v1/products?diet=vegan&diet=paleo', {}, 400, 'diet.1'],
  ['an unknown order', 'GET', '/v1/products?sort=random', {}, 400, 'sort'],
  ['organic=yes', 'GET', '/v1/products?organic=yes', {}, 400, 'organic'],
  ['an offset below zero', 'GET', '/v1/products?offset=-1', {}, 400, 'offset'],
  ['a product that does not exist', 'GET', '/v1/products/none', {}, 404, null],
  ['a citation that does not exist', 'GET', '/v1/citations/none', {}, 404, null],
  [
    'an unknown interaction',
    'POST',
    '/v1/interactions',
    { body: { kind: 'buy', productId: 'x' } },
    400,
    'kind',
  ],
  [
    'an interaction with nothing',
    'POST',
    '/v1/interactions',
    { body: { kind: 'view', productId: 'none' } },
    404,
    'productId',
  ],
  [
    'position 0',
    'POST',
    '/v1/interactions',
    { body: { kind: 'view', productId: 'x', position: 0 } },
    400,
    'position',
  ],
  ['an unknown preference', 'PATCH', '/v1/me/preferences', { body: { theme: 'dark' } }, 400, 'theme'],
  [
    'an unknown allergy',
    'PATCH',
    '/v1/me/preferences',
    { body: { allergies: ['milk', 'kryptonite'] } },
    400,
    'allergies.1',
  ],
  [
    'an unknown feature',
    'PATCH',
    '/v1/me/preferences',
    { body: { features: { telepathy: true } } },
    400,
    'features.telepathy',
  ],
  [
    'a switch in text',
    'PATCH',
    '/v1/me/preferences',
    { body: { privacy: { learning: 'no' } } },
    400,
    'privacy.learning',
  ],
  [
    'a household of nobody',
    'PATCH',
    '/v1/me/preferences',
    { body: { householdSize: 0 } },
    400,
    'householdSize',
  ],
  ['an unknown role', 'POST', '/v1/sessions', { body: { role: 'root' } }, 400, 'role'],
  ['scopes of one’s own', 'POST', '/v1/sessions', { body: { scopes: ['ops:write'] } }, 400, 'scopes'],
  ['nothing at this address', 'GET', '/v1/traces', {}, 404, null],
  ['a closing slash', 'GET', '/v1/cart/', {}, 404, null],
  ['a method not taken', 'PUT', '/v1/cart', { body: {} }, 405, null],
  ['a broken percent-encoding', 'GET', '/v1/orders/%ff', {}, 400, null],
  ['a plain request to the websocket', 'GET', '/v1/ws', {}, 426, null],
];

describe.each([
  ['turns', TURNS],
  ['bodies', BODIES],
  ['the cart', CART],
  ['the other routes', REST],
])('bad input to %s', (_name, cases) => {
  it.each(cases)('%s', async (_what, method, url, ask, status, path) => {
    const { ask: send, token, application } = testGateway();
    const answer = await send(method, url, { token: await token(), ...ask });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['x-request-id']).toBe(answer.body.requestId);
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^urn:leafloaf:problem:/),
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.stringMatching(/^\/[^?]*$/),
    });
    if (path !== null) {
      expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
      for (const { message } of answer.body.errors) expect(message.length).toBeGreaterThan(5);
    }
    expect(application.turnsRun).toEqual([]);
    expect(application.announced).toEqual([]);
  });
});

describe('what a refusal says', () => {
  it('names the limit of a message', async () => {
    const { ask, token } = testGateway();
    const answer = await ask('POST', '/v1/turns', { token: await token(), body: { message: LONG } });
    expect(answer.body.errors).toEqual([{ path: 'message', message: expect.stringContaining('2000') }]);
  });

  it('never repeats what was sent', async () => {
    const { ask, token } = testGateway();
    const secret = '4111 1111 1111 1111';
    const answer = await ask('POST', `/v1/turns?card=${encodeURIComponent(secret)}`, {
      token: await token(),
      body: { message: 'milk', mode: secret, limit: secret },
    });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('4111');
  });

  it('names all wrong fields at once', async () => {
    const { ask, token } = testGateway();
    const answer = await ask('POST', '/v1/turns', {
      token: await token(),
      body: { message: 5, limit: 0, colour: 'red' },
    });
    expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'colour',
      'limit',
      'message',
    ]);
  });

  it('says which methods an address takes', async () => {
    const { ask, token } = testGateway();
    const answer = await ask('PUT', '/v1/cart/lines/some', { token: await token(), body: {} });
    expect(answer.headers.allow).toBe('DELETE, PATCH');
  });

  it('tells nothing of an internal failure', async () => {
    const { ask, token, application } = testGateway();
    application.world.runTurn = async () => {
      throw new Error('SELECT secret FROM /var/lib/leafloaf');
    };
    const answer = await ask('POST', '/v1/turns', { token: await token(), body: { message: 'milk' } });
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.text).not.toMatch(/SELECT|leafloaf\/|Error|stack/);
  });
});
