-- What was learned over everybody: one row says which, its bytes lie in pieces that a row can hold.
CREATE TABLE IF NOT EXISTS Populations (
  Name        STRING(16) NOT NULL,
  Id          STRING(128) NOT NULL,
  Format      STRING(64) NOT NULL,
  LearnedFrom STRING(64) NOT NULL,
  LearnedAt   INT64 NOT NULL,
  Pieces      INT64 NOT NULL,
  Checksum    INT64 NOT NULL,
) PRIMARY KEY (Name);

CREATE TABLE IF NOT EXISTS PopulationPieces (
  Id    STRING(128) NOT NULL,
  Piece INT64 NOT NULL,
  Bytes BYTES(MAX) NOT NULL,
) PRIMARY KEY (Id, Piece);

-- Which process learns, so that two do not do the same work.
CREATE TABLE IF NOT EXISTS PopulationLearners (
  Name      STRING(16) NOT NULL,
  Holder    STRING(64) NOT NULL,
  HeldUntil TIMESTAMP NOT NULL,
) PRIMARY KEY (Name);
