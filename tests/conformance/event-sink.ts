import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '#analytics/event.ts';
import type { EventSink } from '#analytics/event-sink.ts';

export interface EventSinkUnderTest {
  readonly sink: EventSink;
  /** The stored rows of a table, as the engine gives them. */
  readonly read: (
    table: AnalyticsEvent['table'],
  ) => Promise<readonly { readonly eventId: string; readonly data: unknown; readonly occurredAt: number }[]>;
}

export function anEvent(eventId: string, changes: Partial<AnalyticsEvent> = {}): AnalyticsEvent {
  return {
    eventId,
    table: 'search_events',
    version: 1,
    occurredAt: Date.UTC(2026, 4, 3, 10, 20, 30, 456),
    shopperKey: 'key-1',
    conversationId: 'c-1',
    turnId: 't-1',
    data: { query: 'oat milk', results: 7 },
    ...changes,
  };
}

/** The shared cases of every event sink. */
export function describeEventSink(name: string, create: () => Promise<EventSinkUnderTest>): void {
  describe(`event sink: ${name}`, () => {
    it('stores each event in its own table with its time and data', async () => {
      const { sink, read } = await create();
      const quoted = { query: `it's "50%" \\ of 日本; DROP TABLE search_events`, results: 0 };
      await sink.write([
        anEvent('e-1', { data: quoted }),
        anEvent('e-2', { table: 'cart_events', conversationId: null }),
      ]);
      expect(await read('search_events')).toEqual([
        { eventId: 'e-1', data: quoted, occurredAt: Date.UTC(2026, 4, 3, 10, 20, 30, 456) },
      ]);
      expect((await read('cart_events')).map(({ eventId }) => eventId)).toEqual(['e-2']);
      await sink.close();
    });

    it('stores an event that is told twice once', async () => {
      const { sink, read } = await create();
      await sink.write([anEvent('e-1'), anEvent('e-2')]);
      await sink.write([anEvent('e-2'), anEvent('e-3')]);
      expect((await read('search_events')).map(({ eventId }) => eventId).sort()).toEqual([
        'e-1',
        'e-2',
        'e-3',
      ]);
      await sink.close();
    });

    it('takes an empty batch', async () => {
      const { sink, read } = await create();
      expect(await sink.write([])).toEqual({ rejected: [] });
      expect(await read('order_events')).toEqual([]);
      await sink.close();
    });
  });
}
