import type { Identity } from './identity.ts';

/** PORT. Tickets that open one websocket each, so that no token stands in an address or a log. */
export interface WsTickets {
  issue(identity: Identity): Promise<{ readonly ticket: string; readonly expiresAt: number }>;
  /** Who the ticket was issued to, once; null when it is unknown, used or too old. */
  redeem(ticket: string): Promise<Identity | null>;
}

/** Milliseconds that a ticket may be redeemed. */
export const TICKET_LIFETIME_MS = 30_000;
/** Tickets that may be open at once; the oldest goes first. Far above what half a minute of honest use needs. */
const MAX_OPEN = 100_000;

/** Tickets of this process. `newTicket` must be unguessable. */
export function createProcessWsTickets(now: () => number, newTicket: () => string): WsTickets {
  const open = new Map<string, { readonly identity: Identity; readonly expiresAt: number }>();

  const dropOld = () => {
    for (const [ticket, { expiresAt }] of open) {
      if (expiresAt > now() && open.size < MAX_OPEN) return;
      open.delete(ticket);
    }
  };

  return {
    async issue(identity) {
      dropOld();
      const ticket = newTicket();
      const expiresAt = now() + TICKET_LIFETIME_MS;
      open.set(ticket, { identity, expiresAt });
      return { ticket, expiresAt };
    },
    async redeem(ticket) {
      const entry = open.get(ticket);
      open.delete(ticket);
      return entry !== undefined && entry.expiresAt > now() ? entry.identity : null;
    },
  };
}
