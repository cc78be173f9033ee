-- The root of everything that is a shopper's: one row taken away takes the rest along.
CREATE TABLE IF NOT EXISTS Shoppers (
  ShopperId STRING(MAX) NOT NULL,
) PRIMARY KEY (ShopperId);
