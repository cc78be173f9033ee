import { mergeFilters } from './merge-filters.ts';
import type { Diet } from './product.ts';
import type { ProductFilters, ProductIndex, ProductQuery } from './product-index.ts';

/**
 * Constraints that may be offered to be dropped. What protects from an allergen is none of them, nor is a diet or
 * anything else that the shopper's settings ask for.
 */
export const RELAXABLE = [
  'maxPriceCents',
  'minPriceCents',
  'brands',
  'categories',
  'diets',
  'organic',
  'inStock',
] as const satisfies readonly (keyof ProductFilters)[];

/** One constraint, or one diet of several, without which something is found. */
export interface Relaxation {
  readonly constraint: (typeof RELAXABLE)[number];
  /** The diet that is dropped; null for every other constraint. */
  readonly diet: Diet | null;
  /** Products that pass everything else. */
  readonly total: number;
  /** What the cheapest of them costs where the highest price is dropped; null when not known or not asked. */
  readonly fromCents: number | null;
}

export interface Constrained {
  /** Constraints of this turn: one at a time is dropped. */
  readonly said: ProductFilters;
  /** Constraints of the shopper's diets and allergies: always kept. */
  readonly standing: ProductFilters;
}

/**
 * What stands in the way when nothing passes: each constraint of this turn alone, with how many products there are
 * without it, most first. Only products that have every word count.
 */
export async function findRelaxations(
  products: Pick<ProductIndex, 'search'>,
  query: ProductQuery,
  { said, standing }: Constrained,
  signal?: AbortSignal,
): Promise<readonly Relaxation[]> {
  const tried = await Promise.all(
    dropped(said).map(async ({ constraint, diet, rest }) => {
      const cheapest = constraint === 'maxPriceCents';
      const page = await products.search(
        {
          ...query,
          alpha: 0,
          filters: mergeFilters(standing, rest),
          limit: 1,
          offset: 0,
          sort: cheapest ? 'price' : 'relevance',
        },
        signal,
      );
      const found = query.text === '' || page.hits[0]?.matchesAllTerms === true;
      const fromCents = cheapest ? (page.hits[0]?.product.priceCents ?? null) : null;
      return { constraint, diet, total: found ? page.total : 0, fromCents };
    }),
  );
  return tried.filter(({ total }) => total > 0).sort((left, right) => right.total - left.total);
}

interface Dropped extends Pick<Relaxation, 'constraint' | 'diet'> {
  readonly rest: ProductFilters;
}

function dropped(said: ProductFilters): readonly Dropped[] {
  return RELAXABLE.flatMap((constraint): readonly Dropped[] => {
    if (said[constraint] === undefined) return [];
    if (constraint !== 'diets')
      return [{ constraint, diet: null, rest: withoutRelaxed(said, constraint, null) }];
    return (said.diets ?? []).map((diet) => ({
      constraint,
      diet,
      rest: withoutRelaxed(said, constraint, diet),
    }));
  });
}

/** Filters without one constraint, or without one of the diets. */
export function withoutRelaxed(
  filters: ProductFilters,
  constraint: Relaxation['constraint'],
  diet: Diet | null,
): ProductFilters {
  const { [constraint]: _, ...others } = filters;
  const kept = constraint === 'diets' ? (filters.diets ?? []).filter((it) => it !== diet) : [];
  return kept.length === 0 ? others : { ...others, diets: kept };
}
