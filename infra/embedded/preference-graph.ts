import { applyOperations } from '#personalization/learning/apply-operations.ts';
import {
  EDGE_KINDS,
  type EdgeKind,
  type EdgeName,
  edgesTouched,
  type GraphChange,
  type GraphEdge,
  type GraphNode,
  type NodeKind,
} from '#personalization/learning/edge.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import { viewAsOf } from '#personalization/learning/view-as-of.ts';
import type { Database, Migration } from './database.ts';

export const preferenceGraphMigrations: readonly Migration[] = [
  {
    id: 'preference-graph-1',
    sql: `
      CREATE TABLE graph_node (
        shopper_id TEXT NOT NULL,
        node_id    TEXT NOT NULL,
        kind       TEXT NOT NULL,
        props      TEXT NOT NULL,
        PRIMARY KEY (shopper_id, node_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE graph_edge (
        shopper_id  TEXT NOT NULL,
        source_id   TEXT NOT NULL,
        kind        TEXT NOT NULL,
        target_id   TEXT NOT NULL,
        edge_id     TEXT NOT NULL,
        valid_from  INTEGER NOT NULL,
        valid_to    INTEGER,
        recorded_at INTEGER NOT NULL,
        last_at     INTEGER NOT NULL,
        evidence    TEXT NOT NULL,
        props       TEXT NOT NULL,
        event_ids   TEXT NOT NULL,
        PRIMARY KEY (shopper_id, source_id, kind, target_id, edge_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX graph_edge_latest ON graph_edge (shopper_id, kind, last_at) WHERE valid_to IS NULL;
      CREATE INDEX graph_edge_id ON graph_edge (shopper_id, edge_id);
      CREATE TABLE graph_event (
        shopper_id  TEXT NOT NULL,
        event_id    TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        source      TEXT NOT NULL,
        operations  TEXT NOT NULL,
        PRIMARY KEY (shopper_id, event_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE graph_version (
        shopper_id TEXT NOT NULL,
        kind       TEXT NOT NULL,
        version    INTEGER NOT NULL,
        PRIMARY KEY (shopper_id, kind)
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The preference graph of an embedded database. */
export function createEmbeddedPreferenceGraph(database: Database): PreferenceGraph {
  return {
    async apply(changes) {
      return database.transaction(() => changes.map((change) => applyOne(database, change)));
    },
    async neighbourhood(shopperId, query = {}) {
      const kinds = query.kinds ?? EDGE_KINDS;
      const looksBack = query.asOf !== undefined || query.knownAt !== undefined;
      const edges = looksBack
        ? latestFirst(
            viewAsOf(changesOf(database, shopperId, query.knownAt), query.asOf ?? Number.MAX_SAFE_INTEGER),
          )
        : null;
      return {
        version: versionOf(database, shopperId, kinds),
        edges: kinds.flatMap((kind) =>
          edges === null
            ? openEdges(database, shopperId, kind, query.limit)
            : edges.filter((edge) => edge.kind === kind).slice(0, query.limit),
        ),
      };
    },
    async version(shopperId, kinds = EDGE_KINDS) {
      return versionOf(database, shopperId, kinds);
    },
    async explain(shopperId, edgeId) {
      const row = database
        .statement('SELECT * FROM graph_edge WHERE shopper_id = ? AND edge_id = ?')
        .get(shopperId, edgeId);
      if (row === undefined) return null;
      const edge = edgeFrom(row);
      const episode = database.statement(
        'SELECT event_id, occurred_at, source FROM graph_event WHERE shopper_id = ? AND event_id = ?',
      );
      return {
        edge,
        source: nodeOf(database, shopperId, edge.sourceId),
        target: nodeOf(database, shopperId, edge.targetId),
        versions: [...versionsOf(database, shopperId, edge)].sort((a, b) => a.validFrom - b.validFrom),
        episodes: edge.eventIds
          .flatMap((eventId) => {
            const found = episode.get(shopperId, eventId);
            return found === undefined
              ? []
              : [{ eventId, at: Number(found.occurred_at), source: String(found.source) }];
          })
          .sort((a, b) => a.at - b.at),
      };
    },
    async forget(shopperId) {
      database.transaction(() => {
        for (const table of ['graph_edge', 'graph_node', 'graph_event', 'graph_version']) {
          database.statement(`DELETE FROM ${table} WHERE shopper_id = ?`).run(shopperId);
        }
      });
    },
  };
}

function applyOne(database: Database, change: GraphChange): 'applied' | 'duplicate' {
  const { shopperId } = change;
  const logged = database
    .statement(
      `INSERT INTO graph_event (shopper_id, event_id, occurred_at, recorded_at, source, operations)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      shopperId,
      change.eventId,
      change.at,
      change.recordedAt,
      change.source,
      JSON.stringify(change.operations),
    );
  if (logged.changes === 0) return 'duplicate';

  const putNode = database.statement(
    `INSERT INTO graph_node (shopper_id, node_id, kind, props) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, props = excluded.props
     WHERE kind <> excluded.kind OR props <> excluded.props`,
  );
  for (const operation of change.operations) {
    if (operation.kind !== 'node') continue;
    const { nodeId, kind, props } = operation.node;
    putNode.run(shopperId, nodeId, kind, JSON.stringify(props));
  }

  const current = edgesTouched(change).flatMap((name) => versionsOf(database, shopperId, name));
  const putEdge = database.statement(
    `INSERT INTO graph_edge (shopper_id, source_id, kind, target_id, edge_id, valid_from, valid_to, recorded_at,
                             last_at, evidence, props, event_ids)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to,
       last_at = excluded.last_at, evidence = excluded.evidence, props = excluded.props,
       event_ids = excluded.event_ids`,
  );
  const changedKinds = new Set<EdgeKind>();
  for (const edge of applyOperations(current, change)) {
    changedKinds.add(edge.kind);
    putEdge.run(
      shopperId,
      edge.sourceId,
      edge.kind,
      edge.targetId,
      edge.edgeId,
      edge.validFrom,
      edge.validTo,
      edge.recordedAt,
      edge.evidence.lastAt,
      JSON.stringify(edge.evidence),
      JSON.stringify(edge.props),
      JSON.stringify(edge.eventIds),
    );
  }
  const raiseVersion = database.statement(
    `INSERT INTO graph_version (shopper_id, kind, version) VALUES (?, ?, 1)
     ON CONFLICT DO UPDATE SET version = version + 1`,
  );
  for (const kind of changedKinds) raiseVersion.run(shopperId, kind);
  return 'applied';
}

type Row = Record<string, unknown>;

function versionsOf(database: Database, shopperId: string, name: EdgeName): readonly GraphEdge[] {
  return database
    .statement(
      'SELECT * FROM graph_edge WHERE shopper_id = ? AND source_id = ? AND kind = ? AND target_id = ?',
    )
    .all(shopperId, name.sourceId, name.kind, name.targetId)
    .map(edgeFrom);
}

function openEdges(
  database: Database,
  shopperId: string,
  kind: EdgeKind,
  limit: number | undefined,
): readonly GraphEdge[] {
  return database
    .statement(
      `SELECT * FROM graph_edge WHERE shopper_id = ? AND kind = ? AND valid_to IS NULL
       ORDER BY last_at DESC, target_id LIMIT ?`,
    )
    .all(shopperId, kind, limit ?? -1)
    .map(edgeFrom);
}

function edgeFrom(row: Row): GraphEdge {
  return {
    edgeId: String(row.edge_id),
    sourceId: String(row.source_id),
    kind: row.kind as EdgeKind,
    targetId: String(row.target_id),
    validFrom: Number(row.valid_from),
    validTo: row.valid_to === null ? null : Number(row.valid_to),
    recordedAt: Number(row.recorded_at),
    evidence: JSON.parse(String(row.evidence)),
    props: JSON.parse(String(row.props)),
    eventIds: JSON.parse(String(row.event_ids)),
  };
}

function nodeOf(database: Database, shopperId: string, nodeId: string): GraphNode | null {
  const row = database
    .statement('SELECT kind, props FROM graph_node WHERE shopper_id = ? AND node_id = ?')
    .get(shopperId, nodeId);
  return row === undefined
    ? null
    : { nodeId, kind: row.kind as NodeKind, props: JSON.parse(String(row.props)) };
}

function changesOf(database: Database, shopperId: string, knownAt = Number.MAX_SAFE_INTEGER): GraphChange[] {
  return database
    .statement('SELECT * FROM graph_event WHERE shopper_id = ? AND recorded_at <= ?')
    .all(shopperId, knownAt)
    .map((row) => ({
      eventId: String(row.event_id),
      shopperId,
      at: Number(row.occurred_at),
      recordedAt: Number(row.recorded_at),
      source: String(row.source),
      operations: JSON.parse(String(row.operations)),
    }));
}

function versionOf(database: Database, shopperId: string, kinds: readonly EdgeKind[]): number {
  return database
    .statement('SELECT kind, version FROM graph_version WHERE shopper_id = ?')
    .all(shopperId)
    .reduce((sum, row) => (kinds.includes(row.kind as EdgeKind) ? sum + Number(row.version) : sum), 0);
}

function latestFirst(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  return [...edges].sort(
    (a, b) => b.evidence.lastAt - a.evidence.lastAt || (a.targetId < b.targetId ? -1 : 1),
  );
}
