import type { Facet, ProductFilters, ProductHit, ProductQuery } from './product-index.ts';
import type { Recipe, RecipeIngredient } from './recipe.ts';

/** One result list: a search, or one ingredient of a recipe. */
export interface SearchGroup {
  /** What was looked for, as said. */
  readonly title: string;
  readonly query: ProductQuery;
  readonly hits: readonly ProductHit[];
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly ingredient: RecipeIngredient | null;
  /** Left out because an allergy or diet fact is unknown. */
  readonly excludedUnknown: number;
  /** Nothing passed every constraint: the one to relax that brings most, with how many it brings. */
  readonly relax: { readonly constraint: keyof ProductFilters; readonly total: number } | null;
  /** Nothing passed, but this many would without the shopper's standing diets and allergies. */
  readonly withheld?: number;
  /** True when nothing has every word and `hits` are only the nearest there is. */
  readonly closestOnly?: boolean;
  /** Categories near to a query that matched nothing. */
  readonly nearCategories: readonly string[];
  /** The filters that come from the shopper's stored diets and allergies rather than from the words. */
  readonly standingFilters: ProductFilters;
}

export interface SearchOutcome {
  readonly groups: readonly SearchGroup[];
  readonly recipe: Recipe | null;
  /** Dishes of a cuisine that was named without a dish. */
  readonly suggestedRecipes?: readonly Recipe[];
  /** A dish or cuisine that no recipe is known for, as said. */
  readonly unknownDish: string | null;
}
