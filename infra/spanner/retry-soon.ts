const ABORTED = 10;
/** Where a gRPC answer names how long to wait before a retry: a `google.rpc.RetryInfo`. */
const RETRY_INFO = 'google.rpc.retryinfo-bin';
const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 250;

export function isAborted(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === ABORTED;
}

/** A wait that doubles from try to try, half of it by chance, so that two that met do not meet again. */
export function waitBeforeTry(attempt: number, chance: () => number): number {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return most / 2 + (most / 2) * chance();
}

/**
 * Lets the client retry an aborted transaction after `waitMs`. It heeds the wait that the service names; where none is
 * named, as by the emulator, it would wait two seconds and more.
 */
export function nameRetryDelay(error: unknown, waitMs: number): void {
  const { metadata } = error as {
    metadata?: { get(key: string): unknown[]; set(key: string, value: Buffer): void };
  };
  if (metadata === undefined || metadata.get(RETRY_INFO).length > 0) return;
  metadata.set(RETRY_INFO, retryInfo(waitMs));
}

/** RetryInfo { Duration retry_delay = 1 } with Duration { int32 nanos = 2 }, for less than a second. */
function retryInfo(waitMs: number): Buffer {
  const nanos: number[] = [];
  let rest = Math.round(waitMs * 1_000_000);
  do {
    const more = rest > 0x7f ? 0x80 : 0;
    nanos.push((rest & 0x7f) | more);
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from([0x0a, nanos.length + 1, 0x10, ...nanos]);
}
