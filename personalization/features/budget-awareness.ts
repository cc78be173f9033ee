import { normalShare } from '#personalization/learning/normal.ts';
import { type Estimate, MIDDLE } from '#personalization/prices/price-level.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';

/** How the cart stands against a stated budget. */
export interface BudgetStand {
  readonly budgetCents: number;
  /** Below 0 when the cart costs more. */
  readonly leftCents: number;
  /** near: one more line as dear as those in the cart would go over it. */
  readonly state: 'within' | 'near' | 'over';
}

export interface BudgetAwareness {
  readonly report: FeatureReport;
  /** For one order; null when none was stated or this is switched off. */
  readonly budgetCents: number | null;
  /** The learned level and how surely it is on its side of the middle; null when it does not tell. */
  readonly level: (Estimate & { readonly side: 'low' | 'high'; readonly confidence: number }) | null;
}

/** The stated budget, and the price level that purchases show inside each kind of product. */
export function budgetAwareness(profile: ShopperProfile): BudgetAwareness {
  const name = 'budget_awareness';
  const noSettings = unavailable(name, profile, 'settings');
  if (noSettings !== null) return { report: noSettings, budgetCents: null, level: null };
  const budgetCents = profile.settings?.budgetCents ?? null;
  const told = budgetCents === null ? '' : 'I keep to the budget that you told me. ';
  const noGraph = unavailable(name, profile, 'graph_memory');
  if (noGraph !== null) {
    const report = { ...noGraph, reason: `${told}${noGraph.reason}` };
    return { report, budgetCents, level: null };
  }
  const level = clearLevel(profile);
  const purchases = profile.prices?.purchases ?? 0;
  const observations = purchases + (budgetCents === null ? 0 : 1);
  const reason = `${told}${priceLevelReason(profile, level)}`;
  const confidence = budgetCents === null ? (level?.confidence ?? 0) : 1;
  const report =
    budgetCents === null && level === null
      ? abstained(name, observations, reason)
      : applied(name, confidence, observations, reason);
  return { report, budgetCents, level };
}

/** How the cart stands against the budget; null without a budget or with an empty cart. */
export function standOf(
  budgetCents: number | null,
  { basket: { productIds }, spentCents }: Pick<FeatureContext, 'basket' | 'spentCents'>,
): BudgetStand | null {
  if (budgetCents === null || productIds.length === 0) return null;
  const leftCents = budgetCents - spentCents;
  const usualLine = spentCents / productIds.length;
  const state = leftCents < 0 ? 'over' : leftCents < usualLine ? 'near' : 'within';
  return { budgetCents, leftCents, state };
}

/** The level when nine of ten of what it may be lies on one side of the middle. */
function clearLevel({ prices, disowned }: ShopperProfile): BudgetAwareness['level'] {
  const level = prices?.level ?? null;
  if (level === null || (disowned.has('price_level') && prices?.purchases === 0)) return null;
  const side = level.high < MIDDLE ? 'low' : level.low > MIDDLE ? 'high' : null;
  if (side === null) return null;
  const spread = (level.high - level.low) / (2 * 1.645);
  return { ...level, side, confidence: normalShare(Math.abs(level.mean - MIDDLE) / spread) };
}

/** What purchases show of the price level, or why they don't, for the shopper. */
export function priceLevelReason(
  { prices }: Pick<ShopperProfile, 'prices'>,
  level: BudgetAwareness['level'],
): string {
  if (prices === null || prices.level === null) {
    return 'I know no price that you paid yet which I could compare.';
  }
  const from = `${counted(prices.purchases, 'purchase')} of ${counted(prices.kinds, 'kind')} of things`;
  if (level === null) return `Your ${from} don't show yet whether you buy cheap or dear.`;
  const place = Math.round(level.mean * 100);
  const range = `${Math.round(level.low * 100)} to ${Math.round(level.high * 100)}`;
  return level.side === 'low'
    ? `You tend to buy the cheaper things of a kind: about ${place} on a scale from 0, cheapest, to 100, dearest (${range}), from ${from}.`
    : `You tend to buy the dearer things of a kind: about ${place} on a scale from 0, cheapest, to 100, dearest (${range}), from ${from}.`;
}
