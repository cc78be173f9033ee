import type { Order, OrderDiscount, OrderStatus } from '#agents/order/order.ts';
import type { OrderBook, PastOutcome, PlacedOrder } from '#agents/order/order-book.ts';
import { cursorAt, readCursor } from '#agents/order/order-cursor.ts';
import { emptyCart, loadCart } from './cart-store.ts';
import {
  COMMIT_TIME,
  inOrderOf,
  type Mutation,
  type Reads,
  type Row,
  type SpannerDatabase,
  type WriteTransaction,
} from './database.ts';
import { insertAnnouncements } from './outbox.ts';
import { forgetBranches, shopperRows } from './shopper-rows.ts';

const ORDER = [
  'ShopperId',
  'OrderId',
  'Status',
  'Lines',
  'SubtotalCents',
  'Discounts',
  'TotalCents',
  'Currency',
  'PlacedAt',
  'Source',
];

/** Orders in Spanner; placing one empties the cart in the same transaction. */
export function createSpannerOrderBook(database: SpannerDatabase): OrderBook {
  return {
    place: ({ order, cartRevision, idempotencyKey, announcements }) =>
      database.transaction('place an order', async (transaction) => {
        const { shopperId } = order;
        const [cart, earlier, [taken]] = await Promise.all([
          loadCart(transaction, shopperId),
          placedBy(transaction, shopperId, idempotencyKey),
          transaction.rows('Orders', ['OrderId'], { keys: [[shopperId, order.orderId]] }),
        ]);
        if (earlier !== null) {
          return (earlier.cartRevision ?? cartRevision) === cartRevision
            ? { kind: 'repeated', order: earlier.order, cart }
            : { kind: 'key_reused', cart };
        }
        if (cart.revision !== cartRevision) return { kind: 'stale', cart };
        if (taken !== undefined) {
          throw new Error(
            `The shopper has an order "${order.orderId}" already: ids of new orders must be new.`,
          );
        }
        await insertAnnouncements(transaction, announcements);
        const emptied = await emptyCart(transaction, cart);
        transaction.write(
          ...shopperRows([shopperId], 'OrderBooks'),
          putOrder(order, { idempotencyKey, cartRevision }),
        );
        return { kind: 'placed', order, cart: emptied };
      }),
    async find(shopperId, orderId) {
      const [row] = await database.rows('find an order', 'Orders', ORDER, { keys: [[shopperId, orderId]] });
      return row === undefined ? null : toOrder(row);
    },
    findPlaced: (shopperId, idempotencyKey) =>
      placedBy({ rows: (...wanted) => database.rows('find an order', ...wanted) }, shopperId, idempotencyKey),
    async promotionUses(shopperId) {
      const rows = await database.rows('count used promotions', 'Orders', ['Discounts', 'Status'], {
        keys: [[shopperId]],
        index: 'OrdersDiscounted',
      });
      const counted = rows.filter((row) => row.Status !== 'cancelled');
      const uses = new Map<string, number>();
      for (const { promotionId } of counted.flatMap(discountsOf)) {
        uses.set(promotionId, (uses.get(promotionId) ?? 0) + 1);
      }
      return Object.fromEntries(uses);
    },
    async list(shopperId, { limit, before }) {
      const after = before === undefined ? {} : { after: [shopperId, ...readCursor(before)] };
      const rows = await database.snapshot('list orders', async (reads) => {
        const newest = await reads.rows('Orders', ['OrderId'], {
          keys: [[shopperId]],
          index: 'OrdersNewest',
          limit: limit + 1,
          ...after,
        });
        const found = await reads.rows('Orders', ORDER, {
          keys: newest.map((row) => [shopperId, String(row.OrderId)]),
        });
        return inOrderOf(newest, found, 'OrderId');
      });
      const page = rows.slice(0, limit).map(toOrder);
      const last = page.at(-1);
      return { orders: page, next: rows.length > limit && last !== undefined ? cursorAt(last) : null };
    },
    transition: (shopperId, orderId, from, to, announcements) =>
      database.transaction('move an order', async (transaction) => {
        const [row] = await transaction.rows('Orders', ORDER, { keys: [[shopperId, orderId]] });
        if (row === undefined || row.Status !== from) return null;
        await insertAnnouncements(transaction, announcements);
        transaction.write({
          kind: 'change',
          table: 'Orders',
          row: { ShopperId: shopperId, OrderId: orderId, Status: to, ChangedAt: COMMIT_TIME },
        });
        return { ...toOrder(row), status: to };
      }),
    importPast: (past) =>
      database.transaction('take in past orders', async (transaction) => {
        const outcomes = await outcomesOf(
          transaction,
          past.map(({ order }) => order),
        );
        const added = past.filter((_, index) => outcomes[index] === 'added');
        await insertAnnouncements(
          transaction,
          added.flatMap(({ announcements }) => announcements),
        );
        transaction.write(
          ...shopperRows(
            added.map(({ order }) => order.shopperId),
            'OrderBooks',
          ),
          ...added.map(({ order }) => putOrder(order, null)),
        );
        return outcomes;
      }),
    forget: (shopperId) => forgetBranches(database, 'forget orders', shopperId, ['OrderBooks']),
  };
}

async function placedBy(
  reads: Pick<Reads, 'rows'>,
  shopperId: string,
  idempotencyKey: string,
): Promise<PlacedOrder | null> {
  const [found] = await reads.rows('Orders', ['OrderId'], {
    keys: [[shopperId, idempotencyKey]],
    index: 'OrdersByKey',
  });
  if (found === undefined) return null;
  const [row] = await reads.rows('Orders', [...ORDER, 'CartRevision'], {
    keys: [[shopperId, String(found.OrderId)]],
  });
  if (row === undefined) return null;
  return { order: toOrder(row), cartRevision: row.CartRevision === null ? null : Number(row.CartRevision) };
}

/** What becomes of past orders whose ids are unique over all shoppers, those of this same go included. */
async function outcomesOf(
  transaction: WriteTransaction,
  orders: readonly Order[],
): Promise<readonly PastOutcome[]> {
  const rows = await transaction.rows('Orders', ['ShopperId', 'OrderId'], {
    keys: [...new Set(orders.map(({ orderId }) => orderId))].map((orderId) => [orderId]),
    index: 'OrdersById',
  });
  const owners = new Map<string, Set<string>>();
  const own = (orderId: string, shopperId: string) =>
    owners.set(orderId, (owners.get(orderId) ?? new Set()).add(shopperId));
  for (const row of rows) own(String(row.OrderId), String(row.ShopperId));
  return orders.map(({ orderId, shopperId }) => {
    const known = owners.get(orderId);
    if (known !== undefined) return known.has(shopperId) ? 'known' : 'elsewhere';
    own(orderId, shopperId);
    return 'added';
  });
}

function putOrder(
  order: Order,
  placed: { readonly idempotencyKey: string; readonly cartRevision: number } | null,
): Mutation {
  return {
    kind: 'put',
    table: 'Orders',
    row: {
      ShopperId: order.shopperId,
      OrderId: order.orderId,
      Status: order.status,
      Lines: JSON.stringify(order.lines),
      SubtotalCents: order.subtotalCents,
      Discounts: JSON.stringify(order.discounts),
      Discounted: order.discounts.length > 0 ? true : null,
      TotalCents: order.totalCents,
      Currency: order.currency,
      PlacedAt: order.placedAt,
      Source: order.source,
      IdempotencyKey: placed?.idempotencyKey ?? null,
      CartRevision: placed?.cartRevision ?? null,
      ChangedAt: COMMIT_TIME,
    },
  };
}

function toOrder(row: Row): Order {
  return {
    orderId: String(row.OrderId),
    shopperId: String(row.ShopperId),
    status: String(row.Status) as OrderStatus,
    lines: JSON.parse(String(row.Lines)),
    subtotalCents: Number(row.SubtotalCents),
    discounts: discountsOf(row),
    totalCents: Number(row.TotalCents),
    currency: String(row.Currency),
    placedAt: Number(row.PlacedAt),
    source: String(row.Source) as Order['source'],
  };
}

function discountsOf(row: Row): readonly OrderDiscount[] {
  return JSON.parse(String(row.Discounts));
}
