export type ContextMode = 'full' | 'balanced' | 'safe';

/** PORT. Tokens used per conversation. Null means the ledger does not know, never zero. */
export interface TokenLedger {
  read(conversationId: string): Promise<number | null>;
  /** Adds and answers the new total. A `turnId` is counted once. */
  add(conversationId: string, turnId: string, tokens: number): Promise<number>;
  /** Sets what was recomputed from the log. */
  restore(conversationId: string, tokens: number): Promise<void>;
  remove(conversationId: string): Promise<void>;
}
