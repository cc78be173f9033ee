import {
  type IntervalPosterior,
  MEMORYLESS_LOG_VARIANCE,
} from '#personalization/learning/interval-posterior.ts';
import { normalShare } from '#personalization/learning/normal.ts';
import type { CommonInterval } from './common-facts.ts';

/**
 * When something is bought again that the shopper bought once or twice: logarithms of intervals are normal as over many
 * shoppers, whose interval counts as one observation beside the shopper's own; their spread, drawn to that of a
 * memoryless interval by one observation (as in `intervalPosterior`), stays.
 */
export function commonInterval(
  { typicalDays, spread, intervals }: CommonInterval,
  own: readonly number[],
): IntervalPosterior {
  const logs = [typicalDays, ...own].map((days) => Math.log(Math.max(1, days)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const scale = Math.sqrt((MEMORYLESS_LOG_VARIANCE + intervals * spread ** 2) / (1 + intervals));
  return {
    typicalDays: Math.exp(mean),
    intervals: own.length,
    // Half a day more, as purchases are known by the day.
    shareWithin: (days) => (days < 0 ? 0 : normalShare((Math.log(days + 0.5) - mean) / scale)),
  };
}
