/** Plain JSON, kept as it is: memory stores replies and focus without knowing their shape. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One finished turn, the durable truth of a conversation. */
export interface TurnRecord {
  readonly turnId: string;
  readonly conversationId: string;
  readonly shopperId: string;
  readonly mode: 'text' | 'voice';
  /** What the shopper said, with personal data already redacted. */
  readonly message: string;
  /** What was answered in words. */
  readonly text: string;
  /** The whole reply as it left; sent again when the turn is. */
  readonly reply: Json;
  /** The dialogue's focus after the turn. */
  readonly focus: Json;
  readonly intents: readonly string[];
  readonly productIds: readonly string[];
  readonly topic: string | null;
  readonly emotion: { readonly primary: string; readonly score: number };
  /** Tokens of message and text together. */
  readonly tokens: number;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** SHA-256 of the request, so that a turn id used again for other words is refused. */
  readonly requestHash: string;
}

/** A turn as the session reads it: without the reply, which is large and of use only to who asks for that turn. */
export type RecentTurn = Omit<TurnRecord, 'reply'>;
