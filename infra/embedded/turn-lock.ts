import type { TurnLock } from '#graph/turn-lock.ts';
import { createWaitingLine, once, type WaitingLine } from '#graph/waiting-line.ts';

/** The turn lock of one process: first come, first served. A shopper without a running turn takes no memory. */
export function createProcessTurnLock(): TurnLock {
  /** Who waits, by shopper; a shopper stands here exactly while one of their turns runs. */
  const lines = new Map<string, WaitingLine>();

  return {
    async acquire(shopperId, signal) {
      signal.throwIfAborted();
      const line = lines.get(shopperId);
      if (line === undefined) lines.set(shopperId, createWaitingLine());
      else await line.wait(signal);
      return once(() => {
        if (lines.get(shopperId)?.admitNext() !== true) lines.delete(shopperId);
      });
    },
  };
}
