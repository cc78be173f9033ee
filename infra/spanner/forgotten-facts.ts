import { type EdgeName, type GraphChange, SHOPPER_NODE } from '#personalization/learning/edge.ts';
import {
  factMark,
  tellsOf,
  withoutFact,
  withoutForgotten,
} from '#personalization/learning/forgotten-facts.ts';
import type { Mutation, Reads, WriteTransaction } from './database.ts';
import { changeOf, EVENT, putEvent } from './graph-rows.ts';
import { shopperRows } from './shopper-rows.ts';

type ForgottenByShopper = ReadonlyMap<string, Map<string, number>>;

/** Which facts these shoppers denied or had forgotten. */
export async function forgottenFacts(
  reads: Reads,
  shopperIds: ReadonlySet<string>,
): Promise<ForgottenByShopper> {
  const rows = await reads.rows('GraphForgotten', ['ShopperId', 'Mark', 'Until'], {
    keys: [...shopperIds].map((shopperId) => [shopperId]),
  });
  const forgotten = new Map([...shopperIds].map((shopperId) => [shopperId, new Map<string, number>()]));
  for (const row of rows) forgotten.get(String(row.ShopperId))?.set(String(row.Mark), Number(row.Until));
  return forgotten;
}

/** The change without what is forgotten; what it denies itself is marked, and counts for the changes after it. */
export function keepUnforgotten(
  transaction: WriteTransaction,
  change: GraphChange,
  forgottenOf: ForgottenByShopper,
): GraphChange {
  const { shopperId, at } = change;
  const forgotten = forgottenOf.get(shopperId) ?? new Map<string, number>();
  const kept = withoutForgotten(change, forgotten);
  for (const operation of change.operations) {
    if (operation.kind === 'deny') transaction.write(markForgotten(forgotten, shopperId, operation.edge, at));
  }
  return kept;
}

function markForgotten(
  forgotten: Map<string, number>,
  shopperId: string,
  edge: EdgeName,
  until: number,
): Mutation {
  const mark = factMark(shopperId, edge);
  const latest = Math.max(until, forgotten.get(mark) ?? until);
  forgotten.set(mark, latest);
  return {
    kind: 'put',
    table: 'GraphForgotten',
    row: { ShopperId: shopperId, Mark: mark, Until: latest },
  };
}

/** Takes one fact out of every table. True when there was one. */
export async function forgetFact(
  transaction: WriteTransaction,
  shopperId: string,
  edge: EdgeName,
  until: number,
): Promise<boolean> {
  const [edges, events, versions, forgottenOf] = await Promise.all([
    transaction.rows('GraphEdge', ['SrcId', 'Kind', 'DstId', 'EdgeId', 'LastAt'], { keys: [[shopperId]] }),
    transaction.rows('GraphEvent', EVENT, { keys: [[shopperId]] }),
    transaction.rows('GraphVersion', ['Version'], { keys: [[shopperId, edge.kind]] }),
    forgottenFacts(transaction, new Set([shopperId])),
  ]);
  const isIt = (row: (typeof edges)[number]) =>
    row.SrcId === edge.sourceId && row.Kind === edge.kind && row.DstId === edge.targetId;
  const own = edges.filter(isIt);
  const latest = Math.max(until, ...own.map((row) => Number(row.LastAt)));
  const forgotten: Map<string, number> = forgottenOf.get(shopperId) ?? new Map();
  transaction.write(...shopperRows([shopperId], 'Graphs'), markForgotten(forgotten, shopperId, edge, latest));
  for (const row of events) {
    const change = changeOf({ ...row, ShopperId: shopperId });
    if (tellsOf(change, edge)) transaction.write(putEvent(withoutFact(change, edge)));
  }
  if (own.length === 0) return false;
  for (const row of own) {
    const key = [shopperId, edge.sourceId, edge.kind, edge.targetId, String(row.EdgeId)];
    transaction.write({ kind: 'remove', table: 'GraphEdge', key });
  }
  const needed = edges.some(
    (row) => !isIt(row) && (row.SrcId === edge.targetId || row.DstId === edge.targetId),
  );
  if (!needed && edge.targetId !== SHOPPER_NODE) {
    transaction.write({ kind: 'remove', table: 'GraphNode', key: [shopperId, edge.targetId] });
  }
  const version = Number(versions[0]?.Version ?? 0) + 1;
  transaction.write({
    kind: 'put',
    table: 'GraphVersion',
    row: { ShopperId: shopperId, Kind: edge.kind, Version: version },
  });
  return true;
}
