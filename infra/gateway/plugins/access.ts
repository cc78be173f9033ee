import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '#infra/gateway/problem.ts';
import type { Identity } from '#infra/security/identity.ts';
import type { RateLimits } from '#infra/security/rate-limits.ts';
import type { VerifyToken } from '#infra/security/token-verifier.ts';

interface AccessOptions {
  readonly verify: VerifyToken;
  readonly limits: RateLimits;
}

/** Counts the request, establishes who asks, and checks that they may. All before the body is read. */
export const access = fp(async (app: FastifyInstance, { verify, limits }: AccessOptions) => {
  app.decorateRequest('identity', null);

  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.probe) return;
    throwIfLimited(await limits.takeForAddress(request.ip), 'this address');
    const needed = request.routeOptions.config.access ?? 'shop';
    if (request.is404 || request.method === 'OPTIONS' || needed === 'public') return;
    const identity = await establish(request, verify);
    if (!identity.scopes.includes(needed)) {
      throw new ProblemError('forbidden', {
        detail: `The token lacks the scope ${needed}.`,
        headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${needed}"` },
      });
    }
    throwIfLimited(await limits.takeForShopper(identity.shopperId), 'this shopper');
    request.identity = identity;
  });
});

/** Who asks. Only for routes that are not public. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity === null) throw new Error(`${request.url} has no identity: its route is public`);
  return request.identity;
}

async function establish(request: FastifyRequest, verify: VerifyToken): Promise<Identity> {
  const { authorization } = request.headers;
  const token = authorization?.match(/^Bearer ([A-Za-z0-9._~+/=-]+)$/i)?.[1];
  if (token === undefined) {
    throw unauthorized('Send a token as `Authorization: Bearer <token>`.', 'Bearer');
  }
  const verification = await verify(token);
  switch (verification.kind) {
    case 'verified':
      return verification.identity;
    case 'expired':
      throw unauthorized('The token has expired. Get a new one.', 'Bearer error="invalid_token"');
    case 'invalid':
      throw unauthorized('The token is not valid here. Get a new one.', 'Bearer error="invalid_token"');
    case 'unavailable':
      request.log.error({ err: verification.cause }, 'the key set cannot be fetched');
      throw new ProblemError('unavailable', {
        detail: 'Tokens cannot be checked right now. Try again in a few seconds.',
        headers: { 'retry-after': '5' },
      });
  }
}

function unauthorized(detail: string, challenge: string): ProblemError {
  return new ProblemError('unauthorized', {
    detail,
    errors: [{ path: 'Authorization', message: detail }],
    headers: { 'www-authenticate': challenge },
  });
}

function throwIfLimited(answer: Awaited<ReturnType<RateLimits['takeForShopper']>>, who: string): void {
  if (answer.kind === 'allowed') return;
  throw new ProblemError('too-many-requests', {
    detail: `Too many requests from ${who}. Try again in ${answer.retryAfterSeconds} seconds.`,
    headers: { 'retry-after': String(answer.retryAfterSeconds) },
  });
}
