import type { FacetValue, ProductFilters, ProductSort } from '#agents/search/product-index.ts';
import type { Relaxation } from '#agents/search/relaxations.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { allergenWords, constraintWords, dietWords } from './name-facts.ts';
import { namesApart } from './names-apart.ts';
import type { RankedProduct } from './reply-product.ts';
import { countOf, listSome, listWords, type Sentence, SPOKEN_NAMES, say, thatMatters } from './sentence.ts';

/** Products named in words; the rest stand beside the text. */
const NAMED_PRODUCTS = 3;

/** Words one result list. `ranked` are its products in final order. */
export function wordSearchGroup(
  group: SearchGroup,
  ranked: readonly RankedProduct[],
  currency: string,
): readonly Sentence[] {
  const wanted = describeWanted(group, currency);
  const left = wordLeftOut(group);
  const { page } = group;
  if (ranked.length === 0 && page !== undefined && page.before > 0) {
    return [say(`That is all I have for ${wanted}.`)];
  }
  if (ranked.length === 0) return [wordNothing(group, wanted, currency), ...left];

  const departments = page === undefined && isWholeShop(group, currency) ? departmentsIn(group) : [];
  if (departments.length > 0) {
    return [wordDepartments(departments), ...wordStanding(group.standingFilters), ...left];
  }
  const total = Math.max(group.total - (page?.before ?? 0), ranked.length);
  const names = namesApart(ranked.slice(0, NAMED_PRODUCTS).map(({ product }) => product));
  const words = names.map((name, at) => {
    const { priceCents = null, currency: own = currency } = ranked[at]?.product ?? {};
    return priceCents === null ? name : `${name} (${formatMoney(priceCents, own)})`;
  });
  const written = listSome(words, NAMED_PRODUCTS, total);
  const spoken = listSome(names, SPOKEN_NAMES, total);
  const brief = listSome(names, 1, total);
  const citations = ranked.slice(0, NAMED_PRODUCTS).map(({ product }) => citeProduct(product));
  if (page !== undefined) {
    const lead = page.again ? 'Again' : 'More';
    return [
      say(
        `${lead} for ${wanted}: ${written}.`,
        citations,
        `${lead === 'More' ? 'There are also' : 'Those were'} ${spoken}.`,
        `${lead === 'More' ? 'There are also' : 'Those were'} ${brief}.`,
      ),
      ...wordStanding(group.standingFilters),
    ];
  }
  return [
    group.closestOnly === true
      ? say(
          [`I don't have exactly ${wanted}.`, `The closest: ${written}.`],
          citations,
          `The closest I have is ${spoken}.`,
          `The closest I have is ${brief}.`,
        )
      : (wordExtreme(group, { words, names, total }, citations) ??
        say(`I found ${written} for ${wanted}.`, citations, `I found ${spoken}.`, `I found ${brief}.`)),
    ...wordStanding(group.standingFilters),
    ...left,
  ];
}

const EXTREMES: Readonly<Partial<Record<ProductSort, string>>> = {
  price: 'cheapest',
  price_desc: 'most expensive',
  unit_price: 'best value',
};

/** "The cheapest is …": the first of a list in the order of a price, singled out; null for other lists. */
function wordExtreme(
  { query }: SearchGroup,
  {
    words: [first = '', ...others],
    names: [name = ''],
    total,
  }: { readonly words: readonly string[]; readonly names: readonly string[]; readonly total: number },
  citations: Sentence['citations'],
): Sentence | null {
  const extreme = EXTREMES[query.sort];
  if (extreme === undefined || others.length === 0 || query.text === '') return null;
  const lead = `The ${extreme} for “${query.text}” is`;
  const rest = listSome(others, NAMED_PRODUCTS - 1, total - 1);
  return say(`${lead} ${first}; then ${rest}.`, citations, `${lead} ${name}.`, `${lead} ${name}.`);
}

/** True where neither words nor constraints of this turn narrow the list. */
function isWholeShop(group: SearchGroup, currency: string): boolean {
  const { text, filters } = group.query;
  const isNarrowed = filters.productIds !== undefined || filters.categories !== undefined;
  return text === '' && !isNarrowed && describeWanted(group, currency) === UNNAMED;
}

function departmentsIn({ facets }: SearchGroup): readonly FacetValue[] {
  return facets.find(({ field }) => field === 'department')?.values ?? [];
}

/** Departments named in words. */
const NAMED_DEPARTMENTS = 12;

function wordDepartments(departments: readonly FacetValue[]): Sentence {
  const counted = departments.map(({ value, count }) => `${value} (${count})`);
  const spoken = listSome(
    departments.map(({ value }) => value),
    SPOKEN_NAMES,
  );
  return say(
    `Our departments: ${listSome(counted, NAMED_DEPARTMENTS)}. Which one would you like to see?`,
    [],
    [`Our departments are ${spoken}.`, 'Which one would you like to see?'],
  );
}

const UNNAMED = 'that';

/** What was looked for: as said, with the constraints that the words themselves do not already name. */
function describeWanted(group: SearchGroup, currency: string): string {
  const own = constraintWords(subtract(group.query.filters, group.standingFilters), currency);
  if (group.title === '') return own.length === 0 ? UNNAMED : listWords(own);
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

/** That stored diets and allergies were heeded. */
function wordStanding({ diets = [], excludeAllergens = [] }: ProductFilters): readonly Sentence[] {
  if (diets.length === 0 && excludeAllergens.length === 0) return [];
  const only = diets.length === 0 ? 'products' : `${listWords(diets.map(dietWords))} products`;
  const without =
    excludeAllergens.length === 0 ? '' : ` without ${listWords(excludeAllergens.map(allergenWords))}`;
  return [say(`I kept to ${only}${without}, as you told me.`)];
}

function wordLeftOut({ excludedUnknown }: SearchGroup): readonly Sentence[] {
  if (excludedUnknown === 0) return [];
  const whose = excludedUnknown === 1 ? 'whose label does' : 'whose labels do';
  return [
    thatMatters(say(`I left out ${countOf(excludedUnknown, 'product')} ${whose} not say enough to be sure.`)),
  ];
}

/** Ways to relax that are said; the rest are only offered. */
const SAID_WAYS = 3;

function wordNothing(
  { relaxations, nearCategories }: SearchGroup,
  wanted: string,
  currency: string,
): Sentence {
  const nothing = `I found nothing for ${wanted}`;
  const ways = relaxations.slice(0, SAID_WAYS).map((way) => wordRelaxation(way, currency));
  const [first] = ways;
  if (first !== undefined) return say(`${nothing}: ${ways.join('; ')}.`, [], `${nothing}, but ${first}.`);
  const shelves = nearCategories.map(({ value, count }) => `${value} (${count})`);
  return say(
    [
      `${nothing}.`,
      nearCategories.length === 0
        ? 'Try other words, or ask for a department.'
        : `You could look at ${listWords(shelves)}.`,
    ],
    [],
    nearCategories.length === 0
      ? [`${nothing}.`, 'Try other words, or ask for a department.']
      : [`${nothing}.`, `You could look at ${listWords(nearCategories.map(({ value }) => value))}.`],
  );
}

/** "3 cost more, from $2.49": what is there but for one constraint. */
function wordRelaxation({ constraint, diet, total, fromCents }: Relaxation, currency: string): string {
  const are = total === 1 ? 'is' : 'are';
  switch (constraint) {
    case 'maxPriceCents': {
      const from = fromCents === null ? '' : `, from ${formatMoney(fromCents, currency)}`;
      return `${total} ${total === 1 ? 'costs' : 'cost'} more${from}`;
    }
    case 'minPriceCents':
      return `${total} ${total === 1 ? 'costs' : 'cost'} less`;
    case 'brands':
      return `${total} ${are} by ${total === 1 ? 'another brand' : 'other brands'}`;
    case 'categories':
      return `${total} ${are} on ${total === 1 ? 'another shelf' : 'other shelves'}`;
    case 'diets':
      return `${total} ${are} not known to be ${diet === null ? 'so' : dietWords(diet)}`;
    case 'organic':
      return `${total} ${are} not known to be organic`;
    case 'inStock':
      return `${total} ${are} out of stock`;
  }
}
