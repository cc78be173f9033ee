/** Orders that held two things, the first, the second, and how many there were. */
export interface Meetings {
  readonly together: number;
  readonly first: number;
  readonly second: number;
  readonly orders: number;
  /** Orders of one shopper on average, where those of many are counted: they may be no more than one observation. */
  readonly ofOneShopper?: number;
}

/** Ninety-nine in a hundred that it is so: many things are compared. */
const SURE = 2.33;

/**
 * Standard deviations by which the second is in orders more often with the first than without it. Orders of one shopper
 * are alike: the design effect of such clusters (Kish 1965) is taken at its largest.
 */
export function beyondChance({ together, first, second, orders, ofOneShopper = 1 }: Meetings): number {
  const withFirst = rateOf(together, first);
  const without = rateOf(second - together, orders - first);
  const variance = (withFirst.variance + without.variance) * Math.max(1, ofOneShopper);
  return (withFirst.mean - without.mean) / Math.sqrt(variance);
}

/** Whether the second goes with the first, rather than being bought anyway. */
export function metBeyondChance(meetings: Meetings): boolean {
  return beyondChance(meetings) > SURE;
}

/** Mean and variance of the beta posterior of a rate, from even odds (Laplace). */
export function rateOf(times: number, of: number): { readonly mean: number; readonly variance: number } {
  const mean = (Math.max(0, times) + 1) / (Math.max(0, times, of) + 2);
  return { mean, variance: (mean * (1 - mean)) / (Math.max(0, times, of) + 3) };
}
