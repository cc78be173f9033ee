import { applyOperations } from '#personalization/learning/apply-operations.ts';
import {
  type EdgeKind,
  type EdgeName,
  edgeKey,
  edgesTouched,
  type GraphChange,
  type GraphEdge,
  type GraphNode,
} from '#personalization/learning/edge.ts';
import { versionBefore } from '#personalization/learning/first-version.ts';
import type { Database } from './database.ts';

/** What the changes of one transaction read and write: every fact is read once and written once. */
export function openBatch(database: Database) {
  const versions = new Map<string, { current: Map<string, GraphEdge>; readonly changed: Set<string> }>();
  const nodes = new Map<string, { readonly shopperId: string; readonly node: GraphNode }>();
  const raised = new Map<
    string,
    { readonly shopperId: string; readonly kind: EdgeKind; readonly from: number; by: number }
  >();
  const owners = new Map<string, string>();

  const factOf = (shopperId: string, name: EdgeName) => {
    const key = `${shopperId.length}:${shopperId}${edgeKey(name)}`;
    const known = versions.get(key);
    if (known !== undefined) return known;
    const stored = versionsOf(database, shopperId, name);
    const fact = { current: new Map(stored.map((edge) => [edge.edgeId, edge])), changed: new Set<string>() };
    versions.set(key, fact);
    owners.set(key, shopperId);
    return fact;
  };

  return {
    put(shopperId: string, node: GraphNode) {
      nodes.set(`${shopperId.length}:${shopperId}${node.nodeId}`, { shopperId, node });
    },
    current: (shopperId: string, name: EdgeName) => [...factOf(shopperId, name).current.values()],
    change({ shopperId, recordedAt }: GraphChange, edges: readonly GraphEdge[]) {
      for (const edge of edges) {
        const fact = factOf(shopperId, edge);
        fact.current.set(edge.edgeId, edge);
        fact.changed.add(edge.edgeId);
      }
      for (const kind of new Set(edges.map((edge) => edge.kind))) {
        const key = `${kind}:${shopperId}`;
        const sofar = raised.get(key);
        const from = sofar?.from ?? versionBefore({ recordedAt });
        raised.set(key, { shopperId, kind, from, by: (sofar?.by ?? 0) + 1 });
      }
    },
    write() {
      for (const { shopperId, node } of nodes.values()) putNode(database, shopperId, node);
      for (const [key, { current, changed }] of versions) {
        for (const edgeId of changed) {
          putEdge(database, owners.get(key) as string, current.get(edgeId) as GraphEdge);
        }
      }
      const raise = database.statement(
        `INSERT INTO graph_version (shopper_id, kind, version) VALUES ($shopper, $kind, $from + $by)
         ON CONFLICT DO UPDATE SET version = version + $by`,
      );
      for (const { shopperId, kind, from, by } of raised.values()) {
        raise.run({ $shopper: shopperId, $kind: kind, $from: from, $by: by });
      }
    },
  };
}

/** Applies one change within a batch; what it changes is written with the batch. */
export function applyOne(
  database: Database,
  change: GraphChange,
  batch: ReturnType<typeof openBatch>,
): 'applied' | 'duplicate' {
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
  for (const operation of change.operations) {
    if (operation.kind === 'node') batch.put(shopperId, operation.node);
  }
  const current = edgesTouched(change).flatMap((name) => batch.current(shopperId, name));
  batch.change(change, applyOperations(current, change));
  return 'applied';
}

function putNode(database: Database, shopperId: string, { nodeId, kind, props }: GraphNode): void {
  database
    .statement(
      `INSERT INTO graph_node (shopper_id, node_id, kind, props) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET kind = excluded.kind, props = excluded.props
       WHERE kind <> excluded.kind OR props <> excluded.props`,
    )
    .run(shopperId, nodeId, kind, JSON.stringify(props));
}

export function putEdge(database: Database, shopperId: string, edge: GraphEdge): void {
  database
    .statement(
      `INSERT INTO graph_edge (shopper_id, source_id, kind, target_id, edge_id, valid_from, valid_to, recorded_at,
                               last_at, evidence, props, event_ids)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to,
         last_at = excluded.last_at, evidence = excluded.evidence, props = excluded.props,
         event_ids = excluded.event_ids`,
    )
    .run(
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

type Row = Record<string, unknown>;

/** Every version of a fact. */
export function versionsOf(database: Database, shopperId: string, name: EdgeName): readonly GraphEdge[] {
  return database
    .statement(
      'SELECT * FROM graph_edge WHERE shopper_id = ? AND source_id = ? AND kind = ? AND target_id = ?',
    )
    .all(shopperId, name.sourceId, name.kind, name.targetId)
    .map(edgeFrom);
}

export function eventFrom(row: Row): GraphChange {
  return {
    eventId: String(row.event_id),
    shopperId: String(row.shopper_id),
    at: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
    source: String(row.source),
    operations: JSON.parse(String(row.operations)),
  };
}

export function edgeFrom(row: Row): GraphEdge {
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
