-- After how many days a product is bought again: the typical interval (geometric mean over the intervals of all
-- shoppers that may be counted) and its spread (standard deviation of the logarithm). Cancelled orders do not count;
-- several orders on one day are one.
WITH cancelled AS (
  SELECT DISTINCT shopper_key, JSON_VALUE(data, '$.order_id') AS order_id
  FROM order_events
  WHERE JSON_VALUE(data, '$.status') = 'cancelled'
),
days AS (
  SELECT DISTINCT
    order_lines.shopper_key AS shopper_key,
    JSON_VALUE(order_lines.data, '$.product_id') AS product_id,
    FLOOR(UNIX_SECONDS(order_lines.occurred_at) / 86400) AS day
  FROM order_transaction_events AS order_lines
  INNER JOIN counted_shoppers ON counted_shoppers.shopper_key = order_lines.shopper_key
  LEFT JOIN cancelled
    ON cancelled.shopper_key = order_lines.shopper_key
    AND cancelled.order_id = JSON_VALUE(order_lines.data, '$.order_id')
  WHERE cancelled.order_id IS NULL
),
gaps AS (
  SELECT
    shopper_key,
    product_id,
    day - LAG(day) OVER (PARTITION BY shopper_key, product_id ORDER BY day) AS gap
  FROM days
)
SELECT
  product_id,
  COUNT(*) AS intervals,
  COUNT(DISTINCT shopper_key) AS shoppers,
  EXP(AVG(LN(gap))) AS typical_days,
  COALESCE(STDDEV_SAMP(LN(gap)), 0) AS spread
FROM gaps
WHERE gap IS NOT NULL
GROUP BY product_id
HAVING COUNT(DISTINCT shopper_key) >= (SELECT min_shoppers FROM feedback_parameters)
ORDER BY product_id
