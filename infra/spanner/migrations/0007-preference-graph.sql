-- ShopperId '*' is the global product graph.
CREATE TABLE IF NOT EXISTS Graphs (
  ShopperId STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;

CREATE TABLE IF NOT EXISTS GraphNode (
  ShopperId STRING(MAX) NOT NULL,
  NodeId    STRING(MAX) NOT NULL,
  Kind      STRING(32) NOT NULL,
  Props     STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId, NodeId),
  INTERLEAVE IN PARENT Graphs ON DELETE CASCADE;

-- One row a version of a fact. OpenLastAt is LastAt while the version holds, so that an index keeps those alone.
CREATE TABLE IF NOT EXISTS GraphEdge (
  ShopperId  STRING(MAX) NOT NULL,
  SrcId      STRING(MAX) NOT NULL,
  Kind       STRING(32) NOT NULL,
  DstId      STRING(MAX) NOT NULL,
  EdgeId     STRING(MAX) NOT NULL,
  ValidFrom  INT64 NOT NULL,
  ValidTo    INT64,
  RecordedAt INT64 NOT NULL,
  LastAt     INT64 NOT NULL,
  OpenLastAt INT64 AS (IF(ValidTo IS NULL, LastAt, NULL)) STORED,
  Evidence   STRING(MAX) NOT NULL,
  Props      STRING(MAX) NOT NULL,
  EventIds   STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId, SrcId, Kind, DstId, EdgeId),
  INTERLEAVE IN PARENT Graphs ON DELETE CASCADE;

CREATE NULL_FILTERED INDEX IF NOT EXISTS GraphEdgeOpen
  ON GraphEdge (ShopperId, Kind, OpenLastAt DESC, DstId)
  STORING (ValidFrom, ValidTo, RecordedAt, Evidence, Props, EventIds), INTERLEAVE IN Graphs;

CREATE INDEX IF NOT EXISTS GraphEdgeById ON GraphEdge (ShopperId, EdgeId), INTERLEAVE IN Graphs;

CREATE TABLE IF NOT EXISTS GraphEvent (
  ShopperId   STRING(MAX) NOT NULL,
  EventId     STRING(MAX) NOT NULL,
  OccurredAt  INT64 NOT NULL,
  RecordedAt  INT64 NOT NULL,
  Source      STRING(MAX) NOT NULL,
  Operations  STRING(MAX) NOT NULL,
  CommittedAt TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId, EventId),
  INTERLEAVE IN PARENT Graphs ON DELETE CASCADE;

CREATE TABLE IF NOT EXISTS GraphVersion (
  ShopperId STRING(MAX) NOT NULL,
  Kind      STRING(32) NOT NULL,
  Version   INT64 NOT NULL,
) PRIMARY KEY (ShopperId, Kind),
  INTERLEAVE IN PARENT Graphs ON DELETE CASCADE;

CREATE INDEX IF NOT EXISTS GraphVersionByKind ON GraphVersion (Kind, ShopperId) STORING (Version);
