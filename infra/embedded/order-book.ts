import type { Order, OrderStatus } from '#agents/order/order.ts';
import type { OrderBook, PlacedOrder } from '#agents/order/order-book.ts';
import { cursorAt, readCursor } from '#agents/order/order-cursor.ts';
import { emptyCart, loadCart } from './cart-store.ts';
import type { Database, Migration } from './database.ts';
import { insertAnnouncements } from './outbox.ts';

/** Needs `cartMigrations` and `outboxMigrations` in the same database: an order empties its cart. */
export const orderMigrations: readonly Migration[] = [
  {
    id: 'order-1',
    sql: `
      CREATE TABLE orders (
        shopper_id      TEXT NOT NULL,
        order_id        TEXT NOT NULL,
        status          TEXT NOT NULL,
        lines           TEXT NOT NULL,
        subtotal_cents  INTEGER NOT NULL,
        discounts       TEXT NOT NULL,
        total_cents     INTEGER NOT NULL,
        currency        TEXT NOT NULL,
        placed_at       INTEGER NOT NULL,
        source          TEXT NOT NULL,
        idempotency_key TEXT,
        PRIMARY KEY (shopper_id, order_id)
      ) STRICT;
      CREATE INDEX orders_newest ON orders (shopper_id, placed_at DESC, order_id DESC);
      CREATE UNIQUE INDEX orders_key ON orders (shopper_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
      CREATE INDEX orders_discounted ON orders (shopper_id) WHERE discounts <> '[]';
    `,
  },
  {
    id: 'order-2',
    sql: `
      ALTER TABLE orders ADD COLUMN cart_revision INTEGER;
      CREATE INDEX orders_id ON orders (order_id);
    `,
  },
];

type Row = Readonly<Record<string, unknown>>;

/** Orders in the embedded database that also holds the carts. */
export function createEmbeddedOrderBook(database: Database): OrderBook {
  const find = (shopperId: string, orderId: string): Order | null =>
    toOrder(
      database
        .statement('SELECT * FROM orders WHERE shopper_id = ? AND order_id = ?')
        .get(shopperId, orderId),
    );
  const findPlaced = (shopperId: string, key: string): PlacedOrder | null => {
    const row = database
      .statement('SELECT * FROM orders WHERE shopper_id = ? AND idempotency_key = ?')
      .get(shopperId, key);
    const order = toOrder(row);
    if (row === undefined || order === null) return null;
    return { order, cartRevision: row.cart_revision === null ? null : Number(row.cart_revision) };
  };

  return {
    async place({ order, cartRevision, idempotencyKey, announcements }) {
      return database.transaction(() => {
        const cart = loadCart(database, order.shopperId);
        const earlier = findPlaced(order.shopperId, idempotencyKey);
        if (earlier !== null) {
          return (earlier.cartRevision ?? cartRevision) === cartRevision
            ? { kind: 'repeated', order: earlier.order, cart }
            : { kind: 'key_reused', cart };
        }
        if (cart.revision !== cartRevision) return { kind: 'stale', cart };
        if (!insertOrder(database, order, { idempotencyKey, cartRevision })) {
          throw new Error(
            `The shopper has an order "${order.orderId}" already: ids of new orders must be new.`,
          );
        }
        insertAnnouncements(database, announcements);
        return { kind: 'placed', order, cart: emptyCart(database, cart) };
      });
    },
    find: async (shopperId, orderId) => find(shopperId, orderId),
    findPlaced: async (shopperId, key) => findPlaced(shopperId, key),
    async promotionUses(shopperId) {
      const rows = database
        .statement(
          `SELECT json_extract(discount.value, '$.promotionId') AS promotion_id, count(*) AS uses
           FROM orders, json_each(orders.discounts) AS discount
           WHERE shopper_id = ? AND discounts <> '[]' AND status <> 'cancelled' GROUP BY promotion_id`,
        )
        .all(shopperId);
      return Object.fromEntries(rows.map((row) => [String(row.promotion_id), Number(row.uses)]));
    },
    async list(shopperId, { limit, before }) {
      const [placedAt, orderId] = before === undefined ? [Number.MAX_SAFE_INTEGER, ''] : readCursor(before);
      const orders = database
        .statement(
          `SELECT * FROM orders WHERE shopper_id = ? AND (placed_at, order_id) < (?, ?)
           ORDER BY placed_at DESC, order_id DESC LIMIT ?`,
        )
        .all(shopperId, placedAt, orderId, limit + 1)
        .flatMap((row) => toOrder(row) ?? []);
      const page = orders.slice(0, limit);
      const last = page.at(-1);
      return { orders: page, next: orders.length > limit && last !== undefined ? cursorAt(last) : null };
    },
    async transition(shopperId, orderId, from, to, announcements) {
      return database.transaction(() => {
        const { changes } = database
          .statement('UPDATE orders SET status = ? WHERE shopper_id = ? AND order_id = ? AND status = ?')
          .run(to, shopperId, orderId, from);
        if (changes === 0) return null;
        insertAnnouncements(database, announcements);
        return find(shopperId, orderId);
      });
    },
    async importPast(past) {
      return database.transaction(() =>
        past.map(({ order, announcements }) => {
          const owners = database
            .statement('SELECT shopper_id FROM orders WHERE order_id = ?')
            .all(order.orderId)
            .map((row) => String(row.shopper_id));
          if (owners.includes(order.shopperId)) return 'known';
          if (owners.length > 0) return 'elsewhere';
          insertOrder(database, order, null);
          insertAnnouncements(database, announcements);
          return 'added';
        }),
      );
    },
    async forget(shopperId) {
      database.statement('DELETE FROM orders WHERE shopper_id = ?').run(shopperId);
    },
  };
}

/** True when the order was new. */
function insertOrder(
  database: Database,
  order: Order,
  placed: { readonly idempotencyKey: string; readonly cartRevision: number } | null,
): boolean {
  const { changes } = database
    .statement(
      `INSERT INTO orders (shopper_id, order_id, status, lines, subtotal_cents, discounts, total_cents, currency,
         placed_at, source, idempotency_key, cart_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (shopper_id, order_id) DO NOTHING`,
    )
    .run(
      order.shopperId,
      order.orderId,
      order.status,
      JSON.stringify(order.lines),
      order.subtotalCents,
      JSON.stringify(order.discounts),
      order.totalCents,
      order.currency,
      order.placedAt,
      order.source,
      placed?.idempotencyKey ?? null,
      placed?.cartRevision ?? null,
    );
  return changes > 0;
}

function toOrder(row: Row | undefined): Order | null {
  if (row === undefined) return null;
  return {
    orderId: String(row.order_id),
    shopperId: String(row.shopper_id),
    status: String(row.status) as OrderStatus,
    lines: JSON.parse(String(row.lines)),
    subtotalCents: Number(row.subtotal_cents),
    discounts: JSON.parse(String(row.discounts)),
    totalCents: Number(row.total_cents),
    currency: String(row.currency),
    placedAt: Number(row.placed_at),
    source: String(row.source) as Order['source'],
  };
}
