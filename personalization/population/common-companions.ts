import type { CommonFacts } from './common-facts.ts';
import type { CompanionQuestion } from './companion-evidence.ts';
import type { Companion } from './companions.ts';
import { beyondChance, metBeyondChance, rateOf } from './met-beyond-chance.ts';
import { basketsOf } from './purchase-history.ts';

/** Orders of the shopper in which two products met before that is called a habit. */
const LEAST_ORDERS = 2;

/**
 * What goes with a basket while nothing is learned of it over everybody: what the shopper bought beside its products
 * before, then what many shoppers do, by the lift that was shrunk for few orders.
 */
export function commonCompanions(
  { goesWith }: CommonFacts,
  { history, basket }: CompanionQuestion,
): readonly Companion[] {
  const own = ownCompanions(history, basket);
  const taken = new Set([...basket, ...own.map(({ productId }) => productId)]);
  const best = new Map<string, Companion & { readonly score: number }>();
  for (const beside of basket) {
    for (const { productId, orders, confidence, lift, score } of goesWith.get(beside) ?? []) {
      if (taken.has(productId) || (best.get(productId)?.score ?? 0) >= score) continue;
      best.set(productId, {
        productId,
        // Four orders of four are not always: the rule of succession.
        share: (orders + 1) / (orders / confidence + 2),
        with: beside,
        orders,
        goesWith: true,
        basis: { kind: 'common', lift },
        score,
      });
    }
  }
  return [...own, ...[...best.values()].sort((a, b) => b.score - a.score)];
}

/** What the shopper's own latest orders held beside products of the basket more than apart from them, surest first. */
export function ownCompanions(
  history: CompanionQuestion['history'],
  basket: readonly string[],
): readonly Companion[] {
  if (history === null) return [];
  const baskets = basketsOf(history);
  const bought = ordersWith(baskets);
  const best = new Map<string, Companion & { readonly z: number }>();
  for (const beside of basket) {
    const holding = baskets.filter((one) => one.includes(beside));
    for (const [productId, orders] of ordersWith(holding)) {
      if (basket.includes(productId) || orders < LEAST_ORDERS) continue;
      const second = bought.get(productId) ?? orders;
      const meetings = { together: orders, first: holding.length, second, orders: baskets.length };
      const z = beyondChance(meetings);
      if (!metBeyondChance(meetings) || z <= (best.get(productId)?.z ?? 0)) continue;
      best.set(productId, {
        productId,
        goesWith: true,
        share: rateOf(orders, holding.length).mean,
        with: beside,
        orders,
        basis: { kind: 'own' },
        z,
      });
    }
  }
  return [...best.values()].sort((a, b) => b.z - a.z);
}

function ordersWith(baskets: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const productId of baskets.flat()) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  return counts;
}
