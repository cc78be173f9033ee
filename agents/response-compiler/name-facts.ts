import type { Allergen, Diet } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { formatMoney } from './money.ts';
import { listWords } from './sentence.ts';

const ALLERGEN_WORDS: Readonly<Record<Allergen, string>> = {
  milk: 'milk',
  egg: 'egg',
  fish: 'fish',
  shellfish: 'shellfish',
  tree_nut: 'tree nuts',
  peanut: 'peanuts',
  wheat: 'wheat',
  soy: 'soy',
  sesame: 'sesame',
  gluten: 'gluten',
  mustard: 'mustard',
  celery: 'celery',
  sulphites: 'sulphites',
  lupin: 'lupin',
};

export function allergenWords(allergen: Allergen): string {
  return ALLERGEN_WORDS[allergen];
}

/** "gluten_free" → "gluten free". */
export function dietWords(diet: Diet): string {
  return diet.replaceAll('_', ' ');
}

/** The constraints in words, each as it stands behind a noun: "under $5.00", "vegan", "without peanuts". */
export function constraintWords(filters: ProductFilters, currency: string): readonly string[] {
  const words: string[] = [];
  if (filters.organic === true) words.push('organic');
  for (const diet of filters.diets ?? []) words.push(dietWords(diet));
  if (filters.excludeAllergens?.length) {
    words.push(`without ${listWords(filters.excludeAllergens.map(allergenWords))}`);
  }
  if (filters.brands?.length) words.push(`by ${listWords(filters.brands)}`);
  if (filters.minPriceCents !== undefined && filters.maxPriceCents !== undefined) {
    words.push(
      `between ${formatMoney(filters.minPriceCents, currency)} and ${formatMoney(filters.maxPriceCents, currency)}`,
    );
  } else if (filters.maxPriceCents !== undefined) {
    words.push(`for ${formatMoney(filters.maxPriceCents, currency)} or less`);
  } else if (filters.minPriceCents !== undefined) {
    words.push(`from ${formatMoney(filters.minPriceCents, currency)}`);
  }
  return words;
}
