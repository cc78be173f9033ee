/** A number with the range that it lies in nine times of ten. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** How places of purchases vary: between shoppers, between the kinds of one shopper, and within one kind. */
export interface PlaceVariances {
  readonly shopper: number;
  readonly kind: number;
  readonly purchase: number;
}

/** What purchases of one kind, or of several together, say: their weight, and the weighted sum of place less the usual one. */
export interface PlaceSums {
  readonly weight: number;
  readonly sum: number;
}

/** The middle of a price distribution: what a shopper of whom nothing is known pays. */
export const MIDDLE = 0.5;

/**
 * Until the variances are learned over everybody: those that 1,420 US households show (docs/decisions/0042).
 */
export const USUAL_VARIANCES: PlaceVariances = { shopper: 0.005, kind: 0.033, purchase: 0.048 };

/** 95 % quantile of the normal distribution: bounds of the range that holds nine of ten. */
const BOUND = 1.645;

interface Posterior {
  readonly mean: number;
  readonly variance: number;
}

/**
 * A shopper's level over all kinds. Kinds differ between themselves, so that much of one kind says less than a little of
 * many: the normal hierarchical model of Gelman et al., Bayesian Data Analysis (3rd edition, section 5.4).
 */
export function overallLevel(kinds: Iterable<PlaceSums>, variances: PlaceVariances): Posterior {
  let precision = 1 / variances.shopper;
  let sum = 0;
  for (const { weight, sum: places } of kinds) {
    if (weight <= 0) continue;
    const share = 1 / (variances.kind + variances.purchase / weight);
    precision += share;
    sum += (share * places) / weight;
  }
  return { mean: sum / precision, variance: 1 / precision };
}

/** The level inside one kind: its own purchases over the level of what surrounds it. */
export function levelWithin(
  { weight, sum }: PlaceSums,
  around: Posterior,
  { kind, purchase }: PlaceVariances,
): Posterior {
  const prior = 1 / (around.variance + kind);
  const own = weight / purchase;
  return { mean: (around.mean * prior + sum / purchase) / (prior + own), variance: 1 / (prior + own) };
}

export function estimateOf({ mean, variance }: Posterior): Estimate {
  const reach = BOUND * Math.sqrt(variance);
  const place = (value: number) => Math.max(0, Math.min(1, MIDDLE + value));
  return { mean: place(mean), low: place(mean - reach), high: place(mean + reach) };
}
