import { type AnalyticsEvent, EVENT_TABLES, type EventTable } from './event.ts';
import type { EventSink } from './event-sink.ts';

/** An event as it was announced in a store's transaction, before it is pseudonymised. */
export interface AnnouncedEvent {
  readonly entryId: string;
  readonly shopperId: string;
  readonly payload: unknown;
  readonly createdAt: number;
}

/** Where announced events wait, durable, until they are stored for analysts. */
export interface EventSource {
  pending(limit: number): Promise<readonly AnnouncedEvent[]>;
  complete(entryIds: readonly string[]): Promise<void>;
}

export interface EventRelayOptions {
  readonly source: EventSource;
  readonly sink: EventSink;
  /** Keyed hash of a shopper's id. */
  readonly pseudonym: (shopperId: string) => string;
  /** Keeps an event that can't be stored, with the reason, for a person to look at. */
  readonly deadLetter: (event: AnnouncedEvent, reason: string) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  /** How long events gather before a batch is written, in milliseconds. Default 500. */
  readonly gatherMs?: number;
  readonly batchSize?: number;
}

/** What a turn sees of analytics: a nudge that costs nothing. Events wait, durable, until they are relayed. */
export interface EventRelay {
  /** There is something new to relay. Never blocks, never throws. */
  nudge(): void;
  /** Relays what waits now; resolves when the source is empty or the sink refuses. */
  flush(): Promise<void>;
  /** Stops after the batch under way. */
  close(): Promise<void>;
  counts(): { readonly relayed: number; readonly rejected: number; readonly failures: number };
}

/** Longest wait between tries while the sink is down, in milliseconds. */
const MAX_BACKOFF_MS = 60_000;

/**
 * Moves events from the durable source to the sink in batches, behind the turns. An event leaves the source only
 * once it is stored; told twice after a crash, the sink stores it once by its id.
 */
export function createEventRelay(options: EventRelayOptions): EventRelay {
  const { source, sink, onFailure, gatherMs = 500, batchSize = 500 } = options;
  const counts = { relayed: 0, rejected: 0, failures: 0 };
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  let failuresInARow = 0;
  let closed = false;

  const relayBatch = async (): Promise<number> => {
    const announced = await source.pending(batchSize);
    if (announced.length === 0) return 0;
    const events: AnalyticsEvent[] = [];
    for (const entry of announced) {
      const event = toEvent(entry, options.pseudonym);
      if (typeof event === 'string') {
        counts.rejected += 1;
        await options.deadLetter(entry, event);
      } else {
        events.push(event);
      }
    }
    const { rejected } = await sink.write(events);
    for (const { event, reason } of rejected) {
      const entry = announced.find(({ entryId }) => options.pseudonym(entryId) === event.eventId);
      if (entry !== undefined) await options.deadLetter(entry, reason);
    }
    counts.rejected += rejected.length;
    counts.relayed += events.length - rejected.length;
    await source.complete(announced.map(({ entryId }) => entryId));
    return announced.length;
  };

  const drain = async () => {
    try {
      while ((await relayBatch()) === batchSize && !closed);
      failuresInARow = 0;
    } catch (error) {
      counts.failures += 1;
      failuresInARow += 1;
      onFailure(error);
      schedule(Math.min(MAX_BACKOFF_MS, gatherMs * 2 ** failuresInARow));
    }
  };

  const runOnce = (): Promise<void> => {
    underWay ??= drain().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  const flush = async () => {
    await underWay;
    await runOnce();
  };

  const schedule = (delayMs: number) => {
    if (timer !== null || closed) return;
    timer = setTimeout(() => {
      timer = null;
      // What was announced while a batch was under way is in none of it.
      void flush();
    }, delayMs);
    timer.unref();
  };

  return {
    nudge: () => schedule(gatherMs),
    flush,
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
    counts: () => ({ ...counts }),
  };
}

/** The envelope of an announcement, or what is wrong with it. */
function toEvent(
  { entryId, shopperId, payload, createdAt }: AnnouncedEvent,
  pseudonym: (id: string) => string,
) {
  if (typeof payload !== 'object' || payload === null) return 'the payload is no object';
  const { table, data, conversationId, turnId, occurredAt } = payload as Record<string, unknown>;
  if (!EVENT_TABLES.includes(table as EventTable)) return `there is no event table “${String(table)}”`;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'data is no object';
  const event: AnalyticsEvent = {
    // The entry's id may name the shopper.
    eventId: pseudonym(entryId),
    table: table as EventTable,
    version: 1,
    occurredAt: typeof occurredAt === 'number' ? occurredAt : createdAt,
    shopperKey: pseudonym(shopperId),
    conversationId: typeof conversationId === 'string' ? conversationId : null,
    turnId: typeof turnId === 'string' ? turnId : null,
    data: data as AnalyticsEvent['data'],
  };
  return event;
}
