/** PORT. Keeps one shopper's turns in order: they run one after another, in the order of asking. */
export interface TurnLock {
  /** Resolves when it is this caller's turn; rejects when `signal` aborts first. The answer releases the lock, once. */
  acquire(shopperId: string, signal: AbortSignal): Promise<() => void>;
}
