import type { EdgeName, GraphChange } from '#personalization/learning/edge.ts';
import {
  type ForgottenFacts,
  factMark,
  tellsOf,
  withoutFact,
} from '#personalization/learning/forgotten-facts.ts';
import type { Database, Migration } from './database.ts';

export const forgottenFactsMigrations: readonly Migration[] = [
  {
    id: 'preference-graph-3',
    sql: `
      CREATE TABLE graph_forgotten (
        shopper_id TEXT NOT NULL,
        mark       TEXT NOT NULL,
        until      INTEGER NOT NULL,
        PRIMARY KEY (shopper_id, mark)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** Which facts a shopper denied or had forgotten. */
export function forgottenFacts(database: Database, shopperId: string): ForgottenFacts {
  const rows = database
    .statement('SELECT mark, until FROM graph_forgotten WHERE shopper_id = ?')
    .all(shopperId);
  return new Map(rows.map(({ mark, until }) => [String(mark), Number(until)]));
}

/** Nothing more is learned of a fact from what was observed until then. */
export function markForgotten(database: Database, shopperId: string, edge: EdgeName, until: number): void {
  database
    .statement(
      `INSERT INTO graph_forgotten (shopper_id, mark, until) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`,
    )
    .run(shopperId, factMark(shopperId, edge), until);
}

/** Takes one fact out of every table, inside the caller's transaction. True when there was one. */
export function forgetFact(database: Database, shopperId: string, edge: EdgeName, until: number): boolean {
  const { sourceId, kind, targetId } = edge;
  const latest = database
    .statement(
      `SELECT max(last_at) AS at, count(*) AS versions FROM graph_edge
       WHERE shopper_id = ? AND source_id = ? AND kind = ? AND target_id = ?`,
    )
    .get(shopperId, sourceId, kind, targetId);
  markForgotten(database, shopperId, edge, Math.max(until, Number(latest?.at ?? until)));
  stripEvents(database, shopperId, edge);
  if (Number(latest?.versions) === 0) return false;
  database
    .statement('DELETE FROM graph_edge WHERE shopper_id = ? AND source_id = ? AND kind = ? AND target_id = ?')
    .run(shopperId, sourceId, kind, targetId);
  database
    .statement(
      `DELETE FROM graph_node WHERE shopper_id = $shopper AND node_id = $node AND NOT EXISTS (
         SELECT 1 FROM graph_edge WHERE shopper_id = $shopper AND (target_id = $node OR source_id = $node))`,
    )
    .run({ $shopper: shopperId, $node: targetId });
  database
    .statement(
      `INSERT INTO graph_version (shopper_id, kind, version) VALUES (?, ?, 1)
       ON CONFLICT DO UPDATE SET version = version + 1`,
    )
    .run(shopperId, kind);
  return true;
}

/** The events stay, so that they are not taken for new ones; what they say of the fact goes. */
function stripEvents(database: Database, shopperId: string, edge: EdgeName): void {
  const rewrite = database.statement(
    'UPDATE graph_event SET operations = ? WHERE shopper_id = ? AND event_id = ?',
  );
  const naming = database
    .statement(
      `SELECT event_id, occurred_at, operations FROM graph_event
       WHERE shopper_id = ? AND instr(operations, ?) > 0`,
    )
    .all(shopperId, JSON.stringify(edge.targetId));
  for (const row of naming) {
    const change: GraphChange = {
      eventId: String(row.event_id),
      shopperId,
      at: Number(row.occurred_at),
      recordedAt: 0,
      source: '',
      operations: JSON.parse(String(row.operations)),
    };
    if (!tellsOf(change, edge)) continue;
    rewrite.run(JSON.stringify(withoutFact(change, edge).operations), shopperId, change.eventId);
  }
}
