import type { Facet, FacetValue, ProductFilters, ProductHit, ProductQuery } from './product-index.ts';
import type { Recipe, RecipeIngredient } from './recipe.ts';
import type { Relaxation } from './relaxations.ts';

/** One result list: a search, or one ingredient of a recipe. */
export interface SearchGroup {
  /** What was looked for, as said. */
  readonly title: string;
  readonly query: ProductQuery;
  /** What the query's alpha was estimated from. */
  readonly alphaBecause?: string;
  readonly hits: readonly ProductHit[];
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly ingredient: RecipeIngredient | null;
  /** Left out because an allergy or diet fact is unknown. */
  readonly excludedUnknown: number;
  /** Nothing passed every constraint: what could be dropped, with how many products that brings, most first. */
  readonly relaxations: readonly Relaxation[];
  /** Nothing passed, but this many would without the shopper's standing diets and allergies. */
  readonly withheld?: number;
  /** True when nothing has every word and `hits` are only the nearest there is. */
  readonly closestOnly?: boolean;
  /** Categories near to a query that matched nothing, with how many near products each has. */
  readonly nearCategories: readonly FacetValue[];
  /** Milliseconds of the search itself, with its alpha; null when it was not timed. */
  readonly tookMs?: number | null;
  /** The order of `hits` was asked for: nothing rises in it. */
  readonly ordered?: true;
  /** A page after the first, or one that is shown again; absent for a first page. */
  readonly page?: {
    /** Products of this search on the pages before. */
    readonly before: number;
    /** Shown again as it was, in its order. */
    readonly again: boolean;
  };
  /** The filters that come from the shopper's stored diets and allergies rather than from the words. */
  readonly standingFilters: ProductFilters;
}

export interface SearchOutcome {
  readonly groups: readonly SearchGroup[];
  readonly recipe: Recipe | null;
  /** Dishes of a cuisine that was named without a dish. */
  readonly suggestedRecipes?: readonly Recipe[];
  /** Ingredients of the recipe that were left out because the shopper has them. */
  readonly atHome?: readonly string[];
  /** The place, from 0, of the page that was turned to; absent when none was. */
  readonly pageAt?: number;
  /** A dish or cuisine that no recipe is known for, as said. */
  readonly unknownDish: string | null;
}
