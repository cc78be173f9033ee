import { expect, it } from 'vitest';
import { createProcessWsTickets } from '#infra/security/ws-tickets.ts';

const identity = { shopperId: 'ann', scopes: ['shop'] as const, expiresAt: 1e15 };

it('a ticket opens one websocket within half a minute', async () => {
  let now = 0;
  let count = 0;
  const tickets = createProcessWsTickets(
    () => now,
    () => `ticket-${++count}`,
  );
  const { ticket, expiresAt } = await tickets.issue(identity);
  expect(expiresAt).toBe(30_000);
  now = 29_999;
  expect(await tickets.redeem(ticket)).toEqual(identity);
  expect(await tickets.redeem(ticket)).toBeNull();
  const late = await tickets.issue(identity);
  now += 30_000;
  expect(await tickets.redeem(late.ticket)).toBeNull();
  expect(await tickets.redeem('never issued')).toBeNull();
});
