import type { Announcement } from '#memory/conversation/conversation-log.ts';

/** Tries before an entry is set aside for an operator to look at. */
export const MAX_TRIES = 10;

export interface OutboxPage {
  readonly limit: number;
  readonly topic?: Announcement['topic'];
  readonly shopperId?: string;
  /** Milliseconds since the epoch; default: any age. */
  readonly createdBefore?: number;
}

/**
 * PORT. What was announced in a store's transaction and is not yet done. Entries are delivered at least once,
 * oldest first; each consumer is idempotent by `entryId`. Where several processes share it, a page of everybody's
 * entries of a topic goes to one process at a time: the others get an empty one meanwhile.
 */
export interface Outbox {
  /** Stores entries that belong to no other store's transaction; durable when it answers, one entry an id. */
  announce(entries: readonly Announcement[]): Promise<void>;
  /** Up to `limit` entries not yet done, oldest first; of one topic, one shopper or an age where those are given. */
  pending(page: OutboxPage): Promise<readonly Announcement[]>;
  complete(entryIds: readonly string[]): Promise<void>;
  /** Counts a failed try; after ten the entry is set aside with the reason. */
  fail(entryId: string, reason: string): Promise<void>;
  /** How many wait, and how many were set aside. */
  depth(): Promise<{ readonly waiting: number; readonly setAside: number }>;
}
