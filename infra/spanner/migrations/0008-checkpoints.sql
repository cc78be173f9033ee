-- A write may come before its checkpoint, so the two tables stand side by side.
CREATE TABLE IF NOT EXISTS Checkpoints (
  ThreadId       STRING(MAX) NOT NULL,
  Namespace      STRING(MAX) NOT NULL,
  CheckpointId   STRING(MAX) NOT NULL,
  ParentId       STRING(MAX),
  CheckpointType STRING(32) NOT NULL,
  Checkpoint     BYTES(MAX) NOT NULL,
  MetadataType   STRING(32) NOT NULL,
  Metadata       BYTES(MAX) NOT NULL,
) PRIMARY KEY (ThreadId, Namespace, CheckpointId DESC);

CREATE TABLE IF NOT EXISTS CheckpointWrites (
  ThreadId     STRING(MAX) NOT NULL,
  Namespace    STRING(MAX) NOT NULL,
  CheckpointId STRING(MAX) NOT NULL,
  TaskId       STRING(MAX) NOT NULL,
  Position     INT64 NOT NULL,
  Place        INT64 NOT NULL,
  Channel      STRING(MAX) NOT NULL,
  ValueType    STRING(32) NOT NULL,
  Value        BYTES(MAX) NOT NULL,
  CommittedAt  TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ThreadId, Namespace, CheckpointId DESC, TaskId, Position);
