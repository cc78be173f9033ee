import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { testGateway } from '#tests/doubles/gateway.ts';

const SECRET = 'the secret of an outside identity provider';
const JWT = { AUTH_MODE: 'jwt', JWT_SECRET: SECRET, JWT_AUDIENCE: 'shop', JWT_ISSUER: 'https://id.example' };

describe('access', () => {
  it('asks for a token, and says how', async () => {
    const { ask } = testGateway();
    const answer = await ask('GET', '/v1/cart');
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(answer.body.errors[0].path).toBe('Authorization');
  });

  it.each(['Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'bearer x.y.z', 'Bearer null', '\u00e4'])(
    'refuses the Authorization %j',
    async (authorization) => {
      const { ask } = testGateway();
      expect((await ask('GET', '/v1/cart', { headers: { authorization } })).status).toBe(401);
    },
  );

  it('holds every scope to its routes', async () => {
    const { ask, token } = testGateway();
    const operator = await token({ role: 'operator' });
    const shopper = await token();
    expect((await ask('GET', '/health', { token: operator })).status).toBe(200);
    expect(await ask('GET', '/health', { token: shopper })).toMatchObject({
      status: 403,
      headers: { 'www-authenticate': expect.stringContaining('ops:read') },
    });
    expect((await ask('GET', '/v1/cart', { token: operator })).status).toBe(403);
  });

  it('refuses tokens before it reads the body', async () => {
    const { ask } = testGateway();
    expect((await ask('POST', '/v1/turns', { raw: 'not json' })).status).toBe(401);
  });

  it('lets an expired token go no further', async () => {
    const { ask, token, application } = testGateway();
    const old = await token();
    application.clock.ms += 13 * 60 * 60 * 1000;
    const answer = await ask('GET', '/v1/cart', { token: old });
    expect(answer).toMatchObject({ status: 401, body: { detail: expect.stringContaining('expired') } });
  });

  it('believes only whole tokens of the named issuer, for this audience, signed with the secret', async () => {
    const { ask, application } = testGateway(JWT);
    const seconds = application.clock.ms / 1000;
    const good = {
      sub: 'auth0|ann',
      aud: 'shop',
      iss: 'https://id.example',
      exp: seconds + 60,
      scope: 'shop',
    };
    const sign = (claims: object, secret = SECRET, alg = 'HS256') =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
    const without = (claim: keyof typeof good) => {
      const { [claim]: _left, ...rest } = good;
      return rest;
    };
    const status = async (token: string) => (await ask('GET', '/v1/cart', { token })).status;

    expect(await status(await sign(good))).toBe(200);
    for (const claim of ['exp', 'sub', 'aud', 'iss'] as const) {
      expect(await status(await sign(without(claim))), `no ${claim}`).toBe(401);
    }
    expect(await status(await sign(without('scope')))).toBe(403);
    expect(await status(await sign({ ...good, aud: 'another' }))).toBe(401);
    expect(await status(await sign({ ...good, iss: 'https://evil.example' }))).toBe(401);
    expect(await status(await sign({ ...good, exp: seconds - 60 }))).toBe(401);
    expect(await status(await sign({ ...good, nbf: seconds + 60 }))).toBe(401);
    expect(await status(await sign(good, 'another secret that is long enough!'))).toBe(401);
    expect(await status(await sign(good, `${SECRET}${SECRET}`, 'HS512'))).toBe(401);
    expect(await status(new UnsecuredJWT(good).encode())).toBe(401);
    for (const sub of ['*', '', '__proto__', 'constructor', 'a b']) {
      expect(await status(await sign({ ...good, sub })), `sub ${sub}`).toBe(401);
    }
  });

  it('answers 503, not 401, when the keys cannot be fetched', async () => {
    const { JWT_SECRET: _unused, ...env } = JWT;
    const { ask } = testGateway({ ...env, JWT_SECRET: '', JWKS_URL: 'http://127.0.0.1:1/keys' });
    const token = `${Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url')}.e30.c2ln`;
    expect(await ask('GET', '/v1/cart', { token })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
  });
});

describe('rate limits', () => {
  it('stop one shopper and not the others, and say when to come back', async () => {
    const { ask, token } = testGateway({ RATE_LIMIT_SHOPPER_PER_MINUTE: '2' });
    const [ann, bob] = [await token(), await token()];
    for (const status of [200, 200, 429])
      expect((await ask('GET', '/v1/cart', { token: ann })).status).toBe(status);
    const refused = await ask('GET', '/v1/cart', { token: ann });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.type).toBe('urn:leafloaf:problem:too-many-requests');
    expect((await ask('GET', '/v1/cart', { token: bob })).status).toBe(200);
  });

  it('stop one address, but never its probes', async () => {
    const { ask } = testGateway({ RATE_LIMIT_IP_PER_MINUTE: '1' });
    expect((await ask('GET', '/nothing')).status).toBe(404);
    expect((await ask('GET', '/nothing')).status).toBe(429);
    expect((await ask('GET', '/livez')).status).toBe(200);
  });

  it('believe X-Forwarded-For only as far as proxies are trusted', async () => {
    const direct = testGateway({ RATE_LIMIT_IP_PER_MINUTE: '1' });
    const behind = testGateway({ RATE_LIMIT_IP_PER_MINUTE: '1', TRUST_PROXY: '1' });
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    for (const [gateway, status] of [
      [direct, 429],
      [behind, 404],
    ] as const) {
      await gateway.ask('GET', '/nothing', from('203.0.113.1'));
      expect((await gateway.ask('GET', '/nothing', from('203.0.113.2'))).status).toBe(status);
    }
  });
});

describe('headers', () => {
  it('keep pages safe and personal answers out of caches', async () => {
    const { ask, token } = testGateway();
    const { headers } = await ask('GET', '/v1/cart', { token: await token() });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('stand on refusals too', async () => {
    const { ask } = testGateway();
    expect((await ask('GET', '/v1/cart')).headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  it('repeat a safe X-Request-Id and replace any other', async () => {
    const { ask } = testGateway();
    const id = async (given: string) =>
      (await ask('GET', '/livez', { headers: { 'x-request-id': given } })).headers['x-request-id'];
    expect(await id('order-7.a_b')).toBe('order-7.a_b');
    expect(await id('<script>')).toMatch(/^id-\d+$/);
    expect(await id('x'.repeat(129))).toMatch(/^id-\d+$/);
  });

  it('let listed origins in, and no others', async () => {
    const { ask } = testGateway({ CORS_ORIGINS: 'https://shop.example' });
    const preflight = (origin: string) =>
      ask('OPTIONS', '/v1/turns', { headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('https://shop.example');
    expect(allowed).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://shop.example' },
    });
    expect((await preflight('https://evil.example')).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    const refused = await ask('GET', '/v1/cart', { headers: { origin: 'https://shop.example' } });
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': 'https://shop.example' },
    });
  });

  it('send no CORS headers when no origin is listed', async () => {
    const { ask } = testGateway();
    const answer = await ask('GET', '/livez', { headers: { origin: 'https://evil.example' } });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('health', () => {
  it('tells probes apart: alive, started, ready', async () => {
    const { ask, application } = testGateway();
    application.world.health = { started: false, status: 'fail', components: [] };
    expect((await ask('GET', '/livez')).status).toBe(200);
    expect((await ask('GET', '/startupz')).status).toBe(503);
    expect((await ask('GET', '/readyz')).status).toBe(503);
    application.world.health = { started: true, status: 'warn', components: [] };
    expect((await ask('GET', '/startupz')).status).toBe(200);
    expect((await ask('GET', '/readyz')).status).toBe(200);
  });

  it('tells operators how each part is', async () => {
    const { ask, token, application } = testGateway();
    application.world.health = {
      started: true,
      status: 'warn',
      components: [{ name: 'outbox', status: 'warn', detail: '3 entries were set aside' }],
    };
    const answer = await ask('GET', '/health', { token: await token({ role: 'operator' }) });
    expect(answer.headers['content-type']).toContain('application/health+json');
    expect(answer.body).toMatchObject({
      status: 'warn',
      checks: {
        outbox: [{ status: 'warn', output: '3 entries were set aside', time: '2026-05-01T12:00:00.000Z' }],
      },
    });
  });
});
