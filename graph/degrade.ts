import type { Degradation } from '#agents/response-compiler/reply.ts';
import type { NodeName } from './node-names.ts';
import { DeadlineExceeded } from './time-budget.ts';

/** What the shopper loses when a node fails, and what stands in. Nodes that are not named here fail the turn. */
const FALLBACKS: Readonly<
  Partial<Record<NodeName, { readonly capability: string; readonly fallback: string }>>
> = {
  session: { capability: 'conversation-memory', fallback: 'answered without the conversation so far' },
  profile: { capability: 'graph-memory', fallback: 'unpersonalised; asks before anything is added' },
  detect_emotion: { capability: 'emotion', fallback: 'neutral tone' },
  search_agent: { capability: 'search', fallback: 'no products in this reply' },
  order_agent: { capability: 'cart', fallback: 'cart left as it is' },
  recall: { capability: 'semantic-memory', fallback: 'answered from the latest turns alone' },
  promotions: { capability: 'promotions', fallback: 'no offers in this reply' },
  research_agent: { capability: 'knowledge', fallback: 'no knowledge in this reply' },
  remember: { capability: 'preferences', fallback: 'said that it was not kept' },
  personalise: { capability: 'personalisation', fallback: 'unpersonalised order' },
  assemble_context: { capability: 'context', fallback: 'worded from this turn alone' },
  learn: { capability: 'learning', fallback: 'kept in the outbox and learned later' },
  stream: { capability: 'analytics', fallback: 'kept in the outbox and streamed later' },
};

/** The degradation that a failed node means; null when the turn can't go on without the node. */
export function degradationOf(node: NodeName, error: unknown): Degradation | null {
  const known = FALLBACKS[node];
  if (known === undefined) return null;
  const reason = error instanceof DeadlineExceeded ? 'too slow' : 'not available';
  return { ...known, reason };
}
