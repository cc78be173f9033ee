import { StoreUnavailable } from '#infra/resilience/store-unavailable.ts';

export type SpannerState =
  | { readonly kind: 'answering' }
  /** `since` in milliseconds since the epoch. */
  | { readonly kind: 'silent'; readonly since: number; readonly reason: string };

export interface AvailabilityOptions {
  readonly now: () => number;
  /**
   * Resolves when the service does what it is there for; it also puts right what a restart lost, and says so by
   * `lose` before it begins, so that nobody meets what is half made.
   */
  readonly probe: (lose: (reason: unknown) => void) => Promise<void>;
  /** Milliseconds between two probes while it is silent. Default 1,000. */
  readonly probeEveryMs?: number;
  /** Milliseconds that a probe may take. Default 1,500. */
  readonly probeWithinMs?: number;
  readonly onChange?: (state: SpannerState) => void;
}

/** Knows whether the service answers, so that an outage makes nobody wait twice, and finds the way back by itself. */
export interface Availability {
  /** Runs `work` under a deadline; rejects with `StoreUnavailable` past it, and at once while the service is silent. */
  ask<T>(operation: string, withinMs: number, work: (isLate: () => boolean) => Promise<T>): Promise<T>;
  /** Asks the service now, whatever is known of it. Resolves when that is settled. */
  check(): Promise<SpannerState>;
  state(): SpannerState;
  close(): void;
}

const STORE = 'Spanner';
/** gRPC codes of a service that cannot be used now, whoever asks what. */
const OUTAGES: ReadonlyMap<number, string> = new Map([
  [1, 'the call was cancelled'],
  [4, 'no answer in time'],
  [7, 'it refuses these credentials'],
  [14, 'it cannot be reached'],
  [16, 'it does not know these credentials'],
]);
/** Codes of a service that is there but could not do this now. */
const BUSY: ReadonlyMap<number, string> = new Map([
  [8, 'it has no capacity left'],
  [10, 'others changed the same data again and again'],
  [13, 'it failed inside'],
]);
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

export function createAvailability(options: AvailabilityOptions): Availability {
  const { now, probe, probeEveryMs = 1_000, probeWithinMs = 1_500, onChange } = options;
  let state: SpannerState = { kind: 'answering' };
  /** Counts the times that it fell silent. */
  let outages = 0;
  let probing: Promise<SpannerState> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const become = (next: SpannerState) => {
    if (closed) return;
    const changed = next.kind !== state.kind;
    state = next.kind === 'silent' && state.kind === 'silent' ? { ...next, since: state.since } : next;
    if (changed && next.kind === 'silent') outages += 1;
    if (changed) onChange?.(next);
    if (next.kind === 'silent') schedule();
  };
  const fallSilent = (error: unknown) => become({ kind: 'silent', since: now(), reason: reasonOf(error) });

  const schedule = () => {
    if (timer !== null || closed) return;
    timer = setTimeout(() => {
      timer = null;
      void check();
    }, probeEveryMs);
    timer.unref();
  };

  const check = (): Promise<SpannerState> => {
    probing ??= withinDeadline(probeWithinMs, (isLate) => probe((reason) => isLate() || fallSilent(reason)))
      .then(() => become({ kind: 'answering' }), fallSilent)
      .then(() => state)
      .finally(() => {
        probing = null;
      });
    return probing;
  };

  return {
    async ask(operation, withinMs, work) {
      if (state.kind === 'silent') throw new StoreUnavailable(STORE, operation, state.reason);
      const known = outages;
      try {
        return await withinDeadline(withinMs, work);
      } catch (error) {
        // Whatever fails across an outage fails by it, and says nothing of the service that is back.
        const failure = outages === known ? failureOf(error) : 'busy';
        if (failure === null) throw error;
        if (failure === 'outage') fallSilent(error);
        // One late answer is no outage yet.
        else if (failure === 'late' || failure === 'lost') void check();
        throw new StoreUnavailable(STORE, operation, reasonOf(error), error);
      }
    },
    check,
    state: () => state,
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

function failureOf(error: unknown): 'outage' | 'late' | 'lost' | 'busy' | null {
  if (error instanceof NoAnswer) return 'late';
  const { code, message } = rootOf(error);
  if (typeof code !== 'number') return null;
  if (code === 4) return 'late';
  if (OUTAGES.has(code)) return 'outage';
  if (BUSY.has(code)) return 'busy';
  // Somebody else was given the session: an emulator that is started again names its sessions as before.
  if (code === FAILED_PRECONDITION && /invalid transaction id/iu.test(String(message))) return 'lost';
  // A database, an instance or its sessions that are gone; a missing row is an empty answer.
  return code === NOT_FOUND && /not found/iu.test(String(message)) ? 'outage' : null;
}

/** What the SDK retried until its time was over. */
function rootOf(error: unknown): { readonly code?: unknown; readonly message?: unknown } {
  const { errors } = error as { errors?: unknown };
  const [last]: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return (last ?? error) as { readonly code?: unknown; readonly message?: unknown };
}

/** In words for operators; the service's own text follows where it says more. */
function reasonOf(error: unknown): string {
  const { code, message } = rootOf(error);
  const own = String(message ?? error).split('\n')[0] ?? '';
  if (typeof code !== 'number') return own;
  const known = OUTAGES.get(code) ?? BUSY.get(code);
  return known === undefined ? own : `${known} (${own})`;
}

function withinDeadline<T>(withinMs: number, work: (isLate: () => boolean) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      // After the event loop was busy, timers run before arrived bytes are read: look at those first.
      setImmediate(() => {
        late = true;
        reject(new NoAnswer(`no answer within ${withinMs} ms`));
      });
    }, withinMs);
    Promise.try(work, () => late)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
