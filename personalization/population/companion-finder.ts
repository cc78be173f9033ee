import { commonCompanions } from './common-companions.ts';
import type { CommonFacts } from './common-facts.ts';
import type { CompanionQuestion } from './companion-evidence.ts';
import { type Companion, companionsOf } from './companions.ts';
import type { Population } from './population.ts';

/**
 * What goes with a basket: by what was learned over everybody; for products of the basket that it does not know, and
 * while nothing is learned, by common facts.
 */
export function findCompanions(
  { population, common }: { readonly population: Population | null; readonly common: CommonFacts | null },
  { history, basket }: CompanionQuestion,
): readonly Companion[] {
  const learned = population?.companions ?? null;
  if (learned === null) return common === null ? [] : commonCompanions(common, { history, basket });
  const found = companionsOf(learned, { history, basket });
  const unseen = basket.filter((productId) => !learned.population.places.has(productId));
  if (common === null || unseen.length === 0) return found;
  const known = found.filter(({ orders }) => orders > 0);
  const taken = new Set([...basket, ...known.map(({ productId }) => productId)]);
  const others = commonCompanions(common, { history, basket: unseen });
  return [...known, ...others.filter(({ productId }) => !taken.has(productId))];
}
