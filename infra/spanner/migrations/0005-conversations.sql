-- LastPosition numbers the shopper's turns in the order of storing; it orders turns of the same millisecond and is the
-- cursor of pages.
CREATE TABLE IF NOT EXISTS ConversationLogs (
  ShopperId    STRING(MAX) NOT NULL,
  LastPosition INT64 NOT NULL,
) PRIMARY KEY (ShopperId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;

CREATE TABLE IF NOT EXISTS Conversations (
  ShopperId      STRING(MAX) NOT NULL,
  ConversationId STRING(MAX) NOT NULL,
  StartedAt      INT64 NOT NULL,
  LastTurnAt     INT64 NOT NULL,
  Turns          INT64 NOT NULL,
  Tokens         INT64 NOT NULL,
  Title          STRING(MAX) NOT NULL,
  LastPosition   INT64 NOT NULL,
) PRIMARY KEY (ShopperId, ConversationId),
  INTERLEAVE IN PARENT ConversationLogs ON DELETE CASCADE;

-- A conversation id is unique over all shoppers.
CREATE UNIQUE INDEX IF NOT EXISTS ConversationsById ON Conversations (ConversationId);

CREATE INDEX IF NOT EXISTS ConversationsLatest
  ON Conversations (ShopperId, LastPosition DESC), INTERLEAVE IN ConversationLogs;

CREATE TABLE IF NOT EXISTS Turns (
  ShopperId      STRING(MAX) NOT NULL,
  ConversationId STRING(MAX) NOT NULL,
  Position       INT64 NOT NULL,
  TurnId         STRING(MAX) NOT NULL,
  Tokens         INT64 NOT NULL,
  Body           STRING(MAX) NOT NULL,
  Reply          STRING(MAX) NOT NULL,
  CommittedAt    TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId, ConversationId, Position DESC),
  INTERLEAVE IN PARENT Conversations ON DELETE CASCADE;

CREATE UNIQUE INDEX IF NOT EXISTS TurnsById ON Turns (ShopperId, TurnId), INTERLEAVE IN ConversationLogs;
