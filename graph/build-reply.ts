import type { TurnReply } from '#agents/response-compiler/reply.ts';
import { toReplyCart } from '#agents/response-compiler/reply-cart.ts';
import { toReplyOrder } from '#agents/response-compiler/reply-order.ts';
import { UNPERSONALIZED } from '#agents/response-compiler/unpersonalized.ts';
import { heardStep } from './heard-step.ts';
import type { TurnState } from './state.ts';

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
    degraded: state.degraded,
    execution: {
      totalMs: Math.round(totalMs * 100) / 100,
      nodes: state.execution,
      steps: [
        ...heardStep(state),
        ...(order?.steps ?? []),
        ...(search?.groups.map(({ title, query, total }) => ({
          tool: 'search',
          detail: `${title}: alpha ${query.alpha.toFixed(2)}, ${total} found`,
          outcome: total > 0 ? 'done' : 'refused',
        })) ?? []),
      ],
    },
    traceId: request.turnId,
  };
}

/** Of several lists what is shown in each; of one list all that matched. */
function sumTotals(groups: readonly { readonly total: number }[], shown: number): number {
  return groups.length === 1
    ? (groups[0]?.total ?? shown)
    : groups.reduce((sum, { total }) => sum + total, 0);
}
