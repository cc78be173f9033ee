import type { RecentTurn, TurnRecord } from './turn-record.ts';

/** Work that follows a turn, stored in the same transaction as the turn. */
export interface Announcement {
  readonly entryId: string;
  readonly shopperId: string;
  readonly topic: 'interaction' | 'event' | 'recollection';
  readonly payload: unknown;
  readonly createdAt: number;
}

export interface ConversationSummary {
  readonly conversationId: string;
  readonly startedAt: number;
  readonly lastTurnAt: number;
  readonly turns: number;
  /** The first message, shortened. */
  readonly title: string;
}

/**
 * PORT. Keeps every finished turn. Durable when it answers; a shopper's turn id is stored once. A cursor that no page
 * gave is an `InvalidCursorError`; a turn for another shopper's conversation is a `ConversationOwnedError`.
 */
export interface ConversationLog {
  /** Stores the turn and its announcements in one transaction, or answers the record already there. */
  append(
    record: TurnRecord,
    announcements: readonly Announcement[],
  ): Promise<{ readonly kind: 'appended' } | { readonly kind: 'repeated'; readonly record: TurnRecord }>;
  find(shopperId: string, turnId: string): Promise<TurnRecord | null>;
  /** The latest `limit` turns of a conversation, oldest first. */
  latest(shopperId: string, conversationId: string, limit: number): Promise<readonly RecentTurn[]>;
  /** Tokens of all turns of a conversation together: what the ledger is restored from. */
  tokens(shopperId: string, conversationId: string): Promise<number>;
  /** A page of a conversation's turns, newest first; `before` is a page's `next`. */
  turns(
    shopperId: string,
    conversationId: string,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<{ readonly turns: readonly TurnRecord[]; readonly next: string | null }>;
  /** A page of the shopper's conversations, the one last spoken in first. */
  conversations(
    shopperId: string,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<{ readonly conversations: readonly ConversationSummary[]; readonly next: string | null }>;
  /** Who owns a conversation; null when it does not exist. */
  owner(conversationId: string): Promise<string | null>;
  /** Removes the turns and what was announced to be remembered of them; answers how many turns there were. */
  removeConversation(shopperId: string, conversationId: string): Promise<number>;
  /** Removes every turn of the shopper and every announcement that still waits. */
  forget(shopperId: string): Promise<void>;
}
