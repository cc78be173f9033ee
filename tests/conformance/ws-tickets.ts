import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '#infra/security/identity.ts';
import type { WsTickets } from '#infra/security/ws-tickets.ts';

const BEGIN = Date.UTC(2026, 0, 5);
const ada: Identity = { shopperId: 'ada', scopes: ['shop', 'ops:read'], expiresAt: BEGIN + 3_600_000 };

/** The shared cases of websocket tickets. `open` answers a store of tickets `t1`, `t2`, … that reads the given clock. */
export function wsTicketCases(open: (now: () => number) => Promise<WsTickets>): void {
  let now = BEGIN;
  let tickets: WsTickets;

  beforeEach(async () => {
    now = BEGIN;
    tickets = await open(() => now);
  });

  describe('websocket tickets', () => {
    it('tell who they were issued to', async () => {
      const { ticket } = await tickets.issue(ada);
      expect(await tickets.redeem(ticket)).toEqual(ada);
    });

    it('open one websocket only, also when they are redeemed twice at once', async () => {
      const { ticket } = await tickets.issue(ada);
      const answers = await Promise.all([tickets.redeem(ticket), tickets.redeem(ticket)]);
      expect(answers.filter((answer) => answer !== null)).toEqual([ada]);
      expect(await tickets.redeem(ticket)).toBeNull();
    });

    it('are another one each time', async () => {
      const [first, second] = [await tickets.issue(ada), await tickets.issue({ ...ada, shopperId: 'bob' })];
      expect((await tickets.redeem(second.ticket))?.shopperId).toBe('bob');
      expect((await tickets.redeem(first.ticket))?.shopperId).toBe('ada');
    });

    it('say when they end, and are worth nothing from then on', async () => {
      const [first, second] = [await tickets.issue(ada), await tickets.issue(ada)];
      expect(first.expiresAt).toBe(BEGIN + 30_000);
      now = first.expiresAt - 1;
      expect(await tickets.redeem(first.ticket)).toEqual(ada);
      now = second.expiresAt;
      expect(await tickets.redeem(second.ticket)).toBeNull();
    });

    it('cannot be made up', async () => {
      await tickets.issue(ada);
      for (const guess of ['', 'no-such-ticket', '__proto__', '*']) {
        expect(await tickets.redeem(guess)).toBeNull();
      }
    });
  });
}
