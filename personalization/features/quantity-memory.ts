import type { ProductHabit, ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';

/** What a shopper usually buys: product, usual packs at a time, how often. Likeliest in the next order first. */
export interface Habit {
  readonly productId: string;
  readonly quantity: number;
  readonly purchases: number;
  readonly lastPurchasedAt: number;
}

/** The usual amount of each product that was bought more than once. */
export function quantityMemory(profile: ShopperProfile): {
  readonly report: FeatureReport;
  readonly habits: readonly Habit[];
} {
  const out = unavailable('quantity_memory', profile, 'graph_memory');
  if (out !== null) return { report: out, habits: [] };
  const repeated = profile.products.filter(({ recurrence }) => recurrence.purchases > 1);
  const purchases = repeated.reduce((sum, { recurrence }) => sum + recurrence.purchases, 0);
  const habits = profile.products.map(toHabit);
  if (repeated.length === 0) {
    const reason =
      habits.length === 0
        ? 'I remember your usual amounts once you have ordered.'
        : 'You have bought nothing twice yet, so there is no usual amount.';
    return { report: abstained('quantity_memory', 0, reason), habits };
  }
  const confidence =
    repeated.reduce((sum, { quantity, recurrence }) => sum + quantity.confidence * recurrence.purchases, 0) /
    purchases;
  const reason = `I know your usual amount of ${counted(repeated.length, 'product')} from ${counted(purchases, 'purchase')}.`;
  return { report: applied('quantity_memory', confidence, purchases, reason), habits };
}

/** "You usually buy 2", "You usually buy 2 (between 1 and 3)"; null for what was bought only once. */
export function usualAmountReason({ quantity, recurrence }: ProductHabit): string | null {
  if (recurrence.purchases < 2) return null;
  const spread = quantity.low === quantity.high ? '' : ` (between ${quantity.low} and ${quantity.high})`;
  return `You usually buy ${quantity.packs}${spread}`;
}

function toHabit({ productId, quantity, recurrence, lastPurchasedAt }: ProductHabit): Habit {
  return { productId, quantity: quantity.packs, purchases: recurrence.purchases, lastPurchasedAt };
}
