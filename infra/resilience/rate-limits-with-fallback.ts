import type { RateLimits } from '#infra/security/rate-limits.ts';
import type { Fallback } from './fallback.ts';

/** Limits that go on while the primary is out; what was counted before does not count in the other. */
export function createRateLimitsWithFallback(
  primary: RateLimits,
  stand: RateLimits,
  fallback: Fallback,
): RateLimits {
  return {
    takeForShopper: (shopperId) =>
      fallback.run(
        () => primary.takeForShopper(shopperId),
        () => stand.takeForShopper(shopperId),
      ),
    takeForAddress: (address) =>
      fallback.run(
        () => primary.takeForAddress(address),
        () => stand.takeForAddress(address),
      ),
  };
}
