CREATE TABLE IF NOT EXISTS Carts (
  ShopperId      STRING(MAX) NOT NULL,
  CartId         STRING(64) NOT NULL,
  Revision       INT64 NOT NULL,
  Lines          STRING(MAX) NOT NULL,
  PromotionCodes STRING(MAX) NOT NULL,
  Currency       STRING(8) NOT NULL,
  ChangedAt      TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;

-- Operations that were committed, so that one sent again is recognised; nobody repeats one after three months.
CREATE TABLE IF NOT EXISTS CartOperations (
  ShopperId   STRING(MAX) NOT NULL,
  OperationId STRING(MAX) NOT NULL,
  Revision    INT64 NOT NULL,
  Request     STRING(MAX),
  CommittedAt TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId, OperationId),
  INTERLEAVE IN PARENT Carts ON DELETE CASCADE,
  ROW DELETION POLICY (OLDER_THAN(CommittedAt, INTERVAL 90 DAY));

-- Earlier contents that undo ('undo') and redo ('redo') bring back, the latest under the highest revision.
CREATE TABLE IF NOT EXISTS CartPiles (
  ShopperId      STRING(MAX) NOT NULL,
  Pile           STRING(8) NOT NULL,
  Revision       INT64 NOT NULL,
  Lines          STRING(MAX) NOT NULL,
  PromotionCodes STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId, Pile, Revision DESC),
  INTERLEAVE IN PARENT Carts ON DELETE CASCADE;
