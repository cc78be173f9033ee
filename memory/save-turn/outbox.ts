import type { Announcement } from '#memory/conversation/conversation-log.ts';

/**
 * PORT. What was announced in a store's transaction and is not yet done. Entries are delivered at least once,
 * oldest first; each consumer is idempotent by `entryId`.
 */
export interface Outbox {
  /** Stores entries that belong to no other store's transaction; durable when it answers, one entry an id. */
  announce(entries: readonly Announcement[]): Promise<void>;
  /** Up to `limit` entries not yet done, created before `createdBefore`, oldest first. */
  pending(page: { readonly limit: number; readonly createdBefore: number }): Promise<readonly Announcement[]>;
  complete(entryIds: readonly string[]): Promise<void>;
  /** Counts a failed try; after ten the entry is set aside with the reason. */
  fail(entryId: string, reason: string): Promise<void>;
  /** How many wait, and how many were set aside. */
  depth(): Promise<{ readonly waiting: number; readonly setAside: number }>;
}
