CREATE TABLE IF NOT EXISTS ShopperSettings (
  ShopperId STRING(MAX) NOT NULL,
  Revision  INT64 NOT NULL,
  Settings  STRING(MAX) NOT NULL,
  ChangedAt TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (ShopperId),
  INTERLEAVE IN PARENT Shoppers ON DELETE CASCADE;
