import type { TurnReply, TurnRequest } from '#agents/response-compiler/reply.ts';

/** A whole reply that repeats what was said; every list is empty. */
export function turnReply({
  turnId,
  conversationId,
  message,
}: Pick<TurnRequest, 'turnId' | 'conversationId' | 'message'>): TurnReply {
  return {
    turnId,
    conversationId,
    intents: [{ name: 'small_talk', confidence: 1, slots: {} }],
    text: `You said: ${message}`,
    speech: `You said: ${message}`,
    products: [],
    totalProducts: 0,
    facets: [],
    cart: {
      cartId: 'cart-1',
      revision: 0,
      lines: [],
      subtotalCents: 0,
      discounts: [],
      totalCents: 0,
      currency: 'USD',
      unpricedLines: 0,
    },
    order: null,
    question: null,
    personalization: {
      enabled: true,
      features: [],
      usualItems: [],
      reorder: [],
      complementary: [],
      alternatives: [],
    },
    citations: [],
    suggestions: [],
    emotion: { primary: 'neutral', confidence: 1, sentiment: 'neutral', sentimentScore: 0 },
    context: { mode: 'full', tokens: 0, budget: 0, dropped: [] },
    experiment: null,
    degraded: [],
    execution: { totalMs: 1, nodes: [], steps: [] },
    traceId: `trace-${turnId}`,
  };
}
