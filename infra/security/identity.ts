export const SCOPES = ['shop', 'analytics:read', 'ops:read', 'ops:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, as a verified token says. */
export interface Identity {
  readonly shopperId: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since the epoch, after which the identity no longer counts. */
  readonly expiresAt: number;
}

/** The known scopes of a space-separated claim; others are left out. */
export function readScopes(claim: unknown): readonly Scope[] {
  if (typeof claim !== 'string') return [];
  const given = new Set(claim.split(' '));
  return SCOPES.filter((scope) => given.has(scope));
}
