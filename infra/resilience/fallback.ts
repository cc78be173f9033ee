export type FallbackState =
  | { readonly kind: 'primary' }
  /** `since` in milliseconds since the epoch. */
  | { readonly kind: 'fallback'; readonly since: number; readonly reason: string };

export interface FallbackOptions {
  readonly now: () => number;
  /** Whether an error means that the primary is out. Any other error is the caller's. */
  readonly isOutage: (error: unknown) => boolean;
  /** Resolves when the primary can be used again; it also puts right what the primary missed. */
  readonly comeBack: () => Promise<void>;
  /** Milliseconds between two tries to come back; 1,000 by default. */
  readonly retryAfterMs?: number;
  readonly onChange?: (state: FallbackState) => void;
}

/** Serves from the primary, from the fallback while the primary is out, and finds the way back by itself. */
export interface Fallback {
  run<T>(primary: () => Promise<T>, fallback: () => Promise<T>): Promise<T>;
  /** Tries to come back now, however short ago the last try was. */
  retryNow(): void;
  state(): FallbackState;
}

/** The way back is tried behind the calls, on the occasion of one, so that an outage makes nobody wait twice. */
export function createFallback(options: FallbackOptions): Fallback {
  const { now, isOutage, comeBack, retryAfterMs = 1_000, onChange } = options;
  let state: FallbackState = { kind: 'primary' };
  let retryAt = 0;
  let trying = false;

  const become = (next: FallbackState) => {
    const changed = next.kind !== state.kind;
    state = next;
    if (changed) onChange?.(next);
  };

  const fallBack = (error: unknown) => {
    retryAt = now() + retryAfterMs;
    const since = state.kind === 'fallback' ? state.since : now();
    become({ kind: 'fallback', since, reason: error instanceof Error ? error.message : String(error) });
  };

  const retry = () => {
    if (state.kind === 'primary' || trying) return;
    trying = true;
    comeBack()
      .then(() => become({ kind: 'primary' }), fallBack)
      .finally(() => {
        trying = false;
      });
  };

  return {
    async run(primary, fallback) {
      if (state.kind === 'fallback') {
        if (now() >= retryAt) retry();
        return fallback();
      }
      try {
        return await primary();
      } catch (error) {
        if (!isOutage(error)) throw error;
        fallBack(error);
        return fallback();
      }
    },
    retryNow: retry,
    state: () => state,
  };
}
