import { OBSERVED_KINDS } from '#personalization/learning/edge.ts';
import { expireObservations } from '#personalization/learning/expire-observations.ts';
import type { WriteTransaction } from './database.ts';
import { changeOf, EVENT, putEdge, putEvent } from './graph-rows.ts';

/** Takes old observations out of every table. Answers of how many events. */
export async function expireFacts(
  transaction: WriteTransaction,
  shopperId: string,
  recordedBefore: number,
): Promise<number> {
  const columns = ['SrcId', 'Kind', 'DstId', 'EdgeId', 'RecordedAt'];
  const before = await transaction.rows('GraphEdge', columns, { keys: [[shopperId]] });
  const observed: readonly unknown[] = OBSERVED_KINDS;
  if (!before.some((row) => observed.includes(row.Kind) && Number(row.RecordedAt) < recordedBefore)) return 0;
  const [rows, versions] = await Promise.all([
    transaction.rows('GraphEvent', EVENT, { keys: [[shopperId]] }),
    transaction.rows('GraphVersion', ['Kind', 'Version'], { keys: [[shopperId]] }),
  ]);
  const changes = rows.map((row) => changeOf({ ...row, ShopperId: shopperId }));
  const { events, facts, edges } = expireObservations(changes, recordedBefore);
  for (const change of events) transaction.write(putEvent(change));
  const touched = new Set(facts.map(({ sourceId, kind, targetId }) => keyOf(sourceId, kind, targetId)));
  const isTouched = (row: (typeof before)[number]) => touched.has(keyOf(row.SrcId, row.Kind, row.DstId));
  const kept = new Set(edges.map(({ edgeId }) => edgeId));
  for (const row of before.filter(isTouched)) {
    if (kept.has(String(row.EdgeId))) continue;
    const key = [shopperId, String(row.SrcId), String(row.Kind), String(row.DstId), String(row.EdgeId)];
    transaction.write({ kind: 'remove', table: 'GraphEdge', key });
  }
  for (const edge of edges) transaction.write(putEdge(shopperId, edge));
  const needed = new Set(
    [
      ...before.filter((row) => !isTouched(row)).flatMap((row) => [row.SrcId, row.DstId]),
      ...edges.flatMap(({ sourceId, targetId }) => [sourceId, targetId]),
    ].map(String),
  );
  for (const nodeId of new Set(facts.map(({ targetId }) => targetId))) {
    if (!needed.has(nodeId))
      transaction.write({ kind: 'remove', table: 'GraphNode', key: [shopperId, nodeId] });
  }
  const kinds = new Set<unknown>(facts.map(({ kind }) => kind));
  for (const { Kind, Version } of versions.filter((row) => kinds.has(row.Kind))) {
    const row = { ShopperId: shopperId, Kind: String(Kind), Version: Number(Version) + 1 };
    transaction.write({ kind: 'put', table: 'GraphVersion', row });
  }
  return events.length;
}

const keyOf = (...name: readonly unknown[]) => JSON.stringify(name);
