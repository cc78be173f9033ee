import type { TurnLock } from '#graph/turn-lock.ts';
import type { Fallback } from './fallback.ts';

/** A lease that everybody passes while it is out; whoever uses it keeps the turns of one process apart already. */
export function createTurnLeaseWithFallback(lease: TurnLock, fallback: Fallback): TurnLock {
  return {
    acquire: (shopperId, signal) =>
      fallback.run(
        () => lease.acquire(shopperId, signal),
        async () => {
          signal.throwIfAborted();
          return () => undefined;
        },
      ),
  };
}
