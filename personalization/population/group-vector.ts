import { ordersBeforeEach, type PurchaseHistory } from './purchase-history.ts';

/** Orders of one group, and what a group weighs beside the next later one, and an order beside the next of its group. */
const GROUP = 3;
const GROUP_DECAY = 0.75;
const WITHIN_DECAY = 0.9;
/** Orders further back weigh next to nothing. */
const HORIZON = 150;
/** Products that a vector holds, the heaviest. */
const LENGTH = 150;

/**
 * A shopper's products by their share of the orders: later orders weigh more, in groups counted from the latest one (as the
 * vectors of TIFU-KNN, Hu et al. 2020, but an oldest group that is not full weighs no more for it).
 */
export function groupVector(history: PurchaseHistory): ReadonlyMap<string, number> {
  const { orders } = history;
  const weights = Array.from(
    { length: Math.min(orders, HORIZON) },
    (_, back) => WITHIN_DECAY ** (back % GROUP) * GROUP_DECAY ** Math.floor(back / GROUP),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const vector: [string, number][] = history.products.map(({ productId, times }) => {
    let weight = 0;
    for (const before of ordersBeforeEach(history, times)) {
      const back = orders - 1 - before;
      if (back >= 0 && back < weights.length) weight += weights[back] as number;
    }
    return [productId, weight / total];
  });
  if (vector.length > LENGTH) vector.sort(([, a], [, b]) => b - a).length = LENGTH;
  return new Map(vector);
}
