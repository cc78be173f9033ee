import type { TurnLock } from '#graph/turn-lock.ts';

interface Waiter {
  readonly admit: () => void;
}

/** The turn lock of one process: first come, first served. A shopper without a running turn takes no memory. */
export function createProcessTurnLock(): TurnLock {
  /** Who waits, by shopper; a shopper stands here exactly while one of their turns runs. */
  const lines = new Map<string, Set<Waiter>>();

  const takeTurn = (shopperId: string) => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const line = lines.get(shopperId);
      const [next] = line ?? [];
      if (line === undefined || next === undefined) {
        lines.delete(shopperId);
        return;
      }
      line.delete(next);
      next.admit();
    };
  };

  return {
    acquire(shopperId, signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      const line = lines.get(shopperId);
      if (line === undefined) {
        lines.set(shopperId, new Set());
        return Promise.resolve(takeTurn(shopperId));
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          line.delete(waiter);
          reject(signal.reason);
        };
        const waiter: Waiter = {
          admit: () => {
            signal.removeEventListener('abort', leave);
            resolve(takeTurn(shopperId));
          },
        };
        line.add(waiter);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
