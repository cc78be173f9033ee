import { OBSERVED_KINDS } from '#personalization/learning/edge.ts';
import { expireObservations } from '#personalization/learning/expire-observations.ts';
import type { Database } from './database.ts';
import { eventFrom, putEdge } from './graph-batch.ts';

/** Takes old observations out of every table, inside the caller's transaction. Answers of how many events. */
export function expireFacts(database: Database, shopperId: string, recordedBefore: number): number {
  const old = database
    .statement(
      `SELECT 1 FROM graph_edge WHERE shopper_id = ? AND recorded_at < ?
       AND kind IN (SELECT value FROM json_each(?)) LIMIT 1`,
    )
    .get(shopperId, recordedBefore, JSON.stringify(OBSERVED_KINDS));
  if (old === undefined) return 0;
  const changes = database
    .statement("SELECT * FROM graph_event WHERE shopper_id = ? AND operations <> '[]'")
    .all(shopperId)
    .map(eventFrom);
  const { events, facts, edges } = expireObservations(changes, recordedBefore);
  const rewrite = database.statement(
    'UPDATE graph_event SET operations = ? WHERE shopper_id = ? AND event_id = ?',
  );
  for (const { eventId, operations } of events) rewrite.run(JSON.stringify(operations), shopperId, eventId);
  const remove = database.statement(
    'DELETE FROM graph_edge WHERE shopper_id = ? AND source_id = ? AND kind = ? AND target_id = ?',
  );
  for (const { sourceId, kind, targetId } of facts) remove.run(shopperId, sourceId, kind, targetId);
  for (const edge of edges) putEdge(database, shopperId, edge);
  const removeNode = database.statement(
    `DELETE FROM graph_node WHERE shopper_id = $shopper AND node_id = $node AND NOT EXISTS (
       SELECT 1 FROM graph_edge WHERE shopper_id = $shopper AND (target_id = $node OR source_id = $node))`,
  );
  for (const { targetId } of facts) removeNode.run({ $shopper: shopperId, $node: targetId });
  const raise = database.statement(
    'UPDATE graph_version SET version = version + 1 WHERE shopper_id = ? AND kind = ?',
  );
  for (const kind of new Set(facts.map((fact) => fact.kind))) raise.run(shopperId, kind);
  return events.length;
}
