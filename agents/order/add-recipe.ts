import { isLeftOut } from '#agents/search/left-out.ts';
import type { IntentSlots, ItemMention } from '#agents/supervisor/intent.ts';
import { addNamed } from './add-items.ts';
import { attempt } from './attempt.ts';
import { allWords, holdsAll } from './match-words.ts';
import { cartEntries, MAX_STEPS, type OrderRun } from './order-run.ts';

/**
 * Adds what a dish needs: not what most kitchens have, what is optional, what is in the cart already, or what was to be
 * left out.
 */
export async function addRecipe(
  run: OrderRun,
  { dish = '', without = [], filters = {} }: IntentSlots,
): Promise<void> {
  const recipe = run.services.recipes.find(dish);
  // A dish that nobody knows is told by the search for it.
  if (recipe === null) return;
  const present = await cartEntries(run);
  const needed = recipe.ingredients.filter(
    (ingredient) =>
      !ingredient.pantry &&
      !ingredient.optional &&
      !isLeftOut(ingredient, without) &&
      !present.some((entry) => holdsAll(ingredient.query, allWords(entry))),
  );
  for (const { name, query } of needed) {
    run.stepsLeft = MAX_STEPS;
    const mention: ItemMention = {
      said: name,
      query,
      amount: null,
      reference: null,
      filters,
      excludeTerms: [],
      sort: 'relevance',
    };
    await attempt(run, `add ${name}`, () => addNamed(run, mention, true));
  }
}
