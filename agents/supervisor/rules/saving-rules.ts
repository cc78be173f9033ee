import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import { amountMention } from './mentions.ts';
import { swapFor } from './remove-rules.ts';

const CART = '(cart|basket|order|total|bill|trolley|groceries|shopping|shopping list|list)';
const CHEAPER = '(cheaper|less expensive|more affordable|less costly|lower cost)';
const ALL = `((everything|all of it|all|all of them|all my items|all the items|all of the items) (in (my|the) ${CART})?|(what is|what i have|the things|things|items|the items) in (my|the) ${CART}|(my|the|this) (whole|entire)? ${CART})`;

/** "make my cart cheaper": for each line something cheaper of its kind is offered. */
function readSaving(_match: PatternMatch, { cartProducts, source, clause }: RuleContext): RuleReading {
  const mention = amountMention(source, clause.tokens, null);
  if (cartProducts.length === 0) {
    return { kind: 'intents', intents: [{ name: 'show_cart', confidence: 0.9, slots: {} }] };
  }
  const lines = cartProducts.map(({ name }) => ({ ...mention, said: name, query: name.toLowerCase() }));
  return swapFor(lines, {
    ...mention,
    replaces: true,
    compared: { by: 'cheaper', asks: true, toPayLess: true },
  });
}

/** How to pay less for what is in the cart. */
export const SAVING_RULES: readonly Rule[] = [
  {
    name: 'remove_from_cart',
    confidence: 0.981,
    patterns: [
      `(make|get|bring|keep) (my|the|this|our) (whole|entire)? ${CART} (down|${CHEAPER}|lower|under budget|within budget|under my budget|within my budget|(a bit|a little|much) ${CHEAPER})`,
      `(how (can|could|do|should|would) (i|we))? (lower|reduce|cut|bring down|get down|trim|cut down) (on)? (the cost of|the price of)? (my|the|this|our) ${CART} (cost|costs|price|total|amount)?`,
      '(what|which things|which items|which ones) (can|could|should|do|would) (i|we|you) (swap|change|replace|switch|trade) (out)? to (save (some|me|us)? money|spend less|pay less|save)',
      `(how|where) (can|could|do|should|would) (i|we) (save|pay|spend|cut) (some|any|a bit of|a little)? (money|less|costs|back) (on (this|these|it|(my|the|this) ${CART}))?`,
      `(help $me|i want to|i need to|i would like to|let us|can we|any way to|is there a way to|ways to) (save (some|any|me some)? money|spend less|pay less|cut costs) (on (this|these|(my|the|this) ${CART}))?`,
      `(find|suggest|show|offer|give|propose|look for|are there|do you have|any) (me)? (any|some)? ${CHEAPER} (alternatives|swaps|options|versions|substitutes|replacements|products|things) (for|to|of|than) ${ALL}`,
      `(swap|change|replace|switch|exchange) ${ALL} (for|to|with|by) (something|anything|things|a|the)? ${CHEAPER} (one|ones|things|stuff|versions|alternatives)?`,
      `(make|get) ${ALL} ${CHEAPER}`,
    ],
    read: readSaving,
  },
];
