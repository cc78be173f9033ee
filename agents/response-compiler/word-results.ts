import type { Product } from '#agents/search/product.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import type { ReplyProduct } from './reply.ts';
import type { RankedProduct } from './reply-product.ts';
import { type Sentence, say } from './sentence.ts';
import type { TurnFacts } from './turn-facts.ts';
import { wordCompanions } from './word-companions.ts';
import { wordComparison, wordUnknownNutrient } from './word-comparison.ts';
import { wordProductAnswers } from './word-product-answer.ts';
import { wordRecipe, wordSuggestedRecipes, wordUnknownDish } from './word-recipe.ts';
import { wordSearchGroup } from './word-search.ts';

/** Words what the search agent found: recipes, answers on products, comparisons and plain lists. */
export function wordResults(
  facts: TurnFacts,
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): readonly Sentence[] {
  const { search, ranked, priced, intents, knowledge } = facts;
  if (search === null) return [];
  const rankedOf = (group: SearchGroup): readonly RankedProduct[] => {
    const ids = new Set(group.hits.map(({ product }) => product.id));
    return ranked.filter(({ product, group: title }) =>
      group.ingredient === null ? title === null && ids.has(product.id) : title === group.title,
    );
  };
  const sentences: Sentence[] = [];
  if (search.unknownDish !== null) sentences.push(wordUnknownDish(search.unknownDish));
  if (search.suggestedRecipes !== undefined) sentences.push(wordSuggestedRecipes(search.suggestedRecipes));
  const isAdded = facts.order?.receipts.some(({ kind }) => kind === 'added') ?? false;
  if (search.recipe !== null)
    sentences.push(...wordRecipe(search, rankedOf, { isAdded, eaters: facts.eaters }));

  const lists = search.groups.filter((group) => group.ingredient === null);
  const question = intents.find(({ name }) => name === 'product_question');
  const compares = intents.some(({ name }) => name === 'compare');
  const nutrient = intents.find(({ slots }) => slots.nutrient !== undefined)?.slots.nutrient;
  if (nutrient !== undefined) sentences.push(wordUnknownNutrient(nutrient));
  const compared = compares ? lists.flatMap((group) => comparedOf(group, rankedOf(group))) : [];
  if (compared.length > 1) return [...sentences, ...wordComparison(compared, unitPriceOf)];

  const beside = intents.find(({ slots }) => slots.goesWith === true)?.slots.items?.[0]?.said;
  const wanted = new Set(
    intents.flatMap(({ slots }) =>
      slots.goesWith === true ? [] : (slots.items ?? []).map(({ said }) => said),
    ),
  );
  const companions =
    beside === undefined ? [] : lists.filter(({ title }) => title !== beside && !wanted.has(title));
  const suggestion = beside === undefined ? null : wordCompanions(beside, companions, rankedOf);
  if (beside !== undefined && suggestion === null) {
    sentences.push(say(`I don't know yet what goes well with ${beside}.`));
  }

  const said = new Set(question?.slots.items?.map((item) => item.said));
  const onlyAsked = !intents.some(({ name }) => SEARCHING.has(name));
  for (const group of lists) {
    // told together below
    if (suggestion !== null && !wanted.has(group.title)) continue;
    const own = rankedOf(group);
    const asked = question !== undefined && (onlyAsked || said.has(group.title) || isPointedAt(group));
    if (asked && own.length > 0 && group.closestOnly !== true) {
      const { aspect = 'general', diet, allergen } = question.slots;
      const [counted] = question.slots.items ?? [];
      const pieces = counted?.amount?.measure === null ? counted.amount.value : 1;
      // The knowledge base has answered what was asked in general.
      if (aspect === 'general' && knowledge !== null) continue;
      const meant = (isPointedAt(group) ? own : own.slice(0, 1)).map(({ product }) => product);
      sentences.push(...wordProductAnswers(meant, { aspect, diet, allergen, pieces }, unitPriceOf));
    } else if (!asked || knowledge === null) {
      sentences.push(...wordSearchGroup(group, own, priced.cart.currency));
    }
  }
  return suggestion === null ? sentences : [...sentences, suggestion];
}

/** Intents whose results are lists to choose from. */
const SEARCHING: ReadonlySet<string> = new Set(['search_products', 'browse', 'recipe']);

/** True for "the second one" and "those": the very products, not words to search by. */
function isPointedAt({ query }: SearchGroup): boolean {
  return query.text === '' && query.filters.productIds !== undefined;
}

/** Of a list searched by words its best; of what was pointed at everything. */
function comparedOf(group: SearchGroup, own: readonly RankedProduct[]): readonly Product[] {
  return (isPointedAt(group) ? own : own.slice(0, 1)).map(({ product }) => product);
}
