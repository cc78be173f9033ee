import type { GraphEdge } from '#personalization/learning/edge.ts';
import { productIdOf } from '#personalization/learning/graph-change.ts';
import { tasteIn } from './ranking-facts.ts';
import { FIRST_PRIOR, type WeightPrior, type Weights } from './signals.ts';
import { surenessOf, weightsOf } from './taste.ts';

/** By what a shopper's lists are put in order. */
export interface RankingProfile {
  readonly weights: Weights;
  /** What is assumed of all shoppers; these weights until the shopper chose something. */
  readonly assumed: Weights;
  /** The shopper's own choices that the weights stand on. */
  readonly choices: number;
  /** 0 … 1: by how much these choices narrowed what the weights may be. */
  readonly sureness: number;
  /** How often each product was clicked or put into the cart lately. */
  readonly chosen: ReadonlyMap<string, number>;
}

/** Facts that a ranking reads beside purchases and refusals. */
export const RANKING_KINDS = ['RANKS_BY', 'CLICKED', 'ADDED'] as const;

/** What the facts of a shopper say of their lists; `shared` is what was learned over everybody, null when nothing was. */
export function rankingProfile(edges: readonly GraphEdge[], shared: WeightPrior | null): RankingProfile {
  const prior = shared ?? FIRST_PRIOR;
  const fact = edges.find(({ kind }) => kind === 'RANKS_BY');
  const taste = tasteIn(fact?.props ?? {});
  const chosen = new Map<string, number>();
  for (const { kind, targetId, evidence } of edges) {
    if (kind !== 'CLICKED' && kind !== 'ADDED') continue;
    const productId = productIdOf(targetId);
    chosen.set(productId, (chosen.get(productId) ?? 0) + evidence.count);
  }
  // Most turns put no list in order.
  const weights = once(() => weightsOf(taste, prior));
  const sureness = once(() => surenessOf(taste, prior));
  return {
    get weights() {
      return weights();
    },
    assumed: prior.mean,
    choices: taste.choices,
    get sureness() {
      return sureness();
    },
    chosen,
  };
}

/** What `make` makes, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
