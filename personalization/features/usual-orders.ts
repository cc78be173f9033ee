import { DAY_MS, weekdayOf } from '#personalization/learning/evidence.ts';
import { type OrderOnDay, weekdayHabit } from '#personalization/learning/weekday-habit.ts';
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

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
/** How sure it must be that the day makes a difference before that is said. */
const FAIRLY_SURE = 0.9;

/** Orders before a basket can be called regular: with fewer, twice in a row is all that could be seen. */
export const MIN_ORDERS = 3;

/**
 * The shopper's regular basket, for an order on the day of `now` or on any: of what they bought more than once, the set with the best expected F1 against the next
 * order (Lipton, Elkan and Naryanaswamy 2014), so that no threshold is set by hand.
 */
export function usualOrders(
  profile: ShopperProfile,
  now: number | null = null,
): {
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
  const weekday = now === null ? null : weekdayOf(now);
  const { basket, expectedF1 } = regularBasket(onWeekday(profile, weekday));
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
      reason: `${recurs(habit)}${dayOfIt(profile, habit, weekday)}`,
    })),
  };
}

/** What the next order holds if it is on this weekday, likeliest first. */
function onWeekday(profile: ShopperProfile, weekday: number | null): readonly ProductHabit[] {
  if (weekday === null || profile.foretold) return profile.products;
  return profile.products
    .map((habit) => {
      const { factor } = weekdayHabit(ordersByDay(profile, habit), weekday);
      const probability = Math.min(0.999, habit.recurrence.probability * factor);
      return factor === 1 ? habit : { ...habit, recurrence: { ...habit.recurrence, probability } };
    })
    .sort((a, b) => b.recurrence.probability - a.recurrence.probability);
}

/** That it is a thing of this day of the week; nothing when that is not fairly sure. */
function dayOfIt(profile: ShopperProfile, habit: ProductHabit, weekday: number | null): string {
  if (weekday === null) return '';
  const orders = ordersByDay(profile, habit);
  const { differs, factor } = weekdayHabit(orders, weekday);
  if (differs < FAIRLY_SURE || factor <= 1) return '';
  const today = orders.filter((order) => order.weekday === weekday);
  const bought = today.filter((order) => order.bought);
  return ` On ${WEEKDAYS[weekday]}s in ${bought.length} of your last ${today.length} orders.`;
}

/** The latest days with an order, and whether each held the product. */
function ordersByDay({ trips }: ShopperProfile, { days }: ProductHabit): readonly OrderOnDay[] {
  const bought = new Set(days);
  return (trips?.days ?? []).map((day) => ({
    weekday: weekdayOf(day * DAY_MS),
    bought: bought.has(day),
  }));
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
