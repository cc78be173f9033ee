import type { ContextMode } from '#memory/tokens/token-ledger.ts';
import type { ContextPart } from './assembled-context.ts';

/** What the turn is for; it decides what matters most. */
export const CONTEXT_TASKS = ['browse', 'order', 'meal', 'reorder', 'support'] as const;
export type ContextTask = (typeof CONTEXT_TASKS)[number];

export type FilledComponent = Exclude<ContextPart['component'], 'anchors'>;

/**
 * Tokens of a context. A conversation in `full` has used under 5,000 tokens, so 2,000 hold its latest ten turns with
 * room for results; `balanced` and `safe` keep the context from growing with the conversation.
 */
export const CONTEXT_BUDGETS: Readonly<Record<ContextMode, number>> = {
  full: 2_000,
  balanced: 1_400,
  safe: 800,
};

/** Letters of an earlier answer that are repeated; what the shopper said is kept whole. */
export const ANSWER_LETTERS: Readonly<Record<ContextMode, number>> = { full: 400, balanced: 160, safe: 80 };

/** Components by priority, with the share of the budget each may claim before the others are served. */
export const CONTEXT_PLANS: Readonly<
  Record<ContextTask, readonly { readonly component: FilledComponent; readonly share: number }[]>
> = {
  browse: plan({
    results: 0.35,
    window: 0.25,
    profile: 0.15,
    recollections: 0.15,
    cart: 0.05,
    knowledge: 0.05,
  }),
  order: plan({ cart: 0.3, window: 0.25, results: 0.2, profile: 0.1, recollections: 0.1, knowledge: 0.05 }),
  meal: plan({ results: 0.35, window: 0.2, recollections: 0.15, profile: 0.1, cart: 0.1, knowledge: 0.1 }),
  reorder: plan({
    profile: 0.35,
    cart: 0.2,
    window: 0.15,
    recollections: 0.15,
    results: 0.1,
    knowledge: 0.05,
  }),
  support: plan({ window: 0.3, recollections: 0.25, knowledge: 0.2, cart: 0.1, profile: 0.1, results: 0.05 }),
};

/** The order of the keys is the priority. */
function plan(shares: Readonly<Record<FilledComponent, number>>) {
  return Object.entries(shares).map(([component, share]) => ({
    component: component as FilledComponent,
    share,
  }));
}
