import { EDGE_KINDS, type EdgeKind } from '#personalization/learning/edge.ts';
import { edgesAlong } from '#personalization/learning/edges-along.ts';
import type {
  Explanation,
  Neighbourhood,
  NeighbourhoodQuery,
} from '#personalization/learning/preference-graph.ts';
import { viewAsOf } from '#personalization/learning/view-as-of.ts';
import type { Reads } from './database.ts';
import { changeOf, EDGE, EVENT, edgeOf, NODE, nodeOf } from './graph-rows.ts';

/** Counts the changes of facts of these kinds. */
export async function versionOf(
  reads: Reads,
  shopperId: string,
  kinds: readonly EdgeKind[],
): Promise<number> {
  const rows = await reads.rows('GraphVersion', ['Version'], {
    keys: kinds.map((kind) => [shopperId, kind]),
  });
  return rows.reduce((sum, row) => sum + Number(row.Version), 0);
}

/** The facts that hold now, from the index of those. */
export async function readOpen(
  reads: Reads,
  shopperId: string,
  { kinds = EDGE_KINDS, limit }: NeighbourhoodQuery,
): Promise<Neighbourhood> {
  const index = 'GraphEdgeOpen';
  const ofKinds = (some: readonly EdgeKind[], most: { readonly limit?: number }) =>
    reads.rows('GraphEdge', EDGE, { keys: some.map((kind) => [shopperId, kind]), index, ...most });
  const [version, ...found] = await Promise.all([
    versionOf(reads, shopperId, kinds),
    // A limit holds for a read, so each kind needs one of its own.
    ...(limit === undefined ? [ofKinds(kinds, {})] : kinds.map((kind) => ofKinds([kind], { limit }))),
  ]);
  const edges = Map.groupBy(found.flat().map(edgeOf), ({ kind }) => kind);
  return { version, edges: kinds.flatMap((kind) => edges.get(kind) ?? []) };
}

/** The facts that held at a moment, or were known then: folded anew from the log of events. */
export async function lookBack(
  reads: Reads,
  shopperId: string,
  query: NeighbourhoodQuery,
): Promise<Neighbourhood> {
  const { kinds = EDGE_KINDS, asOf = Number.MAX_SAFE_INTEGER, knownAt = Number.MAX_SAFE_INTEGER } = query;
  const [version, events] = await Promise.all([
    versionOf(reads, shopperId, kinds),
    reads.rows('GraphEvent', EVENT, { keys: [[shopperId]] }),
  ]);
  const changes = events
    .map((row) => changeOf({ ...row, ShopperId: shopperId }))
    .filter(({ recordedAt }) => recordedAt <= knownAt);
  return { version, edges: await edgesAlong(viewAsOf(changes, asOf), query) };
}

/** One read a hop, of everything that leaves the nodes reached so far. */
export async function readAlong(
  reads: Reads,
  shopperId: string,
  query: NeighbourhoodQuery,
): Promise<Neighbourhood> {
  const { kinds = EDGE_KINDS } = query;
  const edgesFrom = async (nodeIds: readonly string[]) => {
    const rows = await reads.rows('GraphEdge', EDGE, {
      keys: nodeIds.flatMap((nodeId) => kinds.map((kind) => [shopperId, nodeId, kind])),
    });
    return rows.map(edgeOf).filter(({ validTo }) => validTo === null);
  };
  const version = await versionOf(reads, shopperId, kinds);
  return { version, edges: await edgesAlong(edgesFrom, query) };
}

export async function explain(reads: Reads, shopperId: string, edgeId: string): Promise<Explanation | null> {
  const [found] = await reads.rows('GraphEdge', ['SrcId', 'Kind', 'DstId'], {
    keys: [[shopperId, edgeId]],
    index: 'GraphEdgeById',
  });
  if (found === undefined) return null;
  const [sourceId, kind, targetId] = [String(found.SrcId), String(found.Kind), String(found.DstId)];
  const [nodes, rows] = await Promise.all([
    reads.rows('GraphNode', NODE, {
      keys: [...new Set([sourceId, targetId])].map((nodeId) => [shopperId, nodeId]),
    }),
    reads.rows('GraphEdge', EDGE, { keys: [[shopperId, sourceId, kind, targetId]] }),
  ]);
  const versions = rows.map(edgeOf).sort((a, b) => a.validFrom - b.validFrom);
  const edge = versions.find((version) => version.edgeId === edgeId);
  if (edge === undefined) return null;
  const events = await reads.rows('GraphEvent', EVENT, {
    keys: [...new Set(edge.eventIds)].map((eventId) => [shopperId, eventId]),
  });
  const nodeOfId = (id: string) => nodes.map(nodeOf).find(({ nodeId }) => nodeId === id) ?? null;
  return {
    edge,
    source: nodeOfId(sourceId),
    target: nodeOfId(targetId),
    versions,
    episodes: events
      .map((row) => changeOf({ ...row, ShopperId: shopperId }))
      .map(({ eventId, at, source }) => ({ eventId, at, source }))
      .sort((a, b) => a.at - b.at),
  };
}
