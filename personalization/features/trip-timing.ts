import { DAY_MS } from '#personalization/learning/evidence.ts';
import { intervalsOf } from '#personalization/learning/interval-posterior.ts';
import { dayOf, type ShopperProfile } from '#personalization/profile.ts';

/** The day that is asked about, and how often the shopper comes. */
export interface TripTiming {
  readonly today: number;
  /** Days that must be bridged until the day of the next order; at least until tomorrow. */
  readonly toBridge: number;
  /** Days from one order to the next; 0 before there are two. */
  readonly between: number;
}

export function timingOf(profile: ShopperProfile, now: number): TripTiming {
  const between = typicalGap(profile);
  const since = profile.trips === null ? null : Math.floor((now - profile.trips.lastOrderedAt) / DAY_MS);
  return { today: dayOf(now), between, toBridge: since === null ? 1 : Math.max(1, between - since - 1) };
}

/** The median number of days between two orders; 0 before there are two. */
function typicalGap({ trips }: ShopperProfile): number {
  const gaps = [...intervalsOf(trips?.days ?? [])].sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}
