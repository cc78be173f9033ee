export type ContextMode = 'full' | 'balanced' | 'safe';

/** PORT. Tokens used per conversation. Null means the ledger does not know, never zero. */
export interface TokenLedger {
  read(conversationId: string): Promise<number | null>;
  /**
   * Adds and answers the new total. A turn that comes again among the latest eight is not counted again; turns of a
   * conversation run in order, so an older one cannot come.
   */
  add(conversationId: string, turnId: string, tokens: number): Promise<number>;
  /** Sets what was recomputed from the log; `latestTurnIds`, newest first, are in it and not counted again. */
  restore(conversationId: string, tokens: number, latestTurnIds?: readonly string[]): Promise<void>;
  remove(conversationId: string): Promise<void>;
}
