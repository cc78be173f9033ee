import type { WsTickets } from '#infra/security/ws-tickets.ts';
import type { Fallback } from './fallback.ts';

/**
 * Tickets that go on while the primary is out. Each ticket lies in one of the two, so it opens one websocket, whichever
 * of them answers when it is redeemed. During an outage only the process that issued a ticket redeems it.
 */
export function createWsTicketsWithFallback(
  primary: WsTickets,
  stand: WsTickets,
  fallback: Fallback,
): WsTickets {
  return {
    issue: (identity) =>
      fallback.run(
        () => primary.issue(identity),
        () => stand.issue(identity),
      ),
    async redeem(ticket) {
      const own = await stand.redeem(ticket);
      if (own !== null) return own;
      return fallback.run(
        () => primary.redeem(ticket),
        async () => null,
      );
    },
  };
}
