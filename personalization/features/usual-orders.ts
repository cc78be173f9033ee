import type { ProductHabit, ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';

export interface UsualItem {
  readonly productId: string;
  /** Usual packs. */
  readonly quantity: number;
  /** Posterior that the next order holds it. */
  readonly probability: number;
  readonly reason: string;
}

/** Orders before a basket can be called regular: with fewer, twice in a row is all that could be seen. */
export const MIN_ORDERS = 3;

/**
 * The shopper's regular basket: of what they bought more than once, the set with the best expected F1 against the next
 * order (Lipton, Elkan and Naryanaswamy 2014), so that no threshold is set by hand.
 */
export function usualOrders(profile: ShopperProfile): {
  readonly report: FeatureReport;
  readonly items: readonly UsualItem[];
} {
  const out = unavailable('usual_orders', profile, 'graph_memory');
  if (out !== null) return { report: out, items: [] };
  const orders = profile.trips?.orders ?? 0;
  if (orders < MIN_ORDERS) {
    const reason =
      orders === 0
        ? 'I get to know your usual order as you shop; there are no orders yet.'
        : `Not enough orders yet to see a regular basket (${orders} of ${MIN_ORDERS}).`;
    return { report: abstained('usual_orders', orders, reason), items: [] };
  }
  const { basket, expectedF1 } = regularBasket(profile.products);
  if (basket.length === 0) {
    const reason = `Nothing recurs in your ${counted(orders, 'order')} yet.`;
    return { report: abstained('usual_orders', orders, reason), items: [] };
  }
  return {
    report: applied(
      'usual_orders',
      expectedF1,
      orders,
      `${counted(basket.length, 'product')} that recur in your ${counted(orders, 'order')}.`,
    ),
    items: basket.map((habit) => ({
      productId: habit.productId,
      quantity: habit.quantity.packs,
      probability: habit.recurrence.probability,
      reason: recurs(habit),
    })),
  };
}

function regularBasket(products: readonly ProductHabit[]) {
  const expectedSize = products.reduce((sum, { recurrence }) => sum + recurrence.probability, 0);
  const recurring = products.filter(({ recurrence }) => recurrence.purchases > 1);
  let hits = 0;
  let best = { size: 0, expectedF1: 0 };
  recurring.forEach(({ recurrence }, index) => {
    hits += recurrence.probability;
    const expectedF1 = (2 * hits) / (index + 1 + expectedSize);
    if (expectedF1 >= best.expectedF1) best = { size: index + 1, expectedF1 };
  });
  return { basket: recurring.slice(0, best.size), expectedF1: best.expectedF1 };
}

function recurs({ recurrence: { purchases, chances }, quantity }: ProductHabit): string {
  const share =
    purchases === chances
      ? `all of your last ${chances} orders`
      : `${purchases} of your last ${chances} orders`;
  return `In ${share}, usually ${quantity.packs}.`;
}
