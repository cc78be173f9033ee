import type { ProductFilters } from '#agents/search/product-index.ts';
import { withoutRelaxed } from '#agents/search/relaxations.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';

/** Ways out of "nothing found" that are offered for one thing. */
const MOST = 3;

/** What to say when nothing was found: the same wish without what stands in the way, or a shelf near to it. */
export function offerInstead(
  { query, relaxations, nearCategories, standingFilters, hits }: SearchGroup,
  currency: string,
): readonly string[] {
  if (hits.length > 0 || query.filters.productIds !== undefined) return [];
  const ways = relaxations.map(({ constraint, diet }) =>
    sayWish(query.text, withoutRelaxed(query.filters, constraint, diet), standingFilters, currency),
  );
  const shelves = nearCategories.map(({ value }) => `Show me the ${value} aisle`);
  return [...ways, ...shelves].filter((words) => words !== '').slice(0, MOST);
}

/** The wish as a shopper would say it; what their settings ask for anyway is left out. */
function sayWish(text: string, filters: ProductFilters, standing: ProductFilters, currency: string): string {
  const { maxPriceCents, minPriceCents, organic, brands = [], diets = [], excludeAllergens = [] } = filters;
  const words = [
    organic === true ? 'organic' : '',
    ...diets.filter((diet) => standing.diets?.includes(diet) !== true).map(dietWords),
    text,
    ...brands.slice(0, 1).map((brand) => `by ${brand}`),
    ...excludeAllergens
      .filter((allergen) => standing.excludeAllergens?.includes(allergen) !== true)
      .map((allergen) => `without ${allergenWords(allergen)}`),
    maxPriceCents === undefined ? '' : `up to ${formatMoney(maxPriceCents, currency)}`,
    minPriceCents === undefined ? '' : `over ${formatMoney(minPriceCents, currency)}`,
  ].filter((word) => word !== '');
  const wish = words.join(' ');
  return text === '' && words.length < 2 ? '' : `${wish.slice(0, 1).toUpperCase()}${wish.slice(1)}`;
}
