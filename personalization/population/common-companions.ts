import type { CommonFacts } from './common-facts.ts';
import type { CompanionQuestion } from './companion-evidence.ts';
import type { Companion } from './companions.ts';
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
        basis: { kind: 'common', lift },
        score,
      });
    }
  }
  return [...own, ...[...best.values()].sort((a, b) => b.score - a.score)];
}

/** What the shopper's own latest orders held beside products of the basket, likeliest first. */
function ownCompanions(
  history: CompanionQuestion['history'],
  basket: readonly string[],
): readonly Companion[] {
  if (history === null) return [];
  const baskets = basketsOf(history);
  const best = new Map<string, Companion>();
  for (const beside of basket) {
    const holding = baskets.filter((one) => one.includes(beside));
    const met = new Map<string, number>();
    for (const productId of holding.flat()) met.set(productId, (met.get(productId) ?? 0) + 1);
    for (const [productId, orders] of met) {
      if (basket.includes(productId) || orders < LEAST_ORDERS) continue;
      // Laplace's rule of succession.
      const share = (orders + 1) / (holding.length + 2);
      if (share <= (best.get(productId)?.share ?? 0)) continue;
      best.set(productId, { productId, share, with: beside, orders, basis: { kind: 'own' } });
    }
  }
  return [...best.values()].sort((a, b) => b.share - a.share);
}
