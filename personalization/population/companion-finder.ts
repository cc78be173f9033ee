import { commonCompanions, ownCompanions } from './common-companions.ts';
import type { CommonFacts } from './common-facts.ts';
import type { CompanionQuestion } from './companion-evidence.ts';
import { type Companion, companionsOf } from './companions.ts';
import type { Population } from './population.ts';

/**
 * What goes with a basket, in the order that was learned over everybody; for products of the basket that it does not know,
 * and while nothing is learned, by common facts.
 */
export function findCompanions(
  { population, common }: { readonly population: Population | null; readonly common: CommonFacts | null },
  { history, basket }: CompanionQuestion,
): readonly Companion[] {
  const learned = population?.companions ?? null;
  if (learned === null) return common === null ? [] : commonCompanions(common, { history, basket });
  const own = new Map(ownCompanions(history, basket).map((companion) => [companion.productId, companion]));
  const facts = common === null ? [] : commonCompanions(common, { history: null, basket });
  const told = new Map(facts.map((companion) => [companion.productId, companion]));
  const found = companionsOf(learned, { history, basket }).map((companion) => {
    // Personal first, then everybody's orders, then patterns: what is said of it. How likely it is was learned.
    const { productId } = companion;
    const stated =
      own.get(productId) ?? (companion.goesWith ? companion : (told.get(productId) ?? companion));
    return { ...stated, share: companion.share };
  });
  const unseen = basket.filter((productId) => !learned.population.places.has(productId));
  if (common === null || unseen.length === 0) return found;
  const known = found.filter(({ orders }) => orders > 0);
  const taken = new Set([...basket, ...known.map(({ productId }) => productId)]);
  const others = commonCompanions(common, { history, basket: unseen });
  return [...known, ...others.filter(({ productId }) => !taken.has(productId))];
}
