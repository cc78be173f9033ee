/** Waits in line, first come, first served; who is aborted leaves it. */
export interface WaitingLine {
  readonly length: number;
  /** Resolves when it is this one's turn. Rejects with the signal's reason when it aborts first. */
  wait(signal: AbortSignal): Promise<void>;
  /** Lets the first one in; false when nobody waits. */
  admitNext(): boolean;
}

export function createWaitingLine(): WaitingLine {
  const line = new Set<() => void>();
  return {
    get length() {
      return line.size;
    },
    wait(signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const leave = () => {
          line.delete(admit);
          reject(signal.reason);
        };
        const admit = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        line.add(admit);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    admitNext() {
      const [next] = line;
      if (next === undefined) return false;
      line.delete(next);
      next();
      return true;
    },
  };
}

/** A release that works once, however often it is called. */
export function once(release: () => void): () => void {
  let released = false;
  return () => {
    if (released) return;
    released = true;
    release();
  };
}
