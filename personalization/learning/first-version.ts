/** More changes than a process learns in a millisecond. */
const CHANGES_PER_MS = 64;

/**
 * What a version counts on from when a shopper's first fact of a kind is recorded. It goes with the time, so that a
 * shopper who is forgotten and comes back never has a version again that something was kept under before.
 */
export function versionBefore({ recordedAt }: { readonly recordedAt: number }): number {
  return Math.max(0, recordedAt) * CHANGES_PER_MS;
}
