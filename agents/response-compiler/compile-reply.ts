import type { Product } from '#agents/search/product.ts';
import type { SearchGroup } from '#agents/search/search-outcome.ts';
import { renderSpeech, renderText } from './render.ts';
import type { Citation, ReplyProduct } from './reply.ts';
import { type RankedProduct, toReplyProduct } from './reply-product.ts';
import { type Sentence, say } from './sentence.ts';
import { suggest } from './suggest.ts';
import type { TurnFacts } from './turn-facts.ts';
import { wordConversation } from './word-conversation.ts';
import { wordMemory, wordReorder, wordStatement } from './word-memory.ts';
import { wordProductAnswer } from './word-product-answer.ts';
import { wordPromotions } from './word-promotions.ts';
import { wordReceipt } from './word-receipt.ts';
import { wordRecipe, wordSuggestedRecipes, wordUnknownDish } from './word-recipe.ts';
import { wordSearchGroup } from './word-search.ts';

export interface CompiledReply {
  readonly text: string;
  readonly speech: string;
  readonly products: readonly ReplyProduct[];
  readonly citations: readonly Citation[];
  readonly suggestions: readonly string[];
  readonly question: {
    readonly text: string;
    readonly kind: string;
    readonly options: readonly string[];
  } | null;
}

/** Composes the reply from the facts of this turn. The same facts give the same words, products and citations. */
export function compileReply(
  facts: TurnFacts,
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): CompiledReply {
  const pending = facts.order?.question ?? null;
  const body = [
    ...wordConversation(facts),
    ...facts.statements.map((statement) => wordStatement(statement, facts.priced.cart.currency)),
    ...(facts.order?.receipts ?? []).map((receipt) => wordReceipt(receipt, facts.priced)),
    ...wordResults(facts, unitPriceOf),
    ...(facts.promotions === null ? [] : wordPromotions(facts.promotions)),
    ...(facts.memory === null ? [] : wordMemory(facts.memory)),
    ...(facts.knowledge === null
      ? []
      : [
          say(facts.knowledge.text, [
            {
              citationId: `knowledge.${facts.knowledge.entryId}`,
              kind: 'knowledge',
              ref: facts.knowledge.entryId,
              claim: facts.knowledge.text,
            },
          ]),
        ]),
    ...(facts.reorder === null ? [] : wordReorder(facts.reorder)),
  ];
  const sentences =
    body.length > 0 || pending !== null
      ? body
      : [say("I'm not sure what you mean. Tell me a product, or say “help”.")];
  const asked = pending === null ? sentences : [...sentences, say(pending.text)];
  const products = facts.ranked.map((ranked) => toReplyProduct(ranked, unitPriceOf));
  return {
    text: renderText(asked),
    speech: renderSpeech(sentences, pending?.text ?? null),
    products,
    citations: collectCitations(sentences, facts.ranked),
    suggestions: suggest(facts),
    question:
      pending === null
        ? null
        : { text: pending.text, kind: pending.kind, options: pending.options.map(({ label }) => label) },
  };
}

function wordResults(
  facts: TurnFacts,
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): readonly Sentence[] {
  const { search, ranked, priced } = facts;
  if (facts.searchDown)
    return [
      say('Search is not available at the moment, so I could not look that up. Please try again shortly.'),
    ];
  if (search === null) return [];
  const rankedOf = (group: SearchGroup): readonly RankedProduct[] => {
    const ids = new Set(group.hits.map(({ product }) => product.id));
    return ranked.filter(
      ({ product, group: title }) => ids.has(product.id) && (title === null || title === group.title),
    );
  };
  const sentences: Sentence[] = [];
  if (search.unknownDish !== null) sentences.push(wordUnknownDish(search.unknownDish));
  if (search.suggestedRecipes !== undefined) sentences.push(wordSuggestedRecipes(search.suggestedRecipes));
  if (search.recipe !== null) sentences.push(...wordRecipe(search, rankedOf));
  const question = facts.intents.find(({ name }) => name === 'product_question');
  for (const group of search.groups) {
    if (group.ingredient !== null) continue;
    const own = rankedOf(group);
    const [best] = own;
    if (question !== undefined && best !== undefined) {
      const { aspect = 'general', diet, allergen } = question.slots;
      sentences.push(wordProductAnswer(best.product, { aspect, diet, allergen }, unitPriceOf));
    } else {
      sentences.push(...wordSearchGroup(group, own, priced.cart.currency));
    }
  }
  return sentences;
}

/** Each cited fact once; every product on a card is cited. */
function collectCitations(
  sentences: readonly Sentence[],
  ranked: readonly RankedProduct[],
): readonly Citation[] {
  const byId = new Map<string, Citation>();
  for (const citation of sentences.flatMap(({ citations }) => citations)) {
    if (!byId.has(citation.citationId)) byId.set(citation.citationId, citation);
  }
  for (const { product } of ranked) {
    const citationId = `product.${product.id}`;
    if (!byId.has(citationId))
      byId.set(citationId, { citationId, kind: 'product', ref: product.id, claim: product.name });
  }
  return [...byId.values()];
}
