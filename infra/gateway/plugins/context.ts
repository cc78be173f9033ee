import type { Identity, Scope } from '#infra/security/identity.ts';

/** Who may call a route: anyone, or a token with this scope. A route that states nothing needs `shop`. */
export type Access = Scope | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
    /** Answers while draining and is not counted by rate limits. */
    readonly probe?: boolean;
    /** Takes a query or a body without a schema of it, as pages do. */
    readonly open?: boolean;
  }
  interface FastifyRequest {
    /** Set on every route that is not public. */
    identity: Identity | null;
  }
}
