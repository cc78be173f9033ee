import { estimateAlpha } from './estimate-alpha.ts';
import { ofOneUse } from './is-eaten.ts';
import { mergeFilters } from './merge-filters.ts';
import type { ProductFilters, ProductIndex, ProductQuery, ProductSort } from './product-index.ts';
import type { CatalogueStatistics } from './query-statistics.ts';
import type { RecipeIngredient } from './recipe.ts';
import type { SearchGroup } from './search-outcome.ts';

export interface SearchServices {
  readonly products: ProductIndex;
  /** Without it every search takes a middling alpha. */
  readonly statistics?: CatalogueStatistics;
}

/** One thing to look for. */
export interface Wanted {
  readonly title: string;
  readonly text: string;
  readonly excludeTerms: readonly string[];
  /** Constraints of this turn. */
  readonly said: ProductFilters;
  /** Constraints of the shopper's diets and allergies. */
  readonly standing: ProductFilters;
  readonly sort: ProductSort;
  readonly limit: number;
  readonly ingredient: RecipeIngredient | null;
}

const ALPHA_WITHOUT_STATISTICS = 0.3;
/** Constraints that may be offered to be dropped; never one that protects from an allergen. */
const RELAXABLE = [
  'maxPriceCents',
  'minPriceCents',
  'brands',
  'categories',
  'diets',
  'organic',
  'inStock',
] as const satisfies readonly (keyof ProductFilters)[];
const NEAR_CATEGORIES = 3;

/** Searches one thing; when nothing passes, finds out what stands in the way. */
export async function searchGroup(
  services: SearchServices,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<SearchGroup> {
  const query: ProductQuery = {
    text: wanted.text,
    excludeTerms: wanted.excludeTerms,
    alpha: await alphaOf(services, wanted.text, signal),
    filters: mergeFilters(wanted.standing, wanted.said),
    limit: wanted.limit,
    offset: 0,
    sort: wanted.sort,
  };
  const page = await services.products.search(query, signal);
  const hits = wanted.text === '' ? page.hits : ofOneUse(page.hits);
  const none = page.total === 0;
  const relax = none ? await bestToRelax(services, wanted, query, signal) : null;
  return {
    title: wanted.title,
    query,
    hits,
    total: page.total - (page.hits.length - hits.length),
    facets: page.facets,
    ingredient: wanted.ingredient,
    excludedUnknown: page.excludedUnknown,
    relax,
    withheld: none ? await countWithheld(services, wanted, query, signal) : 0,
    closestOnly: wanted.text !== '' && !none && page.hits.every((hit) => !hit.matchesAllTerms),
    nearCategories: none && relax === null ? await categoriesNear(services, wanted, query, signal) : [],
    standingFilters: wanted.standing,
  };
}

async function alphaOf(
  { statistics }: SearchServices,
  text: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (statistics === undefined) return ALPHA_WITHOUT_STATISTICS;
  return estimateAlpha(await statistics.describe(text, signal));
}

async function bestToRelax(
  { products }: SearchServices,
  wanted: Wanted,
  query: ProductQuery,
  signal: AbortSignal | undefined,
): Promise<SearchGroup['relax']> {
  const tried = await Promise.all(
    RELAXABLE.filter((constraint) => wanted.said[constraint] !== undefined).map(async (constraint) => {
      const { [constraint]: _, ...rest } = wanted.said;
      const filters = mergeFilters(wanted.standing, rest);
      const { total } = await products.search({ ...query, filters, limit: 1 }, signal);
      return { constraint, total };
    }),
  );
  const [best] = tried.filter((it) => it.total > 0).sort((left, right) => right.total - left.total);
  return best ?? null;
}

/** How many pass what was said in this turn, were it not for the shopper's standing diets and allergies. */
async function countWithheld(
  { products }: SearchServices,
  wanted: Wanted,
  query: ProductQuery,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (Object.keys(wanted.standing).length === 0) return 0;
  const { total, hits } = await products.search({ ...query, filters: wanted.said, limit: 1 }, signal);
  return hits[0]?.matchesAllTerms === true ? total : 0;
}

/** Where the products are that have most of the words, whatever the constraints of this turn. */
async function categoriesNear(
  { products }: SearchServices,
  wanted: Wanted,
  query: ProductQuery,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const page = await products.search({ ...query, alpha: 1, filters: wanted.standing, limit: 1 }, signal);
  const categories = page.facets.find((facet) => facet.field === 'category')?.values ?? [];
  return categories.slice(0, NEAR_CATEGORIES).map((it) => it.value);
}
