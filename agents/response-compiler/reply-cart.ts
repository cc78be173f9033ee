import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { ReplyCart } from './reply.ts';

/** The cart as clients see it. */
export function toReplyCart({
  cart,
  subtotalCents,
  discounts,
  totalCents,
  unpricedLines,
}: PricedCart): ReplyCart {
  return {
    cartId: cart.cartId,
    revision: cart.revision,
    lines: cart.lines.map((line) => ({
      ...line,
      totalCents: line.unitPriceCents === null ? null : line.unitPriceCents * line.quantity,
    })),
    subtotalCents,
    discounts: discounts.map(({ code, label, cents }) => ({
      ...(code === null ? {} : { code }),
      label,
      cents,
    })),
    totalCents,
    currency: cart.currency,
    unpricedLines,
  };
}
