import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, counted, unavailable } from './feature-report.ts';

/** The budget that the shopper stated. A price level learned from orders is not judged yet. */
export function budgetAwareness(profile: ShopperProfile): {
  readonly report: FeatureReport;
  /** For one order; null when none was stated or this is switched off. */
  readonly budgetCents: number | null;
} {
  const out = unavailable('budget_awareness', profile, 'settings');
  if (out !== null) return { report: out, budgetCents: null };
  const budgetCents = profile.settings?.budgetCents ?? null;
  if (budgetCents !== null) {
    const reason = "I know the budget that you told me, but don't judge prices by it yet.";
    return { report: abstained('budget_awareness', 1, reason), budgetCents };
  }
  const priced = profile.products.filter(({ meanCents }) => meanCents !== null).length;
  const reason =
    priced === 0
      ? 'You told me no budget, and I know no price that you paid yet.'
      : `You told me no budget; I don't judge your price level yet (${counted(priced, 'product')} with known prices).`;
  return { report: abstained('budget_awareness', priced, reason), budgetCents: null };
}
