CREATE TABLE IF NOT EXISTS HistoryImports (
  Fingerprint  STRING(MAX) NOT NULL,
  State        STRING(16) NOT NULL,
  LastRow      INT64 NOT NULL,
  Imported     INT64 NOT NULL,
  Known        INT64 NOT NULL,
  Rejected     INT64 NOT NULL,
  RejectsBytes INT64 NOT NULL,
) PRIMARY KEY (Fingerprint);
