import { beforeEach, describe, expect, it } from 'vitest';
import type { Outbox, OutboxPage } from '#memory/save-turn/outbox.ts';
import { announcement } from './conversation-log.ts';

const ALWAYS = Number.MAX_SAFE_INTEGER;

/** The shared cases of the outbox. `open` answers an empty one. */
export function outboxCases(open: () => Promise<Outbox>): void {
  let outbox: Outbox;
  const ids = async (page: { limit?: number; createdBefore?: number } = {}) =>
    (await outbox.pending({ limit: 100, createdBefore: ALWAYS, ...page })).map((entry) => entry.entryId);

  beforeEach(async () => {
    outbox = await open();
  });

  describe('outbox', () => {
    it('gives back what was announced, unchanged', async () => {
      const entry = announcement({ payload: { nested: [1, null, 'दाल 😀'], flag: true } });
      await outbox.announce([entry]);
      expect(await outbox.pending({ limit: 10, createdBefore: ALWAYS })).toEqual([entry]);
    });

    it('keeps one entry an id, the first', async () => {
      await outbox.announce([announcement({ payload: 'first' })]);
      await outbox.announce([announcement({ payload: 'second' })]);
      const entries = await outbox.pending({ limit: 10, createdBefore: ALWAYS });
      expect(entries.map((entry) => entry.payload)).toEqual(['first']);
    });

    it('gives the oldest first, and entries of one millisecond in the order they came', async () => {
      await outbox.announce([
        announcement({ entryId: 'late', createdAt: 3 }),
        announcement({ entryId: 'b', createdAt: 2 }),
        announcement({ entryId: 'a', createdAt: 2 }),
        announcement({ entryId: 'early', createdAt: 1 }),
      ]);
      expect(await ids()).toEqual(['early', 'b', 'a', 'late']);
    });

    it('gives only as many as asked for and only those created before the moment named', async () => {
      await outbox.announce([1, 2, 3].map((at) => announcement({ entryId: `e${at}`, createdAt: at })));
      expect(await ids({ limit: 2 })).toEqual(['e1', 'e2']);
      expect(await ids({ createdBefore: 2 })).toEqual(['e1']);
    });

    it('gives the entries of one topic or one shopper where asked', async () => {
      await outbox.announce([
        announcement({ entryId: 'e1', topic: 'interaction' }),
        announcement({ entryId: 'e2', topic: 'recollection' }),
        announcement({ entryId: 'e3', topic: 'recollection', shopperId: 'bob' }),
      ]);
      const some = async (page: Omit<OutboxPage, 'limit'>) =>
        (await outbox.pending({ limit: 10, ...page })).map((entry) => entry.entryId);
      expect(await some({ topic: 'recollection' })).toEqual(['e2', 'e3']);
      expect(await some({ shopperId: 'ada' })).toEqual(['e1', 'e2']);
      expect(await some({ topic: 'recollection', shopperId: 'ada' })).toEqual(['e2']);
      expect(await some({ topic: 'event' })).toEqual([]);
    });

    it('gives an entry again until it is completed', async () => {
      await outbox.announce([announcement({ entryId: 'e1' }), announcement({ entryId: 'e2' })]);
      expect(await ids()).toEqual(['e1', 'e2']);
      await outbox.complete(['e1', 'unknown']);
      expect(await ids()).toEqual(['e2']);
      expect(await outbox.depth()).toEqual({ waiting: 1, setAside: 0 });
    });

    it('sets an entry aside after ten failed tries and goes on with the others', async () => {
      await outbox.announce([announcement({ entryId: 'bad' }), announcement({ entryId: 'good' })]);
      for (let attempt = 1; attempt <= 9; attempt += 1) await outbox.fail('bad', 'no such product');
      expect(await ids()).toEqual(['bad', 'good']);
      await outbox.fail('bad', 'no such product');
      expect(await ids()).toEqual(['good']);
      expect(await outbox.depth()).toEqual({ waiting: 1, setAside: 1 });
    });
  });
}
