import type { CommonFacts } from './common-facts.ts';
import type { CompanionQuestion } from './companion-evidence.ts';
import type { Companion } from './companions.ts';
import { basketsOf } from './purchase-history.ts';

/** Orders of the shopper in which two products met before that is called a habit. */
const LEAST_ORDERS = 2;
/** Standard deviations by which it must be bought more often together than apart: nine in ten that it is so. */
const SURE = 1.28;

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
        basis: { kind: 'common', lift },
        score,
      });
    }
  }
  return [...own, ...[...best.values()].sort((a, b) => b.score - a.score)];
}

/** What the shopper's own latest orders held beside products of the basket more than apart from them, surest first. */
function ownCompanions(
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
      const together = rateOf(orders, holding.length);
      const apart = rateOf((bought.get(productId) ?? 0) - orders, baskets.length - holding.length);
      const z = (together.mean - apart.mean) / Math.sqrt(together.variance + apart.variance);
      if (z <= SURE || z <= (best.get(productId)?.z ?? 0)) continue;
      best.set(productId, {
        productId,
        share: together.mean,
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

/** Mean and variance of the beta posterior of a rate, from even odds (Laplace). */
function rateOf(times: number, of: number): { readonly mean: number; readonly variance: number } {
  const mean = (times + 1) / (of + 2);
  return { mean, variance: (mean * (1 - mean)) / (of + 3) };
}
