import type { ShownProduct } from '#personalization/ranking/shown-lists.ts';
import type { WeightPrior } from '#personalization/ranking/signals.ts';
import type { Evidence, Observation } from './evidence.ts';

export const NODE_KINDS = [
  'shopper',
  'product',
  'query',
  'trip',
  'constraint',
  'preference',
  'population',
  'ranking',
] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** Facts that grow by observation, then facts that a shopper states, then facts of the global product graph. */
export const EDGE_KINDS = [
  'BOUGHT',
  'SHOPPED',
  'SEARCHED',
  'VIEWED',
  'CLICKED',
  'ADDED',
  'REMOVED',
  'ADJUSTED',
  'DISMISSED',
  'NOT_YET',
  'REJECTED',
  'WAS_SHOWN',
  'RANKS_BY',
  'ALLERGIC_TO',
  'FOLLOWS',
  'DISLIKES',
  'LIKES',
  'STATED',
  'GOES_WITH',
  'REORDERED',
  'PREFERRED',
] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Facts that grow by observation. */
export const OBSERVED_KINDS: readonly EdgeKind[] = EDGE_KINDS.slice(0, EDGE_KINDS.indexOf('ALLERGIC_TO'));

export type Properties = Readonly<Record<string, string | number | boolean | null>>;

export interface GraphNode {
  readonly nodeId: string;
  readonly kind: NodeKind;
  readonly props: Properties;
}

/** Which fact is meant; over time it may have had several versions. */
export interface EdgeName {
  readonly sourceId: string;
  readonly kind: EdgeKind;
  readonly targetId: string;
}

/** One version of a fact. It was true from `validFrom` until `validTo`; `recordedAt` is when the system learned of it. */
export interface GraphEdge extends EdgeName {
  /** Unique within a shopper's graph. */
  readonly edgeId: string;
  readonly validFrom: number;
  /** Null while it holds. */
  readonly validTo: number | null;
  readonly recordedAt: number;
  readonly evidence: Evidence;
  readonly props: Properties;
  /** The latest events it stands on, newest last. */
  readonly eventIds: readonly string[];
}

export type GraphOperation =
  | { readonly kind: 'node'; readonly node: GraphNode }
  /** One more observation of a fact that grows. */
  | { readonly kind: 'observe'; readonly edge: EdgeName; readonly observation: Observation }
  /** Takes one earlier observation back; one that was never made is left alone. A fact without any left ends. */
  | { readonly kind: 'retract'; readonly edge: EdgeName; readonly observation: Observation }
  /** States a fact. Other versions of it, and the facts it `replaces`, end where this one begins. */
  | {
      readonly kind: 'assert';
      readonly edge: EdgeName;
      readonly props: Properties;
      readonly replaces: readonly EdgeName[];
    }
  /** A list was shown: what is chosen from it later can be told from what was not. */
  | { readonly kind: 'show'; readonly edge: EdgeName; readonly products: readonly ShownProduct[] }
  /**
   * What this change observes was chosen, or turned down: if it was on a list that was `shown`, the fact learns by what
   * lists are to be ordered. `prior` was assumed of all shoppers then; null: the first one.
   */
  | {
      readonly kind: 'choose';
      readonly edge: EdgeName;
      readonly shown: EdgeName;
      readonly outcome: 'chosen' | 'turned_down';
      readonly prior: WeightPrior | null;
    }
  /** The fact holds no longer. */
  | { readonly kind: 'close'; readonly edge: EdgeName }
  /** The shopper says that it is not so: it ends, and evidence from before is not learned any more. */
  | { readonly kind: 'deny'; readonly edge: EdgeName }
  /** The shopper sets right what is said of a fact that holds; what it stands on stays. */
  | { readonly kind: 'correct'; readonly edge: EdgeName; readonly props: Properties };

/** All that one event changes; applied as a whole or not at all. */
export interface GraphChange {
  readonly eventId: string;
  /** `'*'` is the global product graph. */
  readonly shopperId: string;
  /** When it happened. */
  readonly at: number;
  readonly recordedAt: number;
  /** The turn or order that it comes from. */
  readonly source: string;
  readonly operations: readonly GraphOperation[];
}

/** Whose graph the global product graph is. */
export const EVERYBODY = '*';

/** What a product of the global graph is judged by: all shoppers together. */
export const POPULATION_NODE = 'population';

/** The shopper at the centre of their own graph. */
export const SHOPPER_NODE = 'shopper';

/** A text key that is equal exactly for the same fact. */
export function edgeKey({ sourceId, kind, targetId }: EdgeName): string {
  return JSON.stringify([sourceId, kind, targetId]);
}

/** The facts a change reads or writes, each once: what a store must look up before `applyOperations`. */
export function edgesTouched(change: GraphChange): readonly EdgeName[] {
  const touched = new Map<string, EdgeName>();
  for (const operation of change.operations) {
    if (operation.kind === 'node') continue;
    touched.set(edgeKey(operation.edge), operation.edge);
    if (operation.kind === 'assert') {
      for (const edge of operation.replaces) touched.set(edgeKey(edge), edge);
    }
    if (operation.kind === 'choose') touched.set(edgeKey(operation.shown), operation.shown);
  }
  return [...touched.values()];
}
