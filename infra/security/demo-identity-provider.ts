import { SignJWT } from 'jose';
import type { Identity, Scope } from './identity.ts';

/** How long a demo token counts. */
const LIFETIME_SECONDS = 12 * 60 * 60;

export interface IssuedToken extends Identity {
  readonly token: string;
}

export type IssueToken = (shopperId: string, scopes: readonly Scope[]) => Promise<IssuedToken>;

/** Hands out tokens to whoever asks: for trying the assistant out, refused by production settings. */
export function createDemoIdentityProvider(options: {
  readonly secret: string;
  readonly audience: string;
  readonly issuer: string;
  readonly now: () => number;
}): IssueToken {
  const key = new TextEncoder().encode(options.secret);
  return async (shopperId, scopes) => {
    const issuedAtSeconds = Math.floor(options.now() / 1000);
    const expiresAtSeconds = issuedAtSeconds + LIFETIME_SECONDS;
    const token = await new SignJWT({ scope: scopes.join(' ') })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(shopperId)
      .setAudience(options.audience)
      .setIssuer(options.issuer)
      .setIssuedAt(issuedAtSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(key);
    return { token, shopperId, scopes, expiresAt: expiresAtSeconds * 1000 };
  };
}
