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
  /** 70 % semantic, 30 % lexical, each scaled to [0, 1] within the query. */
  readonly score: number;
}

/** PORT. Semantic memory of a shopper: persistent, never mixed between shoppers. */
export interface RecollectionStore {
  /** Indexes; the same id again replaces. */
  index(recollections: readonly Recollection[]): Promise<void>;
  search(
    shopperId: string,
    query: { readonly text: string; readonly limit: number; readonly excludeTurnIds: readonly string[] },
    signal?: AbortSignal,
  ): Promise<readonly RecollectionHit[]>;
  removeConversation(shopperId: string, conversationId: string): Promise<void>;
  forget(shopperId: string): Promise<void>;
}
