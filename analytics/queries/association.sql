-- What goes with what: support, confidence and lift of pairs of products over orders that were not cancelled, of
-- shoppers that may be counted. A pair counts from the parameters' number of different shoppers on. The score is the
-- lift with one expected order on either side, so that rare pairs do not win by chance; the best ten of a product stay.
WITH cancelled AS (
  SELECT DISTINCT shopper_key, JSON_VALUE(data, '$.order_id') AS order_id
  FROM order_events
  WHERE JSON_VALUE(data, '$.status') = 'cancelled'
),
bought AS (
  SELECT DISTINCT
    order_lines.shopper_key AS shopper_key,
    JSON_VALUE(order_lines.data, '$.order_id') AS order_id,
    JSON_VALUE(order_lines.data, '$.product_id') AS product_id
  FROM order_transaction_events AS order_lines
  INNER JOIN counted_shoppers ON counted_shoppers.shopper_key = order_lines.shopper_key
  LEFT JOIN cancelled
    ON cancelled.shopper_key = order_lines.shopper_key
    AND cancelled.order_id = JSON_VALUE(order_lines.data, '$.order_id')
  WHERE cancelled.order_id IS NULL
),
total AS (
  SELECT COUNT(DISTINCT order_id) AS orders FROM bought
),
products AS (
  SELECT product_id, COUNT(DISTINCT order_id) AS orders
  FROM bought
  GROUP BY product_id
  HAVING COUNT(DISTINCT shopper_key) >= (SELECT min_shoppers FROM feedback_parameters)
),
common AS (
  SELECT bought.shopper_key AS shopper_key, bought.order_id AS order_id, bought.product_id AS product_id
  FROM bought
  INNER JOIN products ON products.product_id = bought.product_id
),
pairs AS (
  SELECT
    first_one.product_id AS product_id,
    other_one.product_id AS other_id,
    COUNT(*) AS orders,
    COUNT(DISTINCT first_one.shopper_key) AS shoppers
  FROM common AS first_one
  INNER JOIN common AS other_one ON other_one.order_id = first_one.order_id
  WHERE other_one.product_id <> first_one.product_id
  GROUP BY first_one.product_id, other_one.product_id
  HAVING COUNT(DISTINCT first_one.shopper_key) >= (SELECT min_shoppers FROM feedback_parameters)
),
judged AS (
  SELECT
    pairs.product_id AS product_id,
    pairs.other_id AS other_id,
    pairs.orders AS orders,
    pairs.shoppers AS shoppers,
    1.0 * pairs.orders / total.orders AS support,
    1.0 * pairs.orders / products.orders AS confidence,
    1.0 * pairs.orders * total.orders / (products.orders * others.orders) AS lift,
    (pairs.orders + 1.0) / (1.0 * products.orders * others.orders / total.orders + 1.0) AS score
  FROM pairs
  INNER JOIN products ON products.product_id = pairs.product_id
  INNER JOIN products AS others ON others.product_id = pairs.other_id
  CROSS JOIN total
),
ranked AS (
  SELECT
    product_id, other_id, orders, shoppers, support, confidence, lift, score,
    ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY score DESC, other_id) AS place
  FROM judged
  WHERE lift > 1 AND score > 1
)
SELECT product_id, other_id, orders, shoppers, support, confidence, lift, score
FROM ranked
WHERE place <= 10
ORDER BY product_id, place
