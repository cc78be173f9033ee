import type { RecipeBook, RecipeIngredient } from './recipe.ts';
import { contentTokens } from './tokenize.ts';

/** Recipes that two things must share before they are said to go together. */
const MIN_SUPPORT = 2;

/**
 * What recipes put beside a thing, the most telling first: ingredients by their lift, P(both) / (P(one) · P(other)),
 * among those that enough recipes share. Empty when the recipes know too little of it.
 */
export function goesWith(
  recipes: Pick<RecipeBook, 'all'>,
  wanted: string,
  limit: number,
): readonly RecipeIngredient[] {
  const words = contentTokens(wanted);
  if (words.length === 0) return [];
  const all = recipes.all();
  const beside = new Map<string, { ingredient: RecipeIngredient; together: number; apart: number }>();
  let having = 0;
  for (const { ingredients } of all) {
    const has = ingredients.some((ingredient) => isNamed(ingredient, words));
    if (has) having += 1;
    for (const ingredient of ingredients) {
      if (ingredient.pantry || isNamed(ingredient, words)) continue;
      const key = contentTokens(ingredient.query).join(' ');
      const counts = beside.get(key) ?? { ingredient, together: 0, apart: 0 };
      if (has) counts.together += 1;
      else counts.apart += 1;
      beside.set(key, counts);
    }
  }
  return [...beside.values()]
    .filter(({ together }) => together >= MIN_SUPPORT)
    .map(({ ingredient, together, apart }) => ({
      ingredient,
      lift: (together * all.length) / (having * (together + apart)),
      together,
    }))
    .sort((left, right) => right.lift * Math.log1p(right.together) - left.lift * Math.log1p(left.together))
    .slice(0, limit)
    .map(({ ingredient }) => ingredient);
}

function isNamed({ name, query }: RecipeIngredient, words: readonly string[]): boolean {
  const tokens = new Set([...contentTokens(name), ...contentTokens(query)]);
  return words.every((word) => tokens.has(word));
}
