import type { ProductFilters } from '#agents/search/product-index.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { constraintWords } from './name-facts.ts';
import type { RankedProduct } from './reply-product.ts';
import { countOf, listWords, type Sentence, say } from './sentence.ts';

/** Products named in words; the rest stand beside the text. */
const NAMED_PRODUCTS = 3;

/** Words one result list. `ranked` are its products in final order. */
export function wordSearchGroup(
  group: SearchGroup,
  ranked: readonly RankedProduct[],
  currency: string,
): readonly Sentence[] {
  const wanted = describeWanted(group, currency);
  if (ranked.length === 0) return [wordNothing(group, wanted)];

  const named = ranked.slice(0, NAMED_PRODUCTS);
  const words = named.map(({ product }) =>
    product.priceCents === null
      ? product.name
      : `${product.name} (${formatMoney(product.priceCents, currency)})`,
  );
  const rest = group.total - named.length;
  if (rest > 0) words.push(`${rest} more`);
  const sentences: Sentence[] = [
    say(
      group.closestOnly === true
        ? `I have nothing that is really ${wanted}; the nearest: ${listWords(words)}.`
        : `I found ${listWords(words)} for ${wanted}.`,
      named.map(({ product }) => citeProduct(product)),
      `${group.closestOnly === true ? 'The nearest I have:' : 'I found'} ${listWords(named.map(({ product }) => product.name))}${rest > 0 ? ` and ${rest} more` : ''}.`,
    ),
  ];
  const note = wordStanding(group, currency);
  if (note !== null) sentences.push(note);
  return sentences;
}

/** What was looked for: as said, with the constraints that the words themselves do not already name. */
function describeWanted(group: SearchGroup, currency: string): string {
  const own = constraintWords(subtract(group.query.filters, group.standingFilters), currency);
  if (group.title === '') return own.length === 0 ? 'that' : listWords(own);
  const namesMore = contentTokens(group.title).length > contentTokens(group.query.text).length;
  return own.length === 0 || namesMore ? `“${group.title}”` : `“${group.title}” (${own.join(', ')})`;
}

/** The filters of `all` that `standing` does not explain. */
function subtract(all: ProductFilters, standing: ProductFilters): ProductFilters {
  return {
    ...all,
    diets: (all.diets ?? []).filter((diet) => !standing.diets?.includes(diet)),
    excludeAllergens: (all.excludeAllergens ?? []).filter(
      (allergen) => !standing.excludeAllergens?.includes(allergen),
    ),
  };
}

function wordStanding(group: SearchGroup, currency: string): Sentence | null {
  const standing = constraintWords(group.standingFilters, currency);
  const kept = standing.length === 0 ? '' : `As you asked me to remember, I kept to ${listWords(standing)}.`;
  const unknown =
    group.excludedUnknown === 0
      ? ''
      : `I left out ${countOf(group.excludedUnknown, 'product')} whose label doesn't say enough to be sure.`;
  const text = `${kept} ${unknown}`.trim();
  return text === '' ? null : say(text, [], kept === '' ? null : kept);
}

const RELAX: Readonly<Partial<Record<keyof ProductFilters, string>>> = {
  maxPriceCents: 'the price limit',
  minPriceCents: 'the lowest price',
  brands: 'the brand',
  categories: 'the category',
  diets: 'the diet',
  excludeAllergens: 'the allergens',
  organic: '“organic”',
  inStock: '“in stock”',
};

function wordNothing(group: SearchGroup, wanted: string): Sentence {
  const relax = group.relax;
  if (relax !== null) {
    return say(
      `I found nothing for ${wanted}. Without ${RELAX[relax.constraint] ?? 'that condition'} there ${relax.total === 1 ? 'is 1 product' : `are ${relax.total} products`}.`,
    );
  }
  const near = group.nearCategories.slice(0, 3);
  const hint =
    near.length === 0 ? 'Try other words, or ask for a department.' : `You could look at ${listWords(near)}.`;
  const unknown =
    group.excludedUnknown === 0
      ? ''
      : ` (${countOf(group.excludedUnknown, 'product')} left out because the label doesn't say enough.)`;
  return say(
    `I found nothing for ${wanted}. ${hint}${unknown}`,
    [],
    `I found nothing for ${wanted}. ${hint}`,
  );
}
