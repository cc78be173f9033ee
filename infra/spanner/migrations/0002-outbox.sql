-- Announcements not yet done. WaitingSince is CreatedAt until an entry is set aside. Lane spreads the index by time
-- over several places, since a key that grows with time writes to one place alone.
CREATE TABLE IF NOT EXISTS Outbox (
  ShopperId    STRING(MAX) NOT NULL,
  EntryId      STRING(MAX) NOT NULL,
  Topic        STRING(32) NOT NULL,
  Payload      STRING(MAX) NOT NULL,
  CreatedAt    INT64 NOT NULL,
  Position     INT64 NOT NULL,
  Tries        INT64 NOT NULL,
  Reason       STRING(MAX),
  Lane         INT64 NOT NULL,
  WaitingSince INT64,
  SetAside     BOOL,
  CommittedAt  TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId, EntryId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;

CREATE UNIQUE INDEX IF NOT EXISTS OutboxByEntry ON Outbox (EntryId);

CREATE NULL_FILTERED INDEX IF NOT EXISTS OutboxWaiting
  ON Outbox (Lane, Topic, WaitingSince, CommittedAt, Position);

CREATE NULL_FILTERED INDEX IF NOT EXISTS OutboxOfShopper
  ON Outbox (ShopperId, Topic, WaitingSince, CommittedAt, Position), INTERLEAVE IN Shoppers;

CREATE NULL_FILTERED INDEX IF NOT EXISTS OutboxSetAside ON Outbox (SetAside);

-- Which process works through a topic, so that two do not deliver the same entry.
CREATE TABLE IF NOT EXISTS OutboxDrains (
  Topic     STRING(32) NOT NULL,
  Holder    STRING(64) NOT NULL,
  HeldUntil TIMESTAMP NOT NULL,
) PRIMARY KEY (Topic);
