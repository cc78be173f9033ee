import { EDGE_KINDS, type GraphEdge } from './edge.ts';
import type { NeighbourhoodQuery } from './preference-graph.ts';

/** Most facts that a walk may be far: each is a round of reading. */
export const MAX_HOPS = 4;

/** Facts of the kinds asked for that begin at these nodes. */
type EdgesFrom = (nodeIds: readonly string[]) => Promise<readonly GraphEdge[]>;

/**
 * The facts that a query is for, by kind, then latest observed first: among `source`, or by asking it once a hop.
 * No node is gone through twice, so circles end.
 */
export async function edgesAlong(
  source: readonly GraphEdge[] | EdgesFrom,
  query: NeighbourhoodQuery,
): Promise<readonly GraphEdge[]> {
  const { from, hops = 1 } = query;
  if (!(Number.isInteger(hops) && hops >= 1 && hops <= MAX_HOPS)) {
    throw new RangeError(`hops is ${hops}: give a whole number from 1 to ${MAX_HOPS}.`);
  }
  if (from === undefined) return inOrder(Array.isArray(source) ? source : [], query);
  const edgesFrom: EdgesFrom =
    typeof source === 'function'
      ? source
      : async (nodeIds) => source.filter(({ sourceId }) => nodeIds.includes(sourceId));
  const found = new Map<string, GraphEdge>();
  const passed = new Set<string>();
  let frontier = [...new Set(from)];
  for (let hop = 0; hop < hops && frontier.length > 0; hop += 1) {
    for (const nodeId of frontier) passed.add(nodeId);
    const edges = inOrder(await edgesFrom(frontier), query);
    for (const edge of edges) found.set(edge.edgeId, edge);
    frontier = [...new Set(edges.map(({ targetId }) => targetId))].filter((nodeId) => !passed.has(nodeId));
  }
  return inOrder([...found.values()], { ...query, limit: undefined });
}

function inOrder(
  edges: readonly GraphEdge[],
  { kinds = EDGE_KINDS, limit }: Pick<NeighbourhoodQuery, 'kinds'> & { readonly limit?: number | undefined },
): readonly GraphEdge[] {
  const latestFirst = [...edges].sort(
    (a, b) => b.evidence.lastAt - a.evidence.lastAt || (a.targetId < b.targetId ? -1 : 1),
  );
  return kinds.flatMap((kind) => latestFirst.filter((edge) => edge.kind === kind).slice(0, limit));
}
