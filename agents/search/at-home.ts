import type { Recipe, RecipeIngredient } from './recipe.ts';
import { contentTokens, nameKey } from './tokenize.ts';

/**
 * The ingredients that the shopper has: named alike, or more exactly than the recipe does ("basmati rice" for rice);
 * else of that kind ("rice" for basmati rice), unless recipes use both side by side, as they do onions and green onions.
 */
export function ingredientsAtHome(
  { ingredients }: Pick<Recipe, 'ingredients'>,
  atHome: readonly string[],
  recipes: readonly Recipe[],
): readonly RecipeIngredient[] {
  const found = atHome.flatMap((said) => {
    const exact = ingredients.filter(
      ({ name, query }) => covers(said, name) || nameKey(said) === nameKey(query),
    );
    return exact.length > 0
      ? exact
      : ingredients.filter(({ name }) => isKindOf(name, said) && !stand(recipes, said, name));
  });
  return ingredients.filter((ingredient) => found.includes(ingredient));
}

/** Whether what was said is the thing, or a kind of it. */
function covers(said: string, name: string): boolean {
  return nameKey(said) === nameKey(name) || isKindOf(said, name);
}

/** "basmati rice" is a kind of "rice": the same noun at the end, with more words before it. */
function isKindOf(kind: string, thing: string): boolean {
  const words = contentTokens(kind);
  const wanted = contentTokens(thing);
  return words.at(-1) === wanted.at(-1) && wanted.every((word) => words.includes(word));
}

/** Whether some recipe lists the other beside the thing or another kind of it, so that one does not stand for the other. */
function stand(recipes: readonly Recipe[], one: string, other: string): boolean {
  const apart = nameKey(other);
  return recipes.some(
    ({ ingredients }) =>
      ingredients.some(({ name }) => nameKey(name) === apart) &&
      ingredients.some(({ name }) => nameKey(name) !== apart && covers(name, one)),
  );
}
