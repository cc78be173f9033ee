import type { Order } from '#agents/order/order.ts';
import type { ReplyOrder } from './reply.ts';

/** The order as clients see it. */
export function toReplyOrder(order: Order): ReplyOrder {
  return {
    orderId: order.orderId,
    status: order.status,
    lines: order.lines.map(({ productId, name, quantity, unit, unitPriceCents }) => ({
      productId,
      name,
      quantity,
      unit,
      unitPriceCents,
      totalCents: unitPriceCents === null ? null : unitPriceCents * quantity,
    })),
    subtotalCents: order.subtotalCents,
    discounts: order.discounts.map(({ code, label, cents }) => ({
      ...(code === null ? {} : { code }),
      label,
      cents,
    })),
    totalCents: order.totalCents,
    currency: order.currency,
    placedAt: new Date(order.placedAt).toISOString(),
  };
}
