import { ordersBefore, type PurchaseHistory } from './purchase-history.ts';

/** Orders of one group, and what a group weighs beside the next later one, and an order beside the next of its group. */
const GROUP = 3;
const GROUP_DECAY = 0.75;
const WITHIN_DECAY = 0.9;
/** Orders further back weigh next to nothing. */
const HORIZON = 150;
/** Products that a vector holds, the heaviest. */
const LENGTH = 150;

/**
 * A shopper's products by weight: later orders weigh more, in groups counted from the latest one (the vectors of
 * TIFU-KNN, Hu et al. 2020).
 */
export function groupVector(history: PurchaseHistory): ReadonlyMap<string, number> {
  const { orders } = history;
  const groups = Math.ceil(orders / GROUP);
  const weights = Array.from({ length: Math.min(orders, HORIZON) }, (_, back) => {
    const group = Math.floor(back / GROUP);
    const size = Math.min(GROUP, orders - group * GROUP);
    return (WITHIN_DECAY ** (back % GROUP) * GROUP_DECAY ** group) / size / groups;
  });
  const vector: [string, number][] = history.products.map(({ productId, times }) => {
    let weight = 0;
    for (const at of times) weight += weights[orders - 1 - ordersBefore(history, at)] ?? 0;
    return [productId, weight];
  });
  if (vector.length > LENGTH) vector.sort(([, a], [, b]) => b - a).length = LENGTH;
  return new Map(vector);
}
