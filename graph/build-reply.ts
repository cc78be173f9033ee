import type { Degradation, TurnReply } from '#agents/response-compiler/reply.ts';
import { toReplyCart } from '#agents/response-compiler/reply-cart.ts';
import { toReplyOrder } from '#agents/response-compiler/reply-order.ts';
import { UNPERSONALIZED } from '#agents/response-compiler/unpersonalized.ts';
import type { TurnState } from './state.ts';
import { stepsOfTurn } from './turn-steps.ts';

/** The whole reply of API.md from the state that the nodes left. */
export function buildReply(state: TurnState, totalMs: number): TurnReply {
  const { request, understanding, draft, priced, emotion, context, personalization, order } = state;
  // An answer from the knowledge base stands in the place of the list.
  const search = state.knowledge === null ? state.search : null;
  if (draft === null || priced === null) throw new Error('There is no compiled reply to save.');
  return {
    turnId: request.turnId,
    conversationId: request.conversationId,
    intents: understanding.intents,
    text: draft.text,
    speech: draft.speech,
    products: draft.products,
    totalProducts: search === null ? draft.products.length : sumTotals(search.groups, draft.products.length),
    facets: search?.groups[0]?.facets ?? [],
    cart: toReplyCart(priced),
    order: order?.order == null ? null : toReplyOrder(order.order),
    question: draft.question,
    personalization: personalization ?? UNPERSONALIZED,
    citations: draft.citations,
    suggestions: draft.suggestions,
    emotion: {
      primary: emotion?.primary ?? 'neutral',
      confidence: emotion?.confidence ?? 0,
      sentiment: emotion?.sentiment ?? 'neutral',
      sentimentScore: emotion?.sentimentScore ?? 0,
    },
    context: {
      mode: context?.mode ?? state.contextMode,
      tokens: context?.tokens ?? 0,
      budget: context?.budget ?? 0,
      dropped: context?.dropped ?? [],
    },
    experiment: null,
    degraded: onceEach(state.degraded),
    execution: {
      totalMs: Math.round(totalMs * 100) / 100,
      nodes: state.execution,
      steps: stepsOfTurn(state, search),
    },
    traceId: request.turnId,
  };
}

/** Several nodes may have missed the same thing. */
function onceEach(degraded: readonly Degradation[]): readonly Degradation[] {
  return [...new Map(degraded.map((one) => [JSON.stringify(one), one])).values()];
}

/** Of several lists what is shown in each; of one list all that matched. */
function sumTotals(groups: readonly { readonly total: number }[], shown: number): number {
  return groups.length === 1
    ? (groups[0]?.total ?? shown)
    : groups.reduce((sum, { total }) => sum + total, 0);
}
