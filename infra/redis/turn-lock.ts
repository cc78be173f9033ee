import type { TurnLock } from '#graph/turn-lock.ts';

export interface SharedTurnLockParts {
  /** Orders the turns of this process. */
  readonly line: TurnLock;
  /** Keeps processes apart. */
  readonly lease: TurnLock;
}

/**
 * The turn lock of several processes: a turn waits for its place in this process first, then for the lease. Turns of
 * one process run strictly in the order of asking; processes that want the same shopper take turns. While the lease
 * is out (its fallback lets everybody pass), and when it comes back, turns of this process still never meet.
 */
export function createRedisTurnLock({ line, lease }: SharedTurnLockParts): TurnLock {
  return {
    async acquire(shopperId, signal) {
      const leaveLine = await line.acquire(shopperId, signal);
      try {
        const giveBack = await lease.acquire(shopperId, signal);
        return () => {
          giveBack();
          leaveLine();
        };
      } catch (error) {
        leaveLine();
        throw error;
      }
    },
  };
}
