CREATE TABLE IF NOT EXISTS OrderBooks (
  ShopperId STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;

CREATE TABLE IF NOT EXISTS Orders (
  ShopperId      STRING(MAX) NOT NULL,
  OrderId        STRING(MAX) NOT NULL,
  Status         STRING(16) NOT NULL,
  Lines          STRING(MAX) NOT NULL,
  SubtotalCents  INT64 NOT NULL,
  Discounts      STRING(MAX) NOT NULL,
  Discounted     BOOL,
  TotalCents     INT64 NOT NULL,
  Currency       STRING(8) NOT NULL,
  PlacedAt       INT64 NOT NULL,
  Source         STRING(16) NOT NULL,
  IdempotencyKey STRING(MAX),
  CartRevision   INT64,
  ChangedAt      TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId, OrderId),
  INTERLEAVE IN PARENT OrderBooks ON DELETE CASCADE;

CREATE INDEX IF NOT EXISTS OrdersNewest
  ON Orders (ShopperId, PlacedAt DESC, OrderId DESC), INTERLEAVE IN OrderBooks;

CREATE INDEX IF NOT EXISTS OrdersById ON Orders (OrderId);

CREATE UNIQUE NULL_FILTERED INDEX IF NOT EXISTS OrdersByKey
  ON Orders (ShopperId, IdempotencyKey), INTERLEAVE IN OrderBooks;

CREATE NULL_FILTERED INDEX IF NOT EXISTS OrdersDiscounted
  ON Orders (ShopperId, Discounted) STORING (Discounts, Status), INTERLEAVE IN OrderBooks;
