-- What is left of a forgotten or denied fact: a mark that does not say which, and until when evidence does not count.
CREATE TABLE IF NOT EXISTS GraphForgotten (
  ShopperId STRING(MAX) NOT NULL,
  Mark      STRING(32) NOT NULL,
  Until     INT64 NOT NULL,
) PRIMARY KEY (ShopperId, Mark),
  INTERLEAVE IN PARENT Graphs ON DELETE CASCADE;
