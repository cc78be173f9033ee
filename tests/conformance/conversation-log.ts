import { beforeEach, describe, expect, it } from 'vitest';
import type { Announcement, ConversationLog } from '#memory/conversation/conversation-log.ts';
import type { TurnRecord } from '#memory/conversation/turn-record.ts';
import type { Outbox } from '#memory/save-turn/outbox.ts';

/** A finished turn; only what a test speaks of needs naming. */
export function turnRecord(changes: Partial<TurnRecord> = {}): TurnRecord {
  return {
    turnId: 't1',
    conversationId: 'c1',
    shopperId: 'ada',
    mode: 'text',
    message: 'oat milk please',
    text: 'Here are three oat milks.',
    reply: { text: 'Here are three oat milks.', products: [{ productId: 'p1', priceCents: 399 }] },
    focus: { shown: ['p1'] },
    intents: ['search_products'],
    productIds: ['p1'],
    topic: 'Milk',
    emotion: { primary: 'neutral', score: 0 },
    tokens: 12,
    recordedAt: 1_000,
    requestHash: 'hash-of-request',
    ...changes,
  };
}

/** An announcement; only what a test speaks of needs naming. */
export function announcement(changes: Partial<Announcement> = {}): Announcement {
  return {
    entryId: 'e1',
    shopperId: 'ada',
    topic: 'event',
    payload: { note: 'something happened' },
    createdAt: 1_000,
    ...changes,
  };
}

/** The shared cases of the conversation log. `open` answers an empty log beside the outbox of its announcements. */
export function conversationLogCases(
  open: () => Promise<{ readonly log: ConversationLog; readonly outbox: Outbox }>,
): void {
  let log: ConversationLog;
  let outbox: Outbox;
  const waiting = () => outbox.pending({ limit: 100, createdBefore: Number.MAX_SAFE_INTEGER });
  const say = (turnId: string, changes: Partial<TurnRecord> = {}) =>
    log.append(turnRecord({ turnId, ...changes }), []);

  beforeEach(async () => {
    ({ log, outbox } = await open());
  });

  describe('conversation log', () => {
    it('keeps a turn exactly as it was', async () => {
      const record = turnRecord({ message: `it's "paneer" दाल 😀; DROP TABLE turns; --`, topic: null });
      expect(await log.append(record, [])).toEqual({ kind: 'appended' });
      expect(await log.find('ada', 't1')).toEqual(record);
    });

    it('answers the stored turn when a turn id comes again and announces nothing twice', async () => {
      await log.append(turnRecord(), [announcement()]);
      const again = await log.append(turnRecord({ text: 'Other words.', requestHash: 'other' }), [
        announcement({ entryId: 'e2' }),
      ]);
      expect(again).toEqual({ kind: 'repeated', record: turnRecord() });
      expect((await waiting()).map((entry) => entry.entryId)).toEqual(['e1']);
      expect((await log.turns('ada', 'c1', { limit: 10 })).turns).toHaveLength(1);
    });

    it('stores a turn together with its announcements', async () => {
      const entry = announcement({
        topic: 'recollection',
        payload: { conversationId: 'c1', text: 'oat milk' },
      });
      await log.append(turnRecord(), [entry]);
      expect(await waiting()).toEqual([entry]);
    });

    it('stores neither turn nor announcements when the conversation is another shopper’s', async () => {
      await say('t1');
      const foreign = turnRecord({ turnId: 't2', shopperId: 'bob' });
      await expect(log.append(foreign, [announcement()])).rejects.toThrow('belongs to another shopper');
      expect(await log.find('bob', 't2')).toBeNull();
      expect(await waiting()).toEqual([]);
      expect(await log.owner('c1')).toBe('ada');
    });

    it('lets two shoppers use the same turn id', async () => {
      await say('t1');
      expect((await say('t1', { shopperId: 'bob', conversationId: 'c2' })).kind).toBe('appended');
      expect((await log.find('bob', 't1'))?.conversationId).toBe('c2');
    });

    it('shows a turn to no other shopper', async () => {
      await say('t1');
      expect(await log.find('bob', 't1')).toBeNull();
      expect(await log.latest('bob', 'c1', 10)).toEqual([]);
      expect((await log.turns('bob', 'c1', { limit: 10 })).turns).toEqual([]);
      expect(await log.tokens('bob', 'c1')).toBe(0);
    });

    it('gives the latest turns oldest first and without their replies', async () => {
      for (const [index, id] of ['t1', 't2', 't3', 't4'].entries())
        await say(id, { recordedAt: 1_000 + index });
      const { reply: _, ...expected } = turnRecord({ turnId: 't4', recordedAt: 1_003 });
      const latest = await log.latest('ada', 'c1', 3);
      expect(latest.map((turn) => turn.turnId)).toEqual(['t2', 't3', 't4']);
      expect(latest.at(-1)).toEqual(expected);
    });

    it('keeps turns of one millisecond in the order they came', async () => {
      for (const id of ['b', 'a', 'c']) await say(id);
      expect((await log.latest('ada', 'c1', 10)).map((turn) => turn.turnId)).toEqual(['b', 'a', 'c']);
    });

    it('pages turns newest first without gap or repetition, also when turns arrive meanwhile', async () => {
      for (const id of ['t1', 't2', 't3', 't4', 't5']) await say(id);
      const first = await log.turns('ada', 'c1', { limit: 2 });
      await say('t6');
      const second = await log.turns('ada', 'c1', { limit: 2, before: first.next ?? '' });
      const third = await log.turns('ada', 'c1', { limit: 2, before: second.next ?? '' });
      const pages = [first, second, third].map((page) => page.turns.map((turn) => turn.turnId));
      expect(pages).toEqual([['t5', 't4'], ['t3', 't2'], ['t1']]);
      expect(third.next).toBeNull();
      expect(first.turns[0]).toEqual(turnRecord({ turnId: 't5' }));
    });

    it('ends a page that holds exactly the last turn', async () => {
      for (const id of ['t1', 't2']) await say(id);
      expect((await log.turns('ada', 'c1', { limit: 2 })).next).toBeNull();
    });

    it.each(['', 'no cursor', '-1', '1.5', "'; --"])('refuses the cursor %j', async (before) => {
      await expect(log.turns('ada', 'c1', { limit: 2, before })).rejects.toThrow('cursor');
      await expect(log.conversations('ada', { limit: 2, before })).rejects.toThrow('cursor');
    });

    it('lists conversations, the one last spoken in first, with their first message', async () => {
      await say('t1', { message: 'oat milk', recordedAt: 10 });
      await say('t2', { conversationId: 'c2', message: 'bread', recordedAt: 20 });
      await say('t3', { message: 'and bananas', recordedAt: 30 });
      await say('t4', { shopperId: 'bob', conversationId: 'c3', recordedAt: 40 });
      const page = await log.conversations('ada', { limit: 10 });
      expect(page).toEqual({
        conversations: [
          { conversationId: 'c1', startedAt: 10, lastTurnAt: 30, turns: 2, title: 'oat milk' },
          { conversationId: 'c2', startedAt: 20, lastTurnAt: 20, turns: 1, title: 'bread' },
        ],
        next: null,
      });
    });

    it('pages conversations', async () => {
      for (const id of ['1', '2', '3']) await say(`t${id}`, { conversationId: `c${id}` });
      const first = await log.conversations('ada', { limit: 2 });
      const second = await log.conversations('ada', { limit: 2, before: first.next ?? '' });
      expect(first.conversations.map((one) => one.conversationId)).toEqual(['c3', 'c2']);
      expect(second.conversations.map((one) => one.conversationId)).toEqual(['c1']);
      expect(second.next).toBeNull();
    });

    it('knows who owns a conversation', async () => {
      await say('t1');
      expect(await log.owner('c1')).toBe('ada');
      expect(await log.owner('c2')).toBeNull();
    });

    it('sums the tokens of a conversation, each turn once', async () => {
      await say('t1', { tokens: 10 });
      await say('t2', { tokens: 5 });
      await say('t2', { tokens: 5 });
      await say('t3', { conversationId: 'c2', tokens: 100 });
      expect(await log.tokens('ada', 'c1')).toBe(15);
      expect(await log.tokens('ada', 'c9')).toBe(0);
    });

    it('removes a conversation and what waited to be remembered of it', async () => {
      const remember = (id: string, conversationId: string) =>
        announcement({ entryId: id, topic: 'recollection', payload: { conversationId } });
      await log.append(turnRecord(), [remember('r1', 'c1'), announcement({ entryId: 'e1' })]);
      await log.append(turnRecord({ turnId: 't2', conversationId: 'c2' }), [remember('r2', 'c2')]);
      expect(await log.removeConversation('ada', 'c1')).toBe(1);
      expect(await log.owner('c1')).toBeNull();
      expect(await log.find('ada', 't1')).toBeNull();
      expect((await waiting()).map((entry) => entry.entryId)).toEqual(['e1', 'r2']);
    });

    it('does not let a shopper remove another’s conversation', async () => {
      await say('t1');
      expect(await log.removeConversation('bob', 'c1')).toBe(0);
      expect(await log.owner('c1')).toBe('ada');
    });

    it('forgets one shopper altogether and no other', async () => {
      await log.append(turnRecord(), [announcement()]);
      await log.append(turnRecord({ turnId: 't2', shopperId: 'bob', conversationId: 'c2' }), [
        announcement({ entryId: 'e2', shopperId: 'bob' }),
      ]);
      await log.forget('ada');
      expect(await log.find('ada', 't1')).toBeNull();
      expect((await log.conversations('ada', { limit: 10 })).conversations).toEqual([]);
      expect(await log.owner('c1')).toBeNull();
      expect(await log.owner('c2')).toBe('bob');
      expect((await waiting()).map((entry) => entry.entryId)).toEqual(['e2']);
    });
  });
}
