import type { Amounts, Evidence } from './evidence.ts';

/** How a product recurs over one shopper's orders. */
export interface Recurrence {
  /** Orders that held it. */
  readonly purchases: number;
  /** Orders since its first purchase, that one included. */
  readonly chances: number;
  /** Orders after its latest purchase. */
  readonly missed: number;
  /** Posterior that the shopper still buys it at all. */
  readonly active: number;
  /** Posterior that the next order holds it: the shopper's own, or what was learned over everybody makes of it. */
  readonly probability: number;
}

/** What one pseudo-order for and one against weigh: Laplace's prior strength. */
const PRIOR_ORDERS = 2;

/**
 * How each product recurs. While it is bought, each order holds it with a chance of its own, shrunk to the shopper's
 * mean over all products; at any order it may be given up for good, as often as this shopper's tenures tell. That is
 * the beta-geometric/beta-Bernoulli model (Fader, Hardie and Shang 2010) with the priors read off the shopper.
 */
export function recurrences(trips: Evidence, products: readonly Evidence[]): readonly Recurrence[] {
  const recent = recentTimes(trips.amounts);
  const spans = products.map((product) => {
    const missed = tripsAfter(trips, product.lastAt, recent);
    // A product never recurs in more orders than there were, however the times were rounded.
    const chances = Math.max(
      product.count + missed,
      Math.min(trips.count, tripsAfter(trips, product.firstAt - 1, recent)),
    );
    return { purchases: product.count, chances, missed, again: product.count - 1, tenure: chances - missed };
  });
  const meanShare =
    (sum(spans.map(({ again }) => again)) + 1) /
    (sum(spans.map(({ chances }) => chances - 1)) + PRIOR_ORDERS);
  const tenures = spans.filter(({ again }) => again > 0).map(({ tenure }) => tenure);
  const leaving = 1 / (PRIOR_ORDERS + (tenures.length === 0 ? 0 : sum(tenures) / tenures.length));

  return spans.map(({ purchases, chances, missed, again, tenure }) => {
    const share = (again + PRIOR_ORDERS * meanShare) / (tenure - 1 + PRIOR_ORDERS);
    const silent = (1 - share) * (1 - leaving);
    const stillThere = silent ** missed;
    const gone = (leaving * (1 - stillThere)) / (1 - silent);
    const active = stillThere / (stillThere + gone);
    return { purchases, chances, missed, active, probability: share * active };
  });
}

/** Orders later than `at`: counted where the latest ones are remembered, else spread evenly over the time before. */
export function tripsAfter(trips: Evidence, at: number, recent = recentTimes(trips.amounts)): number {
  const oldest = recent[0];
  if (oldest === undefined || at >= trips.lastAt) return 0;
  if (at >= oldest || recent.length === trips.count) return recent.length - firstAfter(recent, at);
  const earlier = trips.count - recent.length;
  const before = Math.max(0, Math.min(1, (oldest - at) / Math.max(1, oldest - trips.firstAt)));
  return recent.length + Math.round(earlier * before);
}

/** Where the first time later than `at` stands among times in order. */
function firstAfter(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function recentTimes(amounts: Amounts | null): readonly number[] {
  return (amounts?.recent ?? []).map(([at]) => at);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
