import type {
  EdgeKind,
  GraphChange,
  GraphEdge,
  GraphNode,
  NodeKind,
} from '#personalization/learning/edge.ts';
import { COMMIT_TIME, type Mutation, type Row } from './database.ts';

/** Columns of nodes, edges and events as they are read, and how they become what the graph speaks of. */
export const NODE = ['NodeId', 'Kind', 'Props'];
export const EDGE = [
  'SrcId',
  'Kind',
  'DstId',
  'EdgeId',
  'ValidFrom',
  'ValidTo',
  'RecordedAt',
  'Evidence',
  'Props',
  'EventIds',
];
export const EVENT = ['EventId', 'OccurredAt', 'RecordedAt', 'Source', 'Operations'];

export function nodeOf(row: Row): GraphNode {
  return { nodeId: String(row.NodeId), kind: row.Kind as NodeKind, props: JSON.parse(String(row.Props)) };
}

export function edgeOf(row: Row): GraphEdge {
  return {
    edgeId: String(row.EdgeId),
    sourceId: String(row.SrcId),
    kind: row.Kind as EdgeKind,
    targetId: String(row.DstId),
    validFrom: Number(row.ValidFrom),
    validTo: row.ValidTo === null ? null : Number(row.ValidTo),
    recordedAt: Number(row.RecordedAt),
    evidence: JSON.parse(String(row.Evidence)),
    props: JSON.parse(String(row.Props)),
    eventIds: JSON.parse(String(row.EventIds)),
  };
}

export function changeOf(row: Row): GraphChange {
  return {
    eventId: String(row.EventId),
    shopperId: String(row.ShopperId),
    at: Number(row.OccurredAt),
    recordedAt: Number(row.RecordedAt),
    source: String(row.Source),
    operations: JSON.parse(String(row.Operations)),
  };
}

export function putNode(shopperId: string, { nodeId, kind, props }: GraphNode): Mutation {
  return {
    kind: 'put',
    table: 'GraphNode',
    row: { ShopperId: shopperId, NodeId: nodeId, Kind: kind, Props: JSON.stringify(props) },
  };
}

export function putEdge(shopperId: string, edge: GraphEdge): Mutation {
  return {
    kind: 'put',
    table: 'GraphEdge',
    row: {
      ShopperId: shopperId,
      SrcId: edge.sourceId,
      Kind: edge.kind,
      DstId: edge.targetId,
      EdgeId: edge.edgeId,
      ValidFrom: edge.validFrom,
      ValidTo: edge.validTo,
      RecordedAt: edge.recordedAt,
      LastAt: edge.evidence.lastAt,
      Evidence: JSON.stringify(edge.evidence),
      Props: JSON.stringify(edge.props),
      EventIds: JSON.stringify(edge.eventIds),
    },
  };
}

export function putEvent(change: GraphChange): Mutation {
  return {
    kind: 'put',
    table: 'GraphEvent',
    row: {
      ShopperId: change.shopperId,
      EventId: change.eventId,
      OccurredAt: change.at,
      RecordedAt: change.recordedAt,
      Source: change.source,
      Operations: JSON.stringify(change.operations),
      CommittedAt: COMMIT_TIME,
    },
  };
}
