import { type AnnouncementOrigin, announceEvent, announceInteraction } from './announce.ts';
import { announceCart } from './announce-cart.ts';
import type { Cart } from './cart.ts';
import type { Announcement } from './cart-store.ts';
import type { Order, OrderStatus } from './order.ts';

/** Tells learning and analytics of a new order and the promotions it used. */
export function announceOrder(origin: AnnouncementOrigin, order: Order, cart: Cart): readonly Announcement[] {
  return [
    announceInteraction(origin, 'purchase', {
      kind: 'purchase',
      orderId: order.orderId,
      lines: boughtLines(order),
    }),
    announceCart(origin, 'checkout', cart),
    announceOrderStatus(origin, order, null),
    ...announceOrderLines(origin, order),
    ...order.discounts.map(({ promotionId, code, cents }) =>
      announceEvent(origin, promotionId, 'promotion_usage', {
        promotion_id: promotionId,
        code,
        order_id: order.orderId,
        discount_cents: cents,
        currency: order.currency,
      }),
    ),
  ];
}

/** Tells analytics of each line of an order. */
export function announceOrderLines(origin: AnnouncementOrigin, order: Order): readonly Announcement[] {
  return order.lines.map((line) =>
    announceEvent(origin, line.productId, 'order_transaction_events', {
      order_id: order.orderId,
      product_id: line.productId,
      quantity: line.quantity,
      unit_price_cents: line.unitPriceCents,
      line_total_cents: line.unitPriceCents === null ? null : line.unitPriceCents * line.quantity,
      currency: order.currency,
    }),
  );
}

/** Tells learning that the purchase does not count, and analytics that the order is cancelled. */
export function announceCancelling(
  origin: AnnouncementOrigin,
  order: Order,
  from: OrderStatus,
): readonly Announcement[] {
  return [
    announceInteraction(origin, 'cancellation', {
      kind: 'cancellation',
      orderId: order.orderId,
      purchasedAt: order.placedAt,
      lines: boughtLines(order),
    }),
    announceOrderStatus(origin, order, from),
  ];
}

function boughtLines({ lines }: Order) {
  return lines.map(({ productId, quantity, unitPriceCents }) => ({ productId, quantity, unitPriceCents }));
}

/** One step of an order's life; `from` null when it begins. */
export function announceOrderStatus(
  origin: AnnouncementOrigin,
  order: Order,
  from: OrderStatus | null,
): Announcement {
  return announceEvent(origin, order.status, 'order_events', {
    order_id: order.orderId,
    status: order.status,
    previous_status: from,
    line_count: order.lines.length,
    item_count: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal_cents: order.subtotalCents,
    discount_cents: order.subtotalCents - order.totalCents,
    total_cents: order.totalCents,
    currency: order.currency,
    source: origin.source,
  });
}
