import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';

/** The shared cases of the token ledger. `open` answers an empty one. */
export function tokenLedgerCases(open: () => Promise<TokenLedger>): void {
  let ledger: TokenLedger;

  beforeEach(async () => {
    ledger = await open();
  });

  describe('token ledger', () => {
    it('says that it does not know a conversation rather than zero', async () => {
      expect(await ledger.read('c1')).toBeNull();
    });

    it('adds up the turns of each conversation apart', async () => {
      expect(await ledger.add('c1', 't1', 100)).toBe(100);
      expect(await ledger.add('c1', 't2', 50)).toBe(150);
      expect(await ledger.add('c2', 't1', 7)).toBe(7);
      expect(await ledger.read('c1')).toBe(150);
      expect(await ledger.read('c2')).toBe(7);
    });

    it('counts a turn once, also when it comes again after later ones', async () => {
      for (const turn of ['t1', 't2', 't3', 't4']) await ledger.add('c1', turn, 10);
      expect(await ledger.add('c1', 't4', 10)).toBe(40);
      expect(await ledger.add('c1', 't1', 10)).toBe(40);
      expect(await ledger.read('c1')).toBe(40);
    });

    it('goes on counting past many turns', async () => {
      for (let turn = 1; turn <= 50; turn += 1) await ledger.add('c1', `t${turn}`, 3);
      expect(await ledger.read('c1')).toBe(150);
    });

    it('takes what was recomputed and does not count the turns in it again', async () => {
      await ledger.add('c1', 't1', 5);
      await ledger.restore('c1', 900, ['t2', 't1']);
      expect(await ledger.read('c1')).toBe(900);
      expect(await ledger.add('c1', 't2', 50)).toBe(900);
      expect(await ledger.add('c1', 't3', 50)).toBe(950);
    });

    it('forgets a conversation', async () => {
      await ledger.add('c1', 't1', 5);
      await ledger.add('c2', 't1', 6);
      await ledger.remove('c1');
      expect(await ledger.read('c1')).toBeNull();
      expect(await ledger.read('c2')).toBe(6);
    });

    it('keeps every one of many turns added at once', async () => {
      const turns = Array.from({ length: 20 }, (_, index) => `t${index}`);
      await Promise.all(turns.map((turn) => ledger.add('c1', turn, 2)));
      expect(await ledger.read('c1')).toBe(40);
    });
  });
}
