import { type AlphaEstimate, explainAlpha } from './estimate-alpha.ts';
import { headNoun } from './head-noun.ts';
import { isEaten, ofOneUse } from './is-eaten.ts';
import { mergeFilters } from './merge-filters.ts';
import type {
  ProductFilters,
  ProductHit,
  ProductIndex,
  ProductPage,
  ProductPageNotes,
  ProductQuery,
  ProductSort,
} from './product-index.ts';
import type { CatalogueStatistics } from './query-statistics.ts';
import { readSize } from './read-size.ts';
import type { RecipeIngredient } from './recipe.ts';
import { findRelaxations } from './relaxations.ts';
import type { SearchGroup } from './search-outcome.ts';
import { contentTokens, tokenize } from './tokenize.ts';

export interface SearchServices {
  readonly products: ProductIndex;
  /** Without it every search takes a middling alpha. */
  readonly statistics?: CatalogueStatistics;
  /** Milliseconds from an arbitrary start; without it no search is timed. */
  readonly elapsed?: () => number;
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
const NEAR_CATEGORIES = 3;
/** So many are looked through when they are compared by price. */
const COMPARED = 60;

/** Searches one thing; when nothing passes, finds out what stands in the way. */
export async function searchGroup(
  services: SearchServices,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<SearchGroup> {
  const start = services.elapsed?.();
  const { alpha, because } = await alphaOf(services, wanted.text, signal);
  const query: ProductQuery = {
    text: wanted.text,
    excludeTerms: wanted.excludeTerms,
    alpha,
    filters: mergeFilters(wanted.standing, wanted.said),
    limit: wanted.limit,
    offset: 0,
    sort: wanted.sort,
  };
  const compares = wanted.text !== '' && wanted.sort !== 'relevance';
  const wide = compares ? { ...query, limit: Math.max(query.limit, COMPARED) } : query;
  const suiting = await services.products.search(wide, signal);
  const unheld = await findUneaten(services, wanted, { query: wide, suiting }, signal);
  const page = unheld ?? suiting;
  const ofUse = wanted.text === '' ? page.hits : ofOneUse(page.hits);
  const things = readSize(wanted.text).wanted;
  const hits = compares ? thingsFirst(ofUse, things).slice(0, wanted.limit) : ofUse;
  const tookMs = start === undefined ? null : Math.round(((services.elapsed?.() ?? start) - start) * 10) / 10;
  const none = page.total === 0;
  const relaxations = none ? await findRelaxations(services.products, query, wanted, signal) : [];
  return {
    title: wanted.title,
    query,
    alphaBecause: because,
    hits,
    total: page.total - (page.hits.length - ofUse.length),
    facets: page.facets,
    ingredient: wanted.ingredient,
    excludedUnknown: unheld === null ? page.excludedUnknown : 0,
    relaxations,
    withheld: none ? await countWithheld(services, wanted, query, signal) : 0,
    closestOnly: wanted.text !== '' && !none && page.hits.every((hit) => !hit.matchesAllTerms),
    nearCategories:
      none && relaxations.length === 0 ? await categoriesNear(services, wanted, query, signal) : [],
    standingFilters: unheld === null ? wanted.standing : {},
    tookMs,
  };
}

/**
 * What the words name but nobody eats: diets and allergies ask nothing of a dish soap whose label says nothing of them.
 * Null where something suits, or where it is food.
 */
async function findUneaten(
  { products }: SearchServices,
  wanted: Wanted,
  { query, suiting }: { readonly query: ProductQuery; readonly suiting: ProductPage },
  signal: AbortSignal | undefined,
): Promise<(ProductPage & ProductPageNotes) | null> {
  if (query.text === '' || Object.keys(wanted.standing).length === 0) return null;
  if (suiting.hits.some((hit) => hit.matchesAllTerms)) return null;
  const page = await products.search({ ...query, filters: wanted.said }, signal);
  const [best] = page.hits;
  if (best?.matchesAllTerms !== true || isEaten(best.product)) return null;
  const hits = page.hits.filter((hit) => hit.matchesAllTerms && !isEaten(hit.product));
  return { ...page, hits, total: hits.length };
}

/** Of the cheapest or dearest the things themselves, then what is made with them: olive oil before tuna in olive oil. */
function thingsFirst(hits: readonly ProductHit[], text: string): readonly ProductHit[] {
  const asked = new Set(contentTokens(text));
  const head = contentTokens(text).at(-1);
  const isThing = ({ product }: ProductHit) =>
    asked.has(headNoun(product.name) ?? '') ||
    product.category.split(/[&,/]|\band\b/i).some((shelf) => tokenize(shelf).at(-1) === head);
  return [...hits.filter(isThing), ...hits.filter((hit) => !isThing(hit))];
}

async function alphaOf(
  { statistics }: SearchServices,
  text: string,
  signal: AbortSignal | undefined,
): Promise<AlphaEstimate> {
  if (statistics === undefined) return { alpha: ALPHA_WITHOUT_STATISTICS, because: 'no statistics' };
  return explainAlpha(await statistics.describe(text, signal));
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
): Promise<SearchGroup['nearCategories']> {
  const page = await products.search({ ...query, alpha: 1, filters: wanted.standing, limit: 1 }, signal);
  const categories = page.facets.find((facet) => facet.field === 'category')?.values ?? [];
  return categories.slice(0, NEAR_CATEGORIES);
}
