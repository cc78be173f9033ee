import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AnalyticsEvent } from '#analytics/event.ts';
import { type AnnouncedEvent, createEventRelay } from '#analytics/event-relay.ts';

function announced(
  entryId: string,
  payload: unknown = { table: 'cart_events', data: { change: 'add' }, turnId: 't-1' },
): AnnouncedEvent {
  return { entryId, shopperId: 'sam', payload, createdAt: 1_000 };
}

function setUp(entries: AnnouncedEvent[], batchSize = 2) {
  const stored: AnalyticsEvent[] = [];
  const dead: { entryId: string; reason: string }[] = [];
  const failures: unknown[] = [];
  let down = false;
  let door: Promise<void> | null = null;
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    door = promise;
    return resolve;
  };
  const relay = createEventRelay({
    source: {
      pending: async (limit) => entries.slice(0, limit),
      complete: async (ids) => {
        for (const id of ids)
          entries.splice(
            entries.findIndex(({ entryId }) => entryId === id),
            1,
          );
      },
    },
    sink: {
      write: async (events) => {
        await door;
        if (down) throw new Error('the sink is down');
        stored.push(...events);
        return { rejected: [] };
      },
      close: async () => undefined,
    },
    pseudonym: (id) => `key-of-${id}`,
    deadLetter: async ({ entryId }, reason) => {
      dead.push({ entryId, reason });
    },
    onFailure: (error) => failures.push(error),
    batchSize,
  });
  return { relay, stored, dead, failures, hold, goDown: () => (down = true), comeBack: () => (down = false) };
}

describe('the event relay', () => {
  it('stores everything that waits, in batches, under a pseudonym', async () => {
    const waiting = ['a', 'b', 'c', 'd', 'e'].map((id) => announced(id));
    const { relay, stored } = setUp(waiting);
    await relay.flush();
    expect(stored.map(({ eventId }) => eventId.replace('key-of-', ''))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(stored[0]).toMatchObject({
      shopperKey: 'key-of-sam',
      turnId: 't-1',
      occurredAt: 1_000,
      table: 'cart_events',
    });
    expect(JSON.stringify(stored)).not.toContain('"sam"');
    expect(stored.map(({ eventId }) => eventId)).toContain('key-of-a');
    expect(waiting).toEqual([]);
    await relay.close();
  });

  it('keeps events waiting while the sink is down and stores each once when it is back', async () => {
    const waiting = [announced('a'), announced('b')];
    const { relay, stored, failures, goDown, comeBack } = setUp(waiting);
    goDown();
    await relay.flush();
    expect(waiting).toHaveLength(2);
    expect(failures).toHaveLength(1);
    comeBack();
    await relay.flush();
    expect(stored.map(({ eventId }) => eventId.replace('key-of-', ''))).toEqual(['a', 'b']);
    expect(relay.counts()).toEqual({ relayed: 2, rejected: 0, failures: 1 });
    await relay.close();
  });

  it('sets an event that no table takes aside with the reason, and goes on', async () => {
    const waiting = [
      announced('a', { table: 'gossip', data: {} }),
      announced('b', 'nonsense'),
      announced('c'),
    ];
    const { relay, stored, dead } = setUp(waiting, 10);
    await relay.flush();
    expect(dead).toEqual([
      { entryId: 'a', reason: 'there is no event table “gossip”' },
      { entryId: 'b', reason: 'the payload is no object' },
    ]);
    expect(stored.map(({ eventId }) => eventId.replace('key-of-', ''))).toEqual(['c']);
    await relay.close();
  });

  it('relays what is announced while a batch is being stored, without another nudge', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const waiting = [announced('a')];
    const { relay, stored, hold } = setUp(waiting, 10);
    const release = hold();
    relay.nudge();
    await vi.advanceTimersByTimeAsync(600);
    waiting.push(announced('b'));
    relay.nudge();
    await vi.advanceTimersByTimeAsync(600);
    expect(stored).toEqual([]);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(stored.map(({ eventId }) => eventId.replace('key-of-', ''))).toEqual(['a', 'b']);
    await relay.close();
  });
});
