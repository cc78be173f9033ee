import { type AnnouncementOrigin, announceEvent, announceInteraction } from './announce.ts';
import type { Cart, CartLine } from './cart.ts';
import type { CartCommand } from './cart-desk.ts';
import type { Announcement } from './cart-store.ts';

/** Tells learning and analytics how a cart changed: one fact a line that differs, one for the whole change. */
export function announceCartChange(
  origin: AnnouncementOrigin,
  action: CartCommand['kind'] | 'reprice',
  before: Cart,
  after: Cart,
): readonly Announcement[] {
  const lines = differingLines(before, after).flatMap(({ line, from, to }) => {
    const kind =
      from === 0 || ((action === 'add' || action === 'swap') && to > from)
        ? 'add'
        : to === 0
          ? 'remove'
          : 'quantity_change';
    return [
      announceInteraction(origin, line.productId, {
        kind,
        productId: line.productId,
        quantity: kind === 'add' ? to - from : kind === 'remove' ? from : to,
        unitPriceCents: line.unitPriceCents,
      }),
      announceEvent(origin, line.productId, 'cart_modification_events', {
        cart_id: after.cartId,
        cart_revision: after.revision,
        modification: kind,
        product_id: line.productId,
        quantity_before: from,
        quantity_after: to,
        unit_price_cents: line.unitPriceCents,
        currency: after.currency,
        source: origin.source,
      }),
    ];
  });
  return [...lines, announceCart(origin, action, after)];
}

/** The state of a cart after an action, as one analytics row. */
export function announceCart(origin: AnnouncementOrigin, action: string, cart: Cart): Announcement {
  return announceEvent(origin, action, 'cart_events', {
    cart_id: cart.cartId,
    cart_revision: cart.revision,
    action,
    line_count: cart.lines.length,
    item_count: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotal_cents: cart.lines.reduce((sum, line) => sum + (line.unitPriceCents ?? 0) * line.quantity, 0),
    currency: cart.currency,
    source: origin.source,
  });
}

function differingLines(
  before: Cart,
  after: Cart,
): readonly { readonly line: CartLine; readonly from: number; readonly to: number }[] {
  const lines = new Map([...before.lines, ...after.lines].map((line) => [line.productId, line]));
  const quantityIn = (cart: Cart, productId: string) =>
    cart.lines.find((line) => line.productId === productId)?.quantity ?? 0;
  return [...lines.values()]
    .map((line) => ({
      line,
      from: quantityIn(before, line.productId),
      to: quantityIn(after, line.productId),
    }))
    .filter(({ from, to }) => from !== to);
}
