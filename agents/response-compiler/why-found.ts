import { allergenIsDerived, dietIsDerived } from '#agents/search/diet-facts.ts';
import type { ProductHit } from '#agents/search/product-index.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { nameKey } from '#agents/search/tokenize.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';

/** Most reasons given for one product. */
const MAX_REASONS = 3;

/** Why a product is in a list, from its record and what was asked: each a few words that stand by themselves. */
export function whyFound(
  { product, exactName, matchesAllTerms }: ProductHit,
  { query, title }: SearchGroup,
): readonly string[] {
  const { diets, excludeAllergens, maxPriceCents, organic } = query.filters;
  const reasons: string[] = [];
  if (exactName && query.text !== '' && nameKey(query.text) !== nameKey(product.name)) {
    reasons.push(`Our pick for “${query.text}”`);
  }
  if (maxPriceCents !== undefined && product.priceCents !== null) {
    reasons.push(`Within ${formatMoney(maxPriceCents, product.currency)}`);
  }
  for (const diet of diets ?? []) {
    reasons.push(
      `${capital(dietWords(diet))} by its ${dietIsDerived(product, diet) ? 'ingredients' : 'label'}`,
    );
  }
  for (const allergen of excludeAllergens ?? []) {
    const where = allergenIsDerived(product, allergen) ? 'among its ingredients' : 'on its label';
    reasons.push(`No ${allergenWords(allergen)} ${where}`);
  }
  if (organic === true) reasons.push('Organic');
  if (reasons.length === 0 && matchesAllTerms && title !== '') reasons.push(`Matches “${title}”`);
  return reasons.slice(0, MAX_REASONS);
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
