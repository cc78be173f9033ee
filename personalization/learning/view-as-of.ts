import { applyOperations, covers } from './apply-operations.ts';
import { edgeKey, edgesTouched, type GraphChange, type GraphEdge } from './edge.ts';

/**
 * The facts that held at `asOf`, from the changes of one shopper that were known: evidence counts only what had
 * happened by then. Folds the log, so it is for looking back, not for every turn.
 */
export function viewAsOf(changes: readonly GraphChange[], asOf: number): readonly GraphEdge[] {
  const facts = new Map<string, Map<string, GraphEdge>>();
  const inOrder = changes
    .filter((change) => change.at <= asOf)
    .sort((a, b) => a.at - b.at || a.recordedAt - b.recordedAt);
  for (const change of inOrder) {
    const current = edgesTouched(change).flatMap((name) => [...(facts.get(edgeKey(name))?.values() ?? [])]);
    for (const edge of applyOperations(current, change)) {
      const versions = facts.get(edgeKey(edge)) ?? new Map<string, GraphEdge>();
      facts.set(edgeKey(edge), versions.set(edge.edgeId, edge));
    }
  }
  return [...facts.values()]
    .flatMap((versions) => [...versions.values()])
    .filter((edge) => covers(edge, asOf));
}
