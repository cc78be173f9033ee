import type { EdgeKind, GraphChange, GraphEdge, GraphNode } from './edge.ts';

export interface NeighbourhoodQuery {
  /** Only facts of these kinds; all when absent. */
  readonly kinds?: readonly EdgeKind[];
  /** The facts that held then, with the evidence there was by then. Default: now, from what is kept ready. */
  readonly asOf?: number;
  /** Leaves out what was recorded after this moment. Default: nothing. */
  readonly knownAt?: number;
  /** At most this many of each kind, latest observed first. Default: all. */
  readonly limit?: number;
}

export interface Neighbourhood {
  /** Rises with every change of facts of these kinds; 0 when there are none. */
  readonly version: number;
  /** By kind, then latest observed first. */
  readonly edges: readonly GraphEdge[];
}

/** Why a fact is believed. */
export interface Explanation {
  readonly edge: GraphEdge;
  readonly source: GraphNode | null;
  readonly target: GraphNode | null;
  /** Every version of the same fact, oldest first. */
  readonly versions: readonly GraphEdge[];
  /** The latest events it stands on, oldest first. */
  readonly episodes: readonly { readonly eventId: string; readonly at: number; readonly source: string }[];
}

/**
 * PORT. A bi-temporal property graph per shopper (`'*'`: the global product graph). Written by learning, read once
 * a turn by the profile. Durable when it answers. A failure to answer throws; an unknown shopper has no edges.
 */
export interface PreferenceGraph {
  /** Applies each change once by its shopper and `eventId`, in the order given, all in one transaction. */
  apply(changes: readonly GraphChange[]): Promise<readonly ('applied' | 'duplicate')[]>;
  neighbourhood(shopperId: string, query?: NeighbourhoodQuery): Promise<Neighbourhood>;
  /** The version alone, of all kinds or of these: whether what was loaded before is still true. */
  version(shopperId: string, kinds?: readonly EdgeKind[]): Promise<number>;
  /** Null when this shopper has no such fact. */
  explain(shopperId: string, edgeId: string): Promise<Explanation | null>;
  /** Leaves no row of the shopper: no node, fact, event or version. */
  forget(shopperId: string): Promise<void>;
}
