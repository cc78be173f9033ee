import { ingredientsAtHome } from '#agents/search/at-home.ts';
import { isLeftOut } from '#agents/search/left-out.ts';
import type { IntentSlots, ItemMention } from '#agents/supervisor/intent.ts';
import { addNamed } from './add-items.ts';
import { attempt } from './attempt.ts';
import { allWords, holdsAll } from './match-words.ts';
import { cartEntries, type OrderRun } from './order-run.ts';
import { searchThings } from './search-things.ts';

/**
 * Adds what a dish needs: not what most kitchens have, what is optional, what is in the cart or at home already, or what
 * was to be left out.
 */
export async function addRecipe(
  run: OrderRun,
  { dish = '', without = [], atHome = [], filters = {} }: IntentSlots,
): Promise<void> {
  const recipe = run.services.recipes.find(dish);
  // A dish that nobody knows is told by the search for it.
  if (recipe === null) return;
  const present = await cartEntries(run);
  const owned = ingredientsAtHome(recipe, atHome, run.services.recipes.all());
  const open = recipe.ingredients.filter(
    (ingredient) => !ingredient.pantry && !owned.includes(ingredient) && !isLeftOut(ingredient, without),
  );
  const wanted = open.filter(({ optional }) => !optional);
  const hasAlready = ({ query }: { readonly query: string }) =>
    present.some((entry) => holdsAll(query, allWords(entry)));
  const had = wanted.filter(hasAlready).map(({ name }) => name);
  if (had.length > 0) run.receipts.push({ kind: 'had_already', names: had });
  const needed = wanted.filter((ingredient) => !hasAlready(ingredient));
  const mentions = needed.map(
    ({ name, query }): ItemMention => ({
      said: name,
      query,
      amount: null,
      reference: null,
      filters,
      excludeTerms: [],
      sort: 'relevance',
    }),
  );
  await searchThings(run, mentions);
  for (const mention of mentions) {
    await attempt(run, `add ${mention.said}`, () => addNamed(run, mention, true));
  }
  const spared = open.filter((ingredient) => ingredient.optional && !hasAlready(ingredient));
  if (spared.length > 0) {
    run.receipts.push({ kind: 'optional_left', names: spared.map(({ name }) => name) });
  }
}
