import { DAY_MS } from '#personalization/learning/evidence.ts';
import { MIDDLE } from '#personalization/prices/price-level.ts';

/** Where the prices that were paid in a kind lay, day by day, the earliest first. */
export interface LatelyPaid {
  /** Since the epoch; only days with a purchase. */
  readonly days: Int32Array;
  readonly purchases: Int32Array;
  /** Of places less the middle. */
  readonly sums: Float64Array;
}

/**
 * A day counts half as much after so many days: offers last days, seasons weeks. Chosen with `PRIOR_PURCHASES` by
 * cross-validation over shoppers (docs/decisions/0042).
 */
const HALF_LIVES_DAYS = [3, 10];
/** So many purchases in the middle are supposed beside those that were seen. */
const PRIOR_PURCHASES = [2, 3];
/** Older days weigh next to nothing. */
const REACH_DAYS = 100;

export const NOTHING_LATELY: readonly number[] = HALF_LIVES_DAYS.map(() => 0);

export function latelyPaid(
  purchases: readonly { readonly at: number; readonly place: number }[],
): LatelyPaid {
  const byDay = new Map<number, { count: number; sum: number }>();
  for (const { at, place } of purchases) {
    const day = Math.floor(at / DAY_MS);
    const kept = byDay.get(day) ?? { count: 0, sum: 0 };
    byDay.set(day, { count: kept.count + 1, sum: kept.sum + place - MIDDLE });
  }
  const sorted = [...byDay].sort(([one], [other]) => one - other);
  return {
    days: Int32Array.from(sorted, ([day]) => day),
    purchases: Int32Array.from(sorted, ([, { count }]) => count),
    sums: Float64Array.from(sorted, ([, { sum }]) => sum),
  };
}

/** Where prices lay on the days before a moment, less the middle: of the last days, and of the last weeks. */
export function latelyOf({ days, purchases, sums }: LatelyPaid, at: number): readonly number[] {
  const today = Math.floor(at / DAY_MS);
  const weights = HALF_LIVES_DAYS.map(() => 0);
  const places = HALF_LIVES_DAYS.map(() => 0);
  for (let index = firstFrom(days, today) - 1; index >= 0; index -= 1) {
    const age = today - (days[index] as number);
    if (age > REACH_DAYS) break;
    for (const [which, halfLife] of HALF_LIVES_DAYS.entries()) {
      const weight = 0.5 ** (age / halfLife);
      weights[which] = (weights[which] as number) + weight * (purchases[index] as number);
      places[which] = (places[which] as number) + weight * (sums[index] as number);
    }
  }
  return places.map((sum, which) => sum / ((weights[which] as number) + (PRIOR_PURCHASES[which] as number)));
}

/** The place of the first day that is not before `day`. */
function firstFrom(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
