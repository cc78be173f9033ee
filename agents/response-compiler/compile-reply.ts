import type { Receipt } from '#agents/order/receipt.ts';
import type { Product } from '#agents/search/product.ts';
import { cite } from './cite.ts';
import { renderSpeech, renderText } from './render.ts';
import type { Citation, ReplyProduct } from './reply.ts';
import { type RankedProduct, toReplyProduct } from './reply-product.ts';
import { type Sentence, say, thatMatters } from './sentence.ts';
import { splitSentences } from './split-sentences.ts';
import { suggest } from './suggest.ts';
import type { KnowledgeAnswer, TurnFacts } from './turn-facts.ts';
import { wordBudget } from './word-budget.ts';
import { wordConversation } from './word-conversation.ts';
import { wordMemory, wordStatement } from './word-memory.ts';
import { isHistoryDown, wordOutages } from './word-outage.ts';
import { wordOffers } from './word-promotions.ts';
import { wordReceipts } from './word-receipts.ts';
import { wordReorder } from './word-reorder.ts';
import { wordResults } from './word-results.ts';

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
    ...facts.statements.map((statement) => thatMatters(wordStatement(statement, facts.priced.cart.currency))),
    ...wordReceipts(receiptsToTell(facts), facts.priced),
    ...wordBudget(facts),
    ...(facts.knowledge === null ? [] : [wordKnowledge(facts.knowledge)]),
    ...wordResults(facts, unitPriceOf),
    ...(facts.promotions === null ? [] : wordOffers(facts.promotions)),
    ...(facts.memory === null ? [] : wordMemory(facts.memory)),
    ...(facts.reorder === null ? [] : wordReorder(facts.reorder)),
    ...wordOutages(facts),
  ];
  const sentences =
    body.length > 0 || pending !== null
      ? body
      : [say(["I'm not sure what you mean.", 'Tell me a product, or say “help”.'])];
  const products = facts.ranked.map((ranked) => toReplyProduct(ranked, unitPriceOf));
  return {
    text: renderText(sentences, pending?.text ?? null),
    speech: renderSpeech(sentences, pending),
    products,
    citations: collectCitations(sentences, facts.ranked),
    suggestions: suggest(facts),
    question:
      pending === null
        ? clarifyingQuestion(facts, sentences)
        : { text: pending.text, kind: pending.kind, options: pending.options.map(({ label }) => label) },
  };
}

/** What the reply asks back when it did not understand, for clients that tell a question from an answer. */
function clarifyingQuestion(facts: TurnFacts, sentences: readonly Sentence[]): CompiledReply['question'] {
  if (!facts.intents.some(({ name }) => name === 'clarify')) return null;
  const asked = sentences.find(({ text }) => text.includes('?'));
  return asked === undefined ? null : { text: asked.text, kind: 'clarify', options: [] };
}

function wordKnowledge({ entryId, text }: KnowledgeAnswer): Sentence {
  return say(text, [cite('knowledge', entryId, text)], splitSentences(text));
}

function receiptsToTell(facts: TurnFacts): readonly Receipt[] {
  const offers = facts.order?.question?.kind === 'choose_to_add';
  return (facts.order?.receipts ?? []).map((receipt): Receipt => {
    // "I don't know your usual order" is said only when the orders could be looked at.
    if (receipt.kind === 'usual_unknown' && isHistoryDown(facts)) {
      return { kind: 'failed', what: 'look up your usual order' };
    }
    // The question names what is near.
    return receipt.kind === 'no_match' && offers ? { ...receipt, near: [] } : receipt;
  });
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
