import { applyOperations } from './apply-operations.ts';
import { type EdgeName, edgeKey, edgesTouched, type GraphChange, type GraphEdge } from './edge.ts';
import { isSeen, withoutObservations } from './forgotten-facts.ts';

/** Events that observations are taken out of in one go. */
const EVENTS_AT_ONCE = 2_000;

/** What changes when old observations go; each list is empty when there are none. */
export interface Expiry {
  /** Events that said something which goes, with what they still say. */
  readonly events: readonly GraphChange[];
  /** The facts that stood on it. */
  readonly facts: readonly EdgeName[];
  /** Every version of these facts that is left, from what the other events say. */
  readonly edges: readonly GraphEdge[];
}

/** Takes out of one shopper's changes what was observed and recorded before a moment, the oldest records first. */
export function expireObservations(changes: readonly GraphChange[], recordedBefore: number): Expiry {
  const expiring = changes
    .filter(({ recordedAt, operations }) => recordedAt < recordedBefore && operations.some(isSeen))
    .sort((a, b) => a.recordedAt - b.recordedAt)
    .slice(0, EVENTS_AT_ONCE);
  const rewritten = new Map(expiring.map((change) => [change.eventId, withoutObservations(change)]));
  const facts = new Map<string, EdgeName>();
  for (const { operations } of expiring) {
    for (const operation of operations) {
      if (!isSeen(operation)) continue;
      const named = operation.kind === 'choose' ? [operation.edge, operation.shown] : [operation.edge];
      for (const { sourceId, kind, targetId } of named) {
        facts.set(edgeKey({ sourceId, kind, targetId }), { sourceId, kind, targetId });
      }
    }
  }
  const left = changes.map((change) => rewritten.get(change.eventId) ?? change);
  return {
    events: [...rewritten.values()],
    facts: [...facts.values()],
    edges: factsOf(left, new Set(facts.keys())),
  };
}

/** Every version of these facts, from all that the changes say of them. */
function factsOf(changes: readonly GraphChange[], keys: ReadonlySet<string>): readonly GraphEdge[] {
  const facts = new Map([...keys].map((key) => [key, new Map<string, GraphEdge>()]));
  // What was set right of evidence that is gone is so of what came since.
  const early = new Map<string, GraphChange>();
  const apply = (change: GraphChange) => {
    const current = edgesTouched(change).flatMap((edge) => [...(facts.get(edgeKey(edge))?.values() ?? [])]);
    for (const edge of applyOperations(current, change)) facts.get(edgeKey(edge))?.set(edge.edgeId, edge);
  };
  // As they arrived: a fact's record is then as old as the oldest that it stands on.
  const inOrder = [...changes].sort((a, b) => a.recordedAt - b.recordedAt || a.at - b.at);
  for (const change of inOrder) {
    const touched = edgesTouched(change).map(edgeKey);
    if (!touched.some((key) => keys.has(key))) continue;
    apply(change);
    for (const operation of change.operations) {
      const isEarly = operation.kind === 'correct' && facts.get(edgeKey(operation.edge))?.size === 0;
      if (isEarly) early.set(edgeKey(operation.edge), { ...change, operations: [operation] });
    }
    for (const key of touched) {
      const correction = early.get(key);
      if (correction === undefined || facts.get(key)?.size === 0) continue;
      apply(correction);
      early.delete(key);
    }
  }
  return [...facts.values()].flatMap((versions) => [...versions.values()]);
}
