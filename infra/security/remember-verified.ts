import type { Verification, VerifyToken } from './token-verifier.ts';

export interface RememberOptions {
  readonly now: () => number;
  /** How long a signature is taken as checked, in milliseconds: a key that was withdrawn works no longer than that. */
  readonly forMs?: number;
  /** Tokens remembered; who was checked longest ago goes first. */
  readonly most?: number;
}

/** Checks the signature of a token that comes with every request only now and then; its expiry each time. */
export function rememberVerified(
  verify: VerifyToken,
  { now, forMs = 60_000, most = 5_000 }: RememberOptions,
): VerifyToken {
  const known = new Map<string, { readonly verification: Verification; readonly until: number }>();
  return async (token) => {
    const found = known.get(token);
    const at = now();
    if (found !== undefined && at < found.until) return found.verification;
    known.delete(token);
    const verification = await verify(token);
    if (verification.kind === 'verified') {
      known.set(token, { verification, until: Math.min(at + forMs, verification.identity.expiresAt) });
      if (known.size > most) known.delete(known.keys().next().value ?? token);
    }
    return verification;
  };
}
