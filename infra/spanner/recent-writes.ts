/** Shoppers remembered; they are forgotten after moments anyway. */
const MAX_SHOPPERS = 10_000;

/** Whose data this process wrote so shortly ago that a stale read could miss it. */
export function createRecentWrites({
  elapsed,
  holdMs,
}: {
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
  readonly holdMs: number;
}) {
  const until = new Map<string, number>();
  return {
    note(shopperId: string): void {
      until.delete(shopperId);
      until.set(shopperId, elapsed() + holdMs);
      for (const [oldest, end] of until) {
        if (end > elapsed() && until.size <= MAX_SHOPPERS) return;
        until.delete(oldest);
      }
    },
    has: (shopperId: string): boolean => (until.get(shopperId) ?? 0) > elapsed(),
  };
}
