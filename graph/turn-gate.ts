/** Limits how many turns run at once in this process; more than that wait in line, and beyond the line are refused. */
export interface TurnGate {
  /** Resolves with the release when there is room; null when the line is full. Rejects when `signal` aborts. */
  enter(signal: AbortSignal): Promise<(() => void) | null>;
  depth(): { readonly running: number; readonly waiting: number };
}

interface Waiter {
  readonly admit: () => void;
}

/** First come, first served. `running` 16 keeps two cores busy; more only lengthens each turn. */
export function createTurnGate(limits: { readonly running: number; readonly waiting: number }): TurnGate {
  let running = 0;
  const line = new Set<Waiter>();

  const release = () => {
    running -= 1;
    const [next] = line;
    if (next === undefined) return;
    line.delete(next);
    next.admit();
  };

  const admit = () => {
    running += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      release();
    };
  };

  return {
    enter(signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (running < limits.running && line.size === 0) return Promise.resolve(admit());
      if (line.size >= limits.waiting) return Promise.resolve(null);
      return new Promise((resolve, reject) => {
        const leave = () => {
          line.delete(waiter);
          reject(signal.reason);
        };
        const waiter: Waiter = {
          admit: () => {
            signal.removeEventListener('abort', leave);
            resolve(admit());
          },
        };
        line.add(waiter);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    depth: () => ({ running, waiting: line.size }),
  };
}
