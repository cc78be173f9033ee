import { offerInstead } from './offer-instead.ts';
import type { TurnFacts } from './turn-facts.ts';

/** Most suggestions offered. */
const MAX_SUGGESTIONS = 4;

/** What the shopper could say next, in words that work when sent as they are. */
export function suggest(facts: TurnFacts): readonly string[] {
  const suggestions: string[] = [];
  const offer = (text: string) => {
    if (!suggestions.includes(text)) suggestions.push(text);
  };
  const { priced, ranked, order, search } = facts;
  if (order?.question != null) return [];
  for (const group of search?.groups ?? []) {
    for (const words of offerInstead(group, priced.cart.currency)) offer(words);
  }
  const [first, second] = ranked;
  const inCart = new Set(priced.cart.lines.map((line) => line.productId));
  if (search?.recipe != null) offer(`Add everything for ${search.recipe.name}`);
  else if (first !== undefined && first.product.stock !== 0 && !inCart.has(first.product.id))
    offer('Add the first one');
  if (second !== undefined && search?.recipe == null) offer('Which is the cheapest?');
  if (
    facts.intents.some(({ name }) => name === 'search_products') &&
    ranked.some(({ product }) => product.organic === 'yes') &&
    ranked.some(({ product }) => product.organic !== 'yes')
  ) {
    offer('Show only organic');
  }
  if (priced.cart.lines.length > 0) {
    offer("What's in my cart?");
    if (ranked.length === 0) offer("That's all for now");
    if (order?.receipts.some(({ kind }) => kind === 'added' || kind === 'removed' || kind === 'updated'))
      offer('Undo');
  }
  if (suggestions.length === 0) {
    for (const idea of [
      'Show me my usual order',
      'What is on offer?',
      'Ingredients for tacos',
      'Organic fruit',
    ])
      offer(idea);
  }
  return suggestions.slice(0, MAX_SUGGESTIONS);
}
