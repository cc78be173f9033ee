-- How liked a product is: the share of the shoppers that may be counted who bought it (reach), and of those the share
-- who bought it in more than one order (repeat_rate). Cancelled orders do not count.
WITH cancelled AS (
  SELECT DISTINCT shopper_key, JSON_VALUE(data, '$.order_id') AS order_id
  FROM order_events
  WHERE JSON_VALUE(data, '$.status') = 'cancelled'
),
bought AS (
  SELECT
    order_lines.shopper_key AS shopper_key,
    JSON_VALUE(order_lines.data, '$.product_id') AS product_id,
    COUNT(DISTINCT JSON_VALUE(order_lines.data, '$.order_id')) AS orders
  FROM order_transaction_events AS order_lines
  INNER JOIN counted_shoppers ON counted_shoppers.shopper_key = order_lines.shopper_key
  LEFT JOIN cancelled
    ON cancelled.shopper_key = order_lines.shopper_key
    AND cancelled.order_id = JSON_VALUE(order_lines.data, '$.order_id')
  WHERE cancelled.order_id IS NULL
  GROUP BY order_lines.shopper_key, JSON_VALUE(order_lines.data, '$.product_id')
),
total AS (
  SELECT COUNT(DISTINCT shopper_key) AS shoppers FROM bought
)
SELECT
  bought.product_id AS product_id,
  COUNT(*) AS shoppers,
  1.0 * COUNT(*) / MAX(total.shoppers) AS reach,
  1.0 * SUM(CASE WHEN bought.orders > 1 THEN 1 ELSE 0 END) / COUNT(*) AS repeat_rate
FROM bought
CROSS JOIN total
GROUP BY bought.product_id
HAVING COUNT(*) >= (SELECT min_shoppers FROM feedback_parameters)
ORDER BY bought.product_id
