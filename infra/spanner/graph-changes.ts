import { applyOperations } from '#personalization/learning/apply-operations.ts';
import {
  type EdgeKind,
  edgeKey,
  edgesTouched,
  type GraphChange,
  type GraphEdge,
} from '#personalization/learning/edge.ts';
import { versionBefore } from '#personalization/learning/first-version.ts';
import type { Mutation, WriteTransaction } from './database.ts';
import { forgottenFacts, keepUnforgotten } from './forgotten-facts.ts';
import { EDGE, edgeOf, putEdge, putEvent, putNode } from './graph-rows.ts';
import { shopperRows } from './shopper-rows.ts';

/** All changes in one go: the facts they touch are read once, changed in order in memory, and written once. */
export async function applyAll(
  transaction: WriteTransaction,
  changes: readonly GraphChange[],
): Promise<readonly ('applied' | 'duplicate')[]> {
  const keyOf = ({ shopperId, eventId }: { shopperId: string; eventId: string }) =>
    JSON.stringify([shopperId, eventId]);
  const [events, forgottenOf] = await Promise.all([
    transaction.rows('GraphEvent', ['ShopperId', 'EventId'], {
      keys: changes.map(({ shopperId, eventId }) => [shopperId, eventId]),
    }),
    forgottenFacts(transaction, new Set(changes.map(({ shopperId }) => shopperId))),
  ]);
  const known = new Set(events.map((row) => JSON.stringify([row.ShopperId, row.EventId])));
  const results = changes.map((change) => {
    if (known.has(keyOf(change))) return 'duplicate';
    known.add(keyOf(change));
    return 'applied';
  });
  const heard = changes.filter((_, index) => results[index] === 'applied');
  if (heard.length === 0) return results;

  const shopperIds = new Set(heard.map(({ shopperId }) => shopperId));
  // First of all writes: everything else lies under these rows.
  transaction.write(...shopperRows(shopperIds, 'Graphs'));
  const fresh = heard.map((change) => keepUnforgotten(transaction, change, forgottenOf));
  const [facts, versions] = await Promise.all([
    factsTouched(transaction, fresh),
    transaction.rows('GraphVersion', ['ShopperId', 'Kind', 'Version'], {
      keys: [...shopperIds].map((shopperId) => [shopperId]),
    }),
  ]);
  const versionOf = new Map(
    versions.map((row) => [JSON.stringify([row.ShopperId, row.Kind]), Number(row.Version)]),
  );
  // A row that several of the changes touch is written once.
  const rows = new Map<string, Mutation>();
  for (const change of fresh) applyOne(rows, change, facts, versionOf);
  transaction.write(...rows.values());
  return results;
}

/** Every version of the facts that the changes touch, by shopper and fact, then by edge id. */
type Facts = Map<string, Map<string, GraphEdge>>;

const factKey = (shopperId: string, edge: Parameters<typeof edgeKey>[0]) =>
  JSON.stringify([shopperId, edgeKey(edge)]);

async function factsTouched(transaction: WriteTransaction, changes: readonly GraphChange[]): Promise<Facts> {
  const facts: Facts = new Map();
  const keys = new Map<string, readonly string[]>();
  for (const change of changes) {
    for (const name of edgesTouched(change)) {
      const { sourceId, kind, targetId } = name;
      keys.set(factKey(change.shopperId, name), [change.shopperId, sourceId, kind, targetId]);
    }
  }
  for (const key of keys.keys()) facts.set(key, new Map());
  const rows = await transaction.rows('GraphEdge', ['ShopperId', ...EDGE], { keys: [...keys.values()] });
  for (const row of rows) {
    const edge = edgeOf(row);
    facts.get(factKey(String(row.ShopperId), edge))?.set(edge.edgeId, edge);
  }
  return facts;
}

function applyOne(
  rows: Map<string, Mutation>,
  change: GraphChange,
  facts: Facts,
  versionOf: Map<string, number>,
): void {
  const { shopperId, eventId } = change;
  const put = (key: readonly string[], row: Mutation) => rows.set(JSON.stringify([row.table, ...key]), row);
  put([shopperId, eventId], putEvent(change));
  for (const operation of change.operations) {
    if (operation.kind !== 'node') continue;
    put([shopperId, operation.node.nodeId], putNode(shopperId, operation.node));
  }
  const current = edgesTouched(change).flatMap((name) => [
    ...(facts.get(factKey(shopperId, name))?.values() ?? []),
  ]);
  const changedKinds = new Set<EdgeKind>();
  for (const edge of applyOperations(current, change)) {
    changedKinds.add(edge.kind);
    facts.get(factKey(shopperId, edge))?.set(edge.edgeId, edge);
    put([factKey(shopperId, edge), edge.edgeId], putEdge(shopperId, edge));
  }
  for (const kind of changedKinds) {
    const key = JSON.stringify([shopperId, kind]);
    const version = (versionOf.get(key) ?? versionBefore(change)) + 1;
    versionOf.set(key, version);
    put([key], {
      kind: 'put',
      table: 'GraphVersion',
      row: { ShopperId: shopperId, Kind: kind, Version: version },
    });
  }
}
