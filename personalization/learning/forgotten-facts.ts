import { createHash } from 'node:crypto';
import { type EdgeName, edgeKey, type GraphChange, type GraphOperation } from './edge.ts';

/** Until when the evidence of facts no longer counts, by `factMark`, in milliseconds since the epoch. */
export type ForgottenFacts = ReadonlyMap<string, number>;

/**
 * Stands for one fact of one shopper without saying which: 132 bits of SHA-256 over both. It is what is kept of a
 * forgotten fact, and the fact's id towards its owner.
 */
export function factMark(shopperId: string, edge: EdgeName): string {
  return createHash('sha256')
    .update(JSON.stringify([shopperId, edgeKey(edge)]))
    .digest('base64url')
    .slice(0, 22);
}

/** The change without what it says of forgotten facts from the time before: what was forgotten is not learned anew. */
export function withoutForgotten(change: GraphChange, forgotten: ForgottenFacts): GraphChange {
  if (forgotten.size === 0) return change;
  return withOperations(change, (operation) => {
    const until = forgotten.get(factMark(change.shopperId, operation.edge));
    return until === undefined || timeOf(operation, change) > until;
  });
}

/** The change without all that it says of one fact, whenever that was. */
export function withoutFact(change: GraphChange, edge: EdgeName): GraphChange {
  const key = edgeKey(edge);
  const isOther = (name: EdgeName) => edgeKey(name) !== key;
  const { operations, ...rest } = withOperations(change, (operation) => isOther(operation.edge));
  return {
    ...rest,
    operations: operations.map((operation) =>
      operation.kind === 'assert'
        ? { ...operation, replaces: operation.replaces.filter(isOther) }
        : operation,
    ),
  };
}

/** True of what was seen of the shopper; what they told, denied or set right is none. */
export function isSeen(operation: GraphOperation): operation is SeenOperation {
  return SEEN.has(operation.kind);
}

/** The change without what was seen of the shopper. */
export function withoutObservations(change: GraphChange): GraphChange {
  return withOperations(change, (operation) => !isSeen(operation));
}

/** Whether a change says anything of a fact. */
export function tellsOf(change: GraphChange, edge: EdgeName): boolean {
  const key = edgeKey(edge);
  return change.operations.some((operation) => {
    if (operation.kind === 'node') return false;
    const named = operation.kind === 'assert' ? [operation.edge, ...operation.replaces] : [operation.edge];
    return named.some((name) => edgeKey(name) === key);
  });
}

type SeenOperation = Extract<GraphOperation, { readonly kind: 'observe' | 'retract' | 'show' | 'choose' }>;
const SEEN: ReadonlySet<string> = new Set<SeenOperation['kind']>(['observe', 'retract', 'show', 'choose']);

type FactOperation = Exclude<GraphOperation, { readonly kind: 'node' }>;

/** Keeps these operations on facts, and the nodes but for those that only the others needed. */
function withOperations(change: GraphChange, keeps: (operation: FactOperation) => boolean): GraphChange {
  const ends = { kept: new Set<string>(), dropped: new Set<string>() };
  const stays = new Set<GraphOperation>();
  for (const operation of change.operations) {
    if (operation.kind === 'node') continue;
    const kept = keeps(operation);
    if (kept) stays.add(operation);
    for (const end of [operation.edge.sourceId, operation.edge.targetId]) {
      (kept ? ends.kept : ends.dropped).add(end);
    }
  }
  if (ends.dropped.size === 0) return change;
  return {
    ...change,
    operations: change.operations.filter((operation) =>
      operation.kind === 'node'
        ? operation.node.kind === 'shopper' ||
          ends.kept.has(operation.node.nodeId) ||
          !ends.dropped.has(operation.node.nodeId)
        : stays.has(operation),
    ),
  };
}

/** When that happened which an operation tells of. */
function timeOf(operation: FactOperation, { at }: GraphChange): number {
  return operation.kind === 'observe' || operation.kind === 'retract' ? operation.observation.at : at;
}
