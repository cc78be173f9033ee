import { createWaitingLine, once } from './waiting-line.ts';

/** Limits how many turns run at once in this process; more than that wait in line, and beyond the line are refused. */
export interface TurnGate {
  /** Resolves with the release when there is room; null when the line is full. Rejects when `signal` aborts. */
  enter(signal: AbortSignal): Promise<(() => void) | null>;
  depth(): { readonly running: number; readonly waiting: number };
}

/** First come, first served. `running` 16 keeps two cores busy; more only lengthens each turn. */
export function createTurnGate(limits: { readonly running: number; readonly waiting: number }): TurnGate {
  let running = 0;
  const line = createWaitingLine();
  // Whoever waits takes over the place, so nobody slips in between.
  const release = () => {
    if (!line.admitNext()) running -= 1;
  };

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (running < limits.running) running += 1;
      else if (line.length >= limits.waiting) return null;
      else await line.wait(signal);
      return once(release);
    },
    depth: () => ({ running, waiting: line.length }),
  };
}
