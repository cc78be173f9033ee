import { logOfWhole } from './log-of-whole.ts';
import { studentShare } from './normal.ts';

/** What many intervals say of how regular a shopper is: squared deviations of log intervals and their degrees of freedom. */
export interface Regularity {
  readonly squares: number;
  readonly degrees: number;
}

export interface IntervalPosterior {
  /** The typical interval in days. */
  readonly typicalDays: number;
  readonly intervals: number;
  /** Posterior that an interval is over after so many days. */
  shareWithin(days: number): number;
}

/** Variance of the logarithm of a memoryless (exponential) interval: what is assumed of a shopper before any evidence. */
export const MEMORYLESS_LOG_VARIANCE = Math.PI ** 2 / 6;

/** Days between purchases that follow each other; several on one day are one. */
export function intervalsOf(days: readonly number[]): readonly number[] {
  const distinct = isRising(days) ? days : [...new Set(days)].sort((a, b) => a - b);
  const intervals: number[] = [];
  for (let at = 1; at < distinct.length; at += 1) {
    intervals.push((distinct[at] as number) - (distinct[at - 1] as number));
  }
  return intervals;
}

function isRising(days: readonly number[]): boolean {
  for (let at = 1; at < days.length; at += 1) {
    if ((days[at] as number) <= (days[at - 1] as number)) return false;
  }
  return true;
}

/** How regular all of a shopper's products are together. */
export function regularityOf(histories: readonly (readonly number[])[]): Regularity {
  let squares = 0;
  let degrees = 0;
  for (const days of histories) {
    const logs = intervalsOf(days).map(logOfWhole);
    if (logs.length < 2) continue;
    squares += squaredDeviations(logs);
    degrees += logs.length - 1;
  }
  return { squares, degrees };
}

/**
 * Posterior of the next interval when logarithms of intervals are normal, with the shopper's regularity over all
 * products as one observation of prior (normal–inverse-gamma; Gelman et al., Bayesian Data Analysis, 3.3).
 * Null without any interval.
 */
export function intervalPosterior(days: readonly number[], shopper: Regularity): IntervalPosterior | null {
  const logs = intervalsOf(days).map(Math.log);
  if (logs.length === 0) return null;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const prior = (MEMORYLESS_LOG_VARIANCE + shopper.squares) / (1 + shopper.degrees);
  const degrees = logs.length;
  const variance = (prior + squaredDeviations(logs)) / degrees;
  const scale = Math.sqrt(variance * (1 + 1 / logs.length));
  return {
    typicalDays: Math.exp(mean),
    intervals: logs.length,
    // Purchases are known by the day: half a day more makes an interval of exactly the typical length as likely over as not.
    shareWithin: (elapsed) =>
      elapsed < 0 ? 0 : studentShare((Math.log(elapsed + 0.5) - mean) / scale, degrees),
  };
}

/**
 * The posterior once it is known that an interval was not over after so many days: a censored observation, which leaves
 * of the distribution what lies beyond it (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 3.2).
 */
export function lastedBeyond(posterior: IntervalPosterior, days: number): IntervalPosterior {
  const over = posterior.shareWithin(days);
  // What nothing is left of says nothing any more.
  if (over >= 1) return posterior;
  return {
    ...posterior,
    shareWithin: (elapsed) => (elapsed <= days ? 0 : (posterior.shareWithin(elapsed) - over) / (1 - over)),
  };
}

function squaredDeviations(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return squares;
}
