import type { EdgeKind, EdgeName, GraphChange, GraphEdge, GraphNode } from './edge.ts';

export interface NeighbourhoodQuery {
  /** Only facts of these kinds; all when absent. */
  readonly kinds?: readonly EdgeKind[];
  /** The facts that held then, with the evidence there was by then. Default: now, from what is kept ready. */
  readonly asOf?: number;
  /** Leaves out what was recorded after this moment. Default: nothing. */
  readonly knownAt?: number;
  /** At most this many of each kind, latest observed first; of each kind and hop with `from`. Default: all. */
  readonly limit?: number;
  /** Only facts reached from these nodes, in the direction of the facts. Default: all of the shopper. */
  readonly from?: readonly string[];
  /** How many facts far from `from`, 1 … 4. Default 1. */
  readonly hops?: number;
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
  /**
   * Applies each change once by its shopper and `eventId`, in the order given, all in one transaction. What it says of a
   * fact that was denied or forgotten, from the time before that, is left out (`withoutForgotten`).
   */
  apply(changes: readonly GraphChange[]): Promise<readonly ('applied' | 'duplicate')[]>;
  neighbourhood(shopperId: string, query?: NeighbourhoodQuery): Promise<Neighbourhood>;
  /**
   * The version alone, of all kinds or of these: whether what was loaded before is still true. One cheap read; also what
   * another process changed raises it. Who was forgotten and is learned of again has a higher one than ever before.
   */
  version(shopperId: string, kinds?: readonly EdgeKind[]): Promise<number>;
  /**
   * Who has had facts of a kind, with the version of that kind, ordered by id (by code unit), at most `limit` of those
   * after `after`: for work behind the turns that goes through everybody, and skips whom it has already seen so.
   */
  shoppersWith(
    kind: EdgeKind,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<readonly { readonly shopperId: string; readonly version: number }[]>;
  /** Null when this shopper has no such fact. */
  explain(shopperId: string, edgeId: string): Promise<Explanation | null>;
  /**
   * Leaves nothing of one fact: no version of it, no event that tells of it, no node that only it had. Of what was
   * observed until `until` (and until its latest observation) nothing is learned again; only a `factMark` stays for
   * that. False when the shopper has no such fact; then too it is not learned from what happened before.
   */
  forgetFact(shopperId: string, edge: EdgeName, until: number): Promise<boolean>;
  /**
   * Takes observations that were recorded before this moment out of the log, and makes their facts anew from what is
   * left; what was told, denied or set right stays. In pieces: answers of how many events something was taken, 0 when
   * nothing is left to take.
   */
  expire(shopperId: string, recordedBefore: number): Promise<number>;
  /** Leaves no row of the shopper: no node, fact, event or version. */
  forget(shopperId: string): Promise<void>;
}
