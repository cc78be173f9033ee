import {
  type IntervalPosterior,
  intervalPosterior,
  intervalsOf,
} from '#personalization/learning/interval-posterior.ts';
import { foretellInterval } from '#personalization/population/interval-foretelling.ts';
import type { ShopperProfile } from '#personalization/profile.ts';

/** The posterior of a product's next interval after purchases on these days; null without any interval. */
export function nextInterval(
  productId: string,
  days: readonly number[],
  { rhythm: { intervals, orders }, regularity }: Pick<ShopperProfile, 'rhythm' | 'regularity'>,
): IntervalPosterior | null {
  if (intervals === null || intervalsOf(days).length === 0) return intervalPosterior(days, regularity);
  return foretellInterval(intervals, { productId, days, rhythm: orders });
}
