import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoIdentityProvider } from '#infra/security/demo-identity-provider.ts';
import { createTokenVerifier } from '#infra/security/token-verifier.ts';

const NOW = Date.UTC(2026, 4, 1);
const names = { audience: 'shop', issuer: 'https://id.example', now: () => NOW };

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

describe('a verifier with a key set', () => {
  let server: Server;
  let url = '';
  let key: Key;
  let publicKey: Awaited<ReturnType<typeof exportJWK>>;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    key = pair.privateKey;
    publicKey = await exportJWK(pair.publicKey);
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [{ ...publicKey, kid: 'k1', alg: 'ES256', use: 'sig' }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const sign = (header: object, signer: Key | Uint8Array = key) =>
    new SignJWT({ scope: 'shop ops:read unknown:scope' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
      .setSubject('ann')
      .setAudience('shop')
      .setIssuer('https://id.example')
      .setExpirationTime(NOW / 1000 + 60)
      .sign(signer);

  it('knows who asks, and only the scopes it knows', async () => {
    const verify = createTokenVerifier({ keys: { kind: 'jwks', url }, ...names });
    expect(await verify(await sign({}))).toEqual({
      kind: 'verified',
      identity: { shopperId: 'ann', scopes: ['shop', 'ops:read'], expiresAt: NOW + 60_000 },
    });
  });

  it('refuses a key it does not know, and a public key used as a shared secret', async () => {
    const verify = createTokenVerifier({ keys: { kind: 'jwks', url }, ...names });
    const other = await generateKeyPair('ES256');
    expect(await verify(await sign({}, other.privateKey))).toEqual({ kind: 'invalid' });
    expect(await verify(await sign({ kid: 'k2' }))).toEqual({ kind: 'invalid' });
    const asSecret = new TextEncoder().encode(JSON.stringify(publicKey));
    expect(await verify(await sign({ alg: 'HS256' }, asSecret))).toEqual({ kind: 'invalid' });
  });

  it('knows nothing of a token when the key set is no key set', async () => {
    const verify = createTokenVerifier({ keys: { kind: 'jwks', url: 'http://127.0.0.1:1/keys' }, ...names });
    expect((await verify(await sign({}))).kind).toBe('unavailable');
  });
});

it('a demo token is verified by the secret that signed it, and by no other', async () => {
  const secret = 'one secret that is long enough to sign';
  const issue = createDemoIdentityProvider({ secret, ...names });
  const { token, expiresAt } = await issue('ann', ['shop']);
  const verify = createTokenVerifier({ keys: { kind: 'secret', secret }, ...names });
  const other = createTokenVerifier({ keys: { kind: 'secret', secret: `${secret}!` }, ...names });
  expect(await verify(token)).toEqual({
    kind: 'verified',
    identity: { shopperId: 'ann', scopes: ['shop'], expiresAt },
  });
  expect(await other(token)).toEqual({ kind: 'invalid' });
  const later = createTokenVerifier({
    keys: { kind: 'secret', secret },
    ...names,
    now: () => expiresAt + 6_000,
  });
  expect(await later(token)).toEqual({ kind: 'expired' });
});

it('never throws, whatever is sent for a token', async () => {
  const verify = createTokenVerifier({ keys: { kind: 'secret', secret: 'x'.repeat(32) }, ...names });
  for (const token of ['', '.', '..', 'a.b.c', 'e30.e30.', 'e30.e30.e30', '\u0000', 'x'.repeat(10_000)]) {
    expect((await verify(token)).kind).toBe('invalid');
  }
});
