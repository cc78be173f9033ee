import type { Recipe } from '#agents/search/recipe.ts';
import type { SearchGroup, SearchOutcome } from '#agents/search/search-outcome.ts';
import { cite, citeProduct } from './cite.ts';
import type { RankedProduct } from './reply-product.ts';
import { countOf, listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';
import type { Eaters } from './turn-facts.ts';

/**
 * Words a recipe: what was found for each ingredient, what was not, what the kitchen is assumed to have. `isAdded`: what
 * was found has been put into the cart and is told already.
 */
export function wordRecipe(
  outcome: SearchOutcome,
  rankedOf: (group: SearchGroup) => readonly RankedProduct[],
  { isAdded, eaters = null }: { readonly isAdded: boolean; readonly eaters?: Eaters | null },
): readonly Sentence[] {
  const { recipe } = outcome;
  if (recipe === null) return [];
  const groups = outcome.groups.filter((group) => group.ingredient !== null);
  const found = groups.filter((group) => rankedOf(group).length > 0);
  const missing = groups.filter((group) => rankedOf(group).length === 0).map(({ title }) => title);
  const pantry = recipe.ingredients.filter((ingredient) => ingredient.pantry).map(({ name }) => name);
  const citation = cite('knowledge', `recipe-${recipe.id}`, `Ingredients of ${recipe.name}`);
  const share =
    found.length === groups.length
      ? 'everything'
      : `${found.length} of ${countOf(groups.length, 'ingredient')}`;
  const sentences: Sentence[] = [];
  if (isAdded) {
    sentences.push(say(`That is for ${recipe.name} (${countOf(recipe.servings, 'serving')}).`, [citation]));
  } else if (groups.length > 0) {
    sentences.push(
      say(
        `For ${recipe.name} (${countOf(recipe.servings, 'serving')}) you need ${listWords(groups.map(({ title }) => title))}.`,
        [citation],
        `For ${recipe.name} I found ${found.length === 0 ? 'none of the ingredients' : share}.`,
      ),
    );
  }
  const scale = groups.length > 0 && eaters !== null ? eaters.count / recipe.servings : 1;
  if (eaters !== null && scale !== 1) {
    const times = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(scale);
    const household = eaters.count === 1 ? 'you alone' : `your household of ${eaters.count}`;
    const whom = eaters.whose === 'household' ? household : String(eaters.count);
    sentences.push(say(`For ${whom}, take ${times} times its amounts.`, [citation], null));
  }
  if (found.length > 0 && !isAdded) {
    const best = found.flatMap((group) => rankedOf(group).slice(0, 1));
    sentences.push(
      say(
        `I found ${share}; the cards are grouped by ingredient.`,
        best.map(({ product }) => citeProduct(product)),
        null,
      ),
    );
  }
  // What could not be added is told with the rest of what became of the cart.
  if (missing.length > 0 && !isAdded) {
    sentences.push(
      say(
        `I found nothing for ${listWords(missing)}.`,
        [],
        found.length === 0 ? null : `I found nothing for ${listSome(missing, SPOKEN_NAMES)}.`,
      ),
    );
  }
  const { atHome = [] } = outcome;
  if (atHome.length > 0) {
    sentences.push(
      say(
        `I left out ${listWords(atHome)}, because you said you have ${atHome.length === 1 ? 'it' : 'them'}.`,
      ),
    );
  }
  if (pantry.length > 0) {
    sentences.push(
      say(`I assume you have ${listWords(pantry)}.`, groups.length === 0 ? [citation] : [], null),
    );
  }
  return sentences;
}

export function wordUnknownDish(dish: string): Sentence {
  return say([`I don't know a recipe for “${dish}”.`, "Tell me what goes into it and I'll find it."]);
}

/** Names the dishes of a cuisine. */
export function wordSuggestedRecipes(recipes: readonly Recipe[]): Sentence {
  const names = recipes.map(({ name }) => name);
  const ask = 'Ask me for the ingredients of one of them.';
  return say(
    [`I know ${listWords(names)}.`, recipes.length === 1 ? 'Ask me for its ingredients.' : ask],
    recipes.map(({ id, name }) => cite('knowledge', `recipe-${id}`, `Ingredients of ${name}`)),
    `I know ${listSome(names, SPOKEN_NAMES)}.`,
  );
}
