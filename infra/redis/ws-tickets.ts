import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SCOPES } from '#infra/security/identity.ts';
import { TICKET_LIFETIME_MS, type WsTickets } from '#infra/security/ws-tickets.ts';
import type { RedisConnection } from './client.ts';

const entrySchema = z.object({
  identity: z.object({
    shopperId: z.string(),
    scopes: z.array(z.enum(SCOPES)).readonly(),
    expiresAt: z.number(),
  }),
  expiresAt: z.number(),
});

/** Tickets that any process may redeem, once. `newTicket` must be unguessable. */
export function createRedisWsTickets(
  redis: RedisConnection,
  now: () => number,
  newTicket: () => string,
): WsTickets {
  return {
    async issue(identity) {
      const ticket = newTicket();
      const expiresAt = now() + TICKET_LIFETIME_MS;
      await redis.run('issue a ticket', (commands) =>
        commands.set(keyOf(ticket), JSON.stringify({ identity, expiresAt }), {
          expiration: { type: 'PX', value: TICKET_LIFETIME_MS },
        }),
      );
      return { ticket, expiresAt };
    },
    async redeem(ticket) {
      const written = await redis.run('redeem a ticket', (commands) => commands.getDel(keyOf(ticket)));
      if (written === null) return null;
      const { identity, expiresAt } = entrySchema.parse(JSON.parse(written));
      return expiresAt > now() ? identity : null;
    },
  };
}

/** Who can read Redis, or a copy of it, finds no ticket that opens anything. */
function keyOf(ticket: string): string {
  return `leafloaf:ticket:${createHash('sha256').update(ticket).digest('base64url')}`;
}
