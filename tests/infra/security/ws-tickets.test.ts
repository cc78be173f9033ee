import { createProcessWsTickets } from '#infra/security/ws-tickets.ts';
import { wsTicketCases } from '#tests/conformance/ws-tickets.ts';

wsTicketCases(async (now) => {
  let issued = 0;
  return createProcessWsTickets(now, () => {
    issued += 1;
    return `t${issued}`;
  });
});
