import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { type Identity, readScopes } from './identity.ts';
import { isShopperId } from './shopper-id.ts';

export type Verification =
  | { readonly kind: 'verified'; readonly identity: Identity }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' }
  /** The keys could not be fetched: nothing is known about the token. */
  | { readonly kind: 'unavailable'; readonly cause: unknown };

export type VerifyToken = (token: string) => Promise<Verification>;

interface Expectation {
  readonly keys:
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'jwks'; readonly url: string };
  readonly audience: string;
  readonly issuer: string;
  readonly now: () => number;
}

/** Seconds that the clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Verifies bearer tokens: algorithm, signature, audience, issuer, expiry and subject are all required. */
export function createTokenVerifier({ keys, audience, issuer, now }: Expectation): VerifyToken {
  const verify = signatureCheck(keys);
  return async (token) => {
    try {
      const payload = await verify(token, {
        audience,
        issuer,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      return identityOf(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { kind: 'expired' };
      if (isAboutTheToken(error)) return { kind: 'invalid' };
      return { kind: 'unavailable', cause: error };
    }
  };
}

function signatureCheck(keys: Expectation['keys']) {
  if (keys.kind === 'secret') {
    // Made into a key once: given as bytes it would be imported anew for every request.
    const key = crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(keys.secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    );
    return async (token: string, options: JWTVerifyOptions) =>
      (await jwtVerify(token, await key, { ...options, algorithms: ['HS256'] })).payload;
  }
  const keySet = createRemoteJWKSet(new URL(keys.url), { timeoutDuration: 3_000 });
  return async (token: string, options: JWTVerifyOptions) =>
    (await jwtVerify(token, keySet, { ...options, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] }))
      .payload;
}

function identityOf(payload: JWTPayload): Verification {
  if (!isShopperId(payload.sub) || payload.exp === undefined) return { kind: 'invalid' };
  return {
    kind: 'verified',
    identity: { shopperId: payload.sub, scopes: readScopes(payload.scope), expiresAt: payload.exp * 1000 },
  };
}

/** Faults of the token itself; the rest (timeouts, refused connections, a bad key set) are faults of the key set. */
function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}
