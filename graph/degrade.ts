import type { Degradation } from '#agents/response-compiler/reply.ts';
import type { NodeName } from './node-names.ts';
import { DeadlineExceeded } from './time-budget.ts';

/** What the shopper loses when a node fails, and what stands in. Nodes that are not named here fail the turn. */
const FALLBACKS: Readonly<
  Partial<Record<NodeName, { readonly capability: string; readonly fallback: string }>>
> = {
  session: { capability: 'conversation-memory', fallback: 'answered without the conversation so far' },
  profile: { capability: 'graph-memory', fallback: 'unpersonalised; asks before anything is added' },
  choose_transcript: {
    capability: 'voice',
    fallback: 'took the surest alternative; asks before anything changes',
  },
  detect_emotion: { capability: 'emotion', fallback: 'neutral tone' },
  search_agent: { capability: 'search', fallback: 'no products in this reply' },
  order_agent: { capability: 'cart', fallback: 'what was not done is left as it was' },
  recall: { capability: 'semantic-memory', fallback: 'answered from the latest turns alone' },
  promotions: { capability: 'promotions', fallback: 'no offers in this reply' },
  research_agent: { capability: 'knowledge', fallback: 'no knowledge in this reply' },
  remember: { capability: 'preferences', fallback: 'said that it was not kept' },
  personalise: { capability: 'personalisation', fallback: 'unpersonalised order' },
  assemble_context: { capability: 'context', fallback: 'worded from this turn alone' },
  learn: { capability: 'learning', fallback: 'kept in the outbox and learned later' },
  stream: { capability: 'analytics', fallback: 'kept in the outbox and streamed later' },
};

/** Parts of a node that fail by themselves. */
const PARTS = {
  'conversation-memory': 'answered without the conversation so far',
  'token-ledger': 'a shorter context',
  cart: 'the cart is read again before the reply',
  'graph-memory': 'unpersonalised',
  preferences: 'asks before anything is added',
} as const;

/** The degradation that the failure of one part of a node means, while the rest of it is there. */
export function degradationOfPart(capability: keyof typeof PARTS, error: unknown): Degradation {
  return { capability, reason: reasonOf(error), fallback: PARTS[capability] };
}

/** The degradation of a capability that answered all the same, but more poorly: what stood in. */
export function degradationWith(capability: string, fallback: string): Degradation {
  return { capability, reason: 'not available', fallback };
}

/** The degradation that a failed node means; null when the turn can't go on without the node. */
export function degradationOf(node: NodeName, error: unknown): Degradation | null {
  const known = FALLBACKS[node];
  if (known === undefined) return null;
  return { ...known, reason: reasonOf(error) };
}

function reasonOf(error: unknown): string {
  return error instanceof DeadlineExceeded ? 'too slow' : 'not available';
}
