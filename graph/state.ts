import { Annotation, UntrackedValueChannel } from '@langchain/langgraph';
import type { OrderOutcome, PricedCart } from '#agents/order/order-outcome.ts';
import type { CompiledReply } from '#agents/response-compiler/compile-reply.ts';
import type {
  Degradation,
  ReplyPersonalization,
  TurnReply,
  TurnRequest,
} from '#agents/response-compiler/reply.ts';
import type { RankedProduct } from '#agents/response-compiler/reply-product.ts';
import type {
  KnowledgeAnswer,
  MemoryResult,
  PromotionsTold,
  ReorderAdvice,
  StatementResult,
  StockedProduct,
} from '#agents/response-compiler/turn-facts.ts';
import type { SearchOutcome } from '#agents/search/search-outcome.ts';
import type { HeardTranscript, TranscriptAlternative } from '#agents/supervisor/choose-transcript.ts';
import type { DialogueFocus, PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { Understanding } from '#agents/supervisor/understanding.ts';
import type { AssembledContext } from '#memory/context/assembled-context.ts';
import type { ContextWindow } from '#memory/conversation/context-window.ts';
import type { Emotion } from '#memory/emotion/emotion.ts';
import type { RecollectionHit } from '#memory/semantic/recollection-store.ts';
import type { ContextMode } from '#memory/tokens/token-ledger.ts';
import type { BudgetStand } from '#personalization/features/budget-awareness.ts';
import type { ShownProduct } from '#personalization/ranking/shown-lists.ts';
import { NODE_NAMES, type NodeName } from './node-names.ts';
import type { PersonalView } from './personal-view.ts';

export interface NodeRun {
  readonly node: NodeName;
  readonly ms: number;
  readonly status: 'done' | 'failed' | 'late';
}

/** A value that lives for one turn and is never checkpointed: documents, not ids. Null until a node sets it. */
function transient<T>() {
  return () => new UntrackedValueChannel<T | null>({ guard: false, initialValueFactory: () => null });
}

/** A list that parallel nodes add to; null, given with the turn's input, empties what an earlier turn of the thread left. */
function collected<T>(inOrder: (left: T, right: T) => number) {
  return Annotation<readonly T[], readonly T[] | null>({
    reducer: (left, right) => (right === null ? [] : [...left, ...right].sort(inOrder)),
    default: () => [],
  });
}

const position = new Map(NODE_NAMES.map((name, index) => [name, index]));

/** Every channel of a turn. What is not declared here vanishes silently. */
export const TurnAnnotation = Annotation.Root({
  /** The turn as the gateway accepted it. Never checkpointed: its message still holds personal data. */
  request: () => new UntrackedValueChannel<TurnRequest>({ guard: false }),
  /** When the turn began, milliseconds since the epoch. */
  startedAt: Annotation<number>,
  /** Monotonic start, for durations. */
  startedElapsed: transient<number>(),
  /** The message with personal data taken out: what is understood, kept and indexed. */
  safeMessage: Annotation<string>,
  /** What a recogniser may have heard, with personal data taken out; null for a typed message. */
  safeAlternatives: transient<readonly TranscriptAlternative[]>(),
  /** What was said of that, and how surely; null for a typed message. */
  heard: transient<HeardTranscript>(),
  /** Kinds of personal data that were taken out. */
  redacted: Annotation<readonly string[]>,
  /** The tone of the message. */
  emotion: transient<Emotion>(),
  /** The latest turns of the conversation and their statistics. */
  window: transient<ContextWindow>(),
  /** What the conversation was about before this turn. */
  focus: transient<DialogueFocus>(),
  /** Tokens used by the conversation so far; null when nobody knows. */
  ledgerTokens: Annotation<number | null>,
  /** How much context this turn may carry. */
  contextMode: Annotation<ContextMode>,
  /** The cart as it stands; the order agent replaces it. */
  priced: transient<PricedCart>(),
  /** What is known of the shopper. */
  personal: transient<PersonalView>(),
  /** The intents, in the order said. */
  understanding: Annotation<Understanding>,
  /** The question whether the turn was heard right, which comes before anything it asks for. */
  held: transient<PendingQuestion>(),
  /** What became of statements the shopper made of themself. */
  statements: transient<readonly StatementResult[]>(),
  /** What searches and recipes found. */
  search: transient<SearchOutcome>(),
  /** What the order agent did. */
  order: transient<OrderOutcome>(),
  /** Earlier turns that bear on this one. */
  recollections: transient<readonly RecollectionHit[]>(),
  /** The answer to a memory question or command. */
  memory: transient<MemoryResult>(),
  /** Current offers, when asked for. */
  offers: transient<PromotionsTold>(),
  /** An answer from the knowledge base. */
  knowledge: transient<KnowledgeAnswer>(),
  /** Products in final order with reasons. */
  ranked: transient<readonly RankedProduct[]>(),
  /** The lists of this turn as they are shown, to learn from what is chosen. */
  impressions: transient<readonly (readonly ShownProduct[])[]>(),
  /** The reply's personal section. */
  personalization: transient<ReplyPersonalization>(),
  /** How the cart stands against a stated budget. */
  budget: transient<BudgetStand>(),
  /** When things run out, when asked for. */
  reorder: transient<ReorderAdvice>(),
  /** What the shopper said not to have run out of. */
  stocked: transient<readonly StockedProduct[]>(),
  /** What a model would be given, and the manifest. */
  context: transient<AssembledContext>(),
  /** The reply's words, products and citations. */
  draft: transient<CompiledReply>(),
  /** The reply as it left. */
  reply: transient<TurnReply>(),
  /** What was answered in words; kept in the thread. */
  text: Annotation<string>,
  /** Capabilities that failed or were late in this turn. */
  degraded: collected<Degradation>((left, right) => (left.capability < right.capability ? -1 : 1)),
  /** How long each node took. */
  execution: collected<NodeRun>(
    (left, right) => (position.get(left.node) ?? 0) - (position.get(right.node) ?? 0),
  ),
});

export type TurnState = typeof TurnAnnotation.State;
export type TurnUpdate = typeof TurnAnnotation.Update;
