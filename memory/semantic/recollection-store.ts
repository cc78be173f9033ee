/** One remembered turn, as it is indexed. */
export interface Recollection {
  readonly recollectionId: string;
  readonly shopperId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
}

export interface RecollectionHit {
  readonly recollection: Recollection;
  /** In [0, 1]: the likeness of meaning and of words, blended by what the embedder can be trusted with. */
  readonly score: number;
}

export interface RecollectionQuery {
  readonly text: string;
  readonly limit: number;
  /** Turns that are known already. */
  readonly excludeTurnIds: readonly string[];
  /** Told when the answer is poorer than it should be, and how it was found instead. */
  readonly onDegraded?: (fallback: string) => void;
}

/** PORT. Semantic memory of a shopper: persistent, never mixed between shoppers. */
export interface RecollectionStore {
  /** Indexes; the same id again replaces. */
  index(recollections: readonly Recollection[]): Promise<void>;
  search(
    shopperId: string,
    query: RecollectionQuery,
    signal?: AbortSignal,
  ): Promise<readonly RecollectionHit[]>;
  removeConversation(shopperId: string, conversationId: string): Promise<void>;
  forget(shopperId: string): Promise<void>;
}
