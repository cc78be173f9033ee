import type { Recipe } from '#agents/search/recipe.ts';
import type { SearchGroup, SearchOutcome } from '#agents/search/search-outcome.ts';
import { cite, citeProduct } from './cite.ts';
import type { RankedProduct } from './reply-product.ts';
import { countOf, listWords, type Sentence, say } from './sentence.ts';

/** Words a recipe: what was found for each ingredient, what was not, what the kitchen is assumed to have. */
export function wordRecipe(
  outcome: SearchOutcome,
  rankedOf: (group: SearchGroup) => readonly RankedProduct[],
): readonly Sentence[] {
  const { recipe } = outcome;
  if (recipe === null) return [];
  const groups = outcome.groups.filter((group) => group.ingredient !== null);
  const found = groups.filter((group) => rankedOf(group).length > 0);
  const missing = groups.filter((group) => rankedOf(group).length === 0);
  const pantry = recipe.ingredients.filter((ingredient) => ingredient.pantry);
  const sentences: Sentence[] = [
    say(
      `For ${recipe.name} (${countOf(recipe.servings, 'serving')}) you need ${listWords(groups.map((group) => group.title))}.`,
      [cite('knowledge', `recipe-${recipe.id}`, `Ingredients of ${recipe.name}`)],
      `For ${recipe.name} I found products for ${found.length} of ${groups.length} ingredients.`,
    ),
  ];
  const best = found.flatMap((group) => rankedOf(group).slice(0, 1));
  if (best.length > 0) {
    sentences.push(
      say(
        `I found products for ${found.length === groups.length ? 'all of it' : `${found.length} of ${groups.length}`}; the cards are grouped by ingredient.`,
        best.map(({ product }) => citeProduct(product)),
        null,
      ),
    );
  }
  if (missing.length > 0) {
    sentences.push(say(`Not on our shelves: ${listWords(missing.map((group) => group.title))}.`));
  }
  if (pantry.length > 0) {
    sentences.push(
      say(`I assume you have ${listWords(pantry.map((ingredient) => ingredient.name))}.`, [], null),
    );
  }
  return sentences;
}

export function wordUnknownDish(dish: string): Sentence {
  return say(`I don't know a recipe for “${dish}”. Tell me what you would put in it and I'll find it.`);
}

/** Names the dishes of a cuisine. */
export function wordSuggestedRecipes(recipes: readonly Recipe[]): Sentence {
  return say(
    `I know ${listWords(recipes.map(({ name }) => name))}. Ask me for the ingredients of one.`,
    recipes.map(({ id, name }) => cite('knowledge', `recipe-${id}`, `Ingredients of ${name}`)),
  );
}
