import type { Product } from '#agents/search/product.ts';
import { announceCartChange } from './announce-cart.ts';
import { announceCancelling, announceOrder } from './announce-order.ts';
import type { Cart, CartLine } from './cart.ts';
import type { CartDesk, OrderPlacement, TurnOrigin } from './cart-desk.ts';
import { reduceCart } from './cart-reducer.ts';
import { type CartDeskServices, priceToday, productsOf } from './desk-services.ts';
import type { Order } from './order.ts';
import { canMoveOrder } from './order-status.ts';
import type { ConfirmChange } from './receipt.ts';

type Placing = Parameters<CartDesk['placeOrder']>[1];

/** Orders the cart as it was shown: prices and stock are checked anew, and any difference is shown instead. */
export async function placeOrder(
  services: CartDeskServices,
  shopperId: string,
  placement: Placing,
): Promise<OrderPlacement> {
  const earlier = await placedBefore(services, shopperId, placement);
  if (earlier !== null) return earlier;
  const outcome = await placeNow(services, shopperId, placement);
  if (outcome.kind === 'placed' || outcome.kind === 'repeated') return outcome;
  // The same request, sent twice at once, may have ordered and emptied the cart while this one looked at it.
  return (await placedBefore(services, shopperId, placement)) ?? outcome;
}

/** What this key ordered before; null when it ordered nothing. */
async function placedBefore(
  services: CartDeskServices,
  shopperId: string,
  { cartRevision, idempotencyKey }: Placing,
): Promise<OrderPlacement | null> {
  const earlier = await services.orders.findPlaced(shopperId, idempotencyKey);
  if (earlier === null) return null;
  const priced = await priceToday(services, await services.carts.load(shopperId));
  return (earlier.cartRevision ?? cartRevision) === cartRevision
    ? { kind: 'repeated', order: earlier.order, priced }
    : { kind: 'key_reused', priced };
}

async function placeNow(
  services: CartDeskServices,
  shopperId: string,
  placement: Placing,
): Promise<OrderPlacement> {
  const { cartRevision, idempotencyKey, source, turn, expectedTotalCents } = placement;
  const cart = await services.carts.load(shopperId);
  if (cart.revision !== cartRevision) return { kind: 'stale', priced: await priceToday(services, cart) };
  if (cart.lines.length === 0) return { kind: 'empty', priced: await priceToday(services, cart) };

  const now = services.now();
  const { changes, lines } = checkLines(cart, await productsOf(services, cart));
  if (changes.length > 0) {
    const operationId = `${idempotencyKey}:moved:${cart.revision}`;
    const contents = { lines, promotionCodes: cart.promotionCodes };
    const reduction = reduceCart(cart, { kind: 'restore', contents });
    if (reduction.kind === 'refused') throw new Error('Restoring a cart was refused.');
    const result = await services.carts.commit({
      next: reduction.cart,
      expectedRevision: cart.revision,
      operationId,
      undoable: false,
      announcements: announceCartChange(
        { shopperId, operationId, source, turn, now },
        'reprice',
        cart,
        reduction.cart,
      ),
    });
    const priced = await priceToday(services, result.cart);
    return result.kind === 'stale' ? { kind: 'stale', priced } : { kind: 'moved', changes, priced };
  }

  const priced = await priceToday(services, cart);
  if (priced.unpricedLines > 0) {
    const productNames = cart.lines.filter((line) => line.unitPriceCents === null).map(({ name }) => name);
    return { kind: 'unpriced', productNames, priced };
  }
  if (expectedTotalCents !== undefined && priced.totalCents !== expectedTotalCents) {
    const total = { fromCents: expectedTotalCents, toCents: priced.totalCents };
    return { kind: 'moved', changes: [{ productId: '', name: '', kind: 'total', ...total }], priced };
  }
  const order: Order = {
    orderId: services.newId(),
    shopperId,
    status: 'placed',
    lines: cart.lines.map(({ productId, name, quantity, unit, unitPriceCents }) => ({
      productId,
      name,
      quantity,
      unit,
      unitPriceCents,
    })),
    subtotalCents: priced.subtotalCents,
    discounts: priced.discounts,
    totalCents: priced.totalCents,
    currency: cart.currency,
    placedAt: now,
    source: 'assistant',
  };
  const origin = { shopperId, operationId: idempotencyKey, source, turn, now };
  const announcements = announceOrder(origin, order, cart);
  const result = await services.orders.place({ order, cartRevision, idempotencyKey, announcements });
  const after = await priceToday(services, result.cart);
  return result.kind === 'placed' || result.kind === 'repeated'
    ? { kind: result.kind, order: result.order, priced: after }
    : { kind: result.kind, priced: after };
}

/** Compares each line with the catalogue of now; `lines` are the cart's lines as they can be had. */
function checkLines(
  cart: Cart,
  products: readonly Product[],
): { readonly changes: readonly ConfirmChange[]; readonly lines: readonly CartLine[] } {
  const byId = new Map(products.map((product) => [product.id, product]));
  const changes: ConfirmChange[] = [];
  const lines: CartLine[] = [];
  for (const line of cart.lines) {
    const { productId, name } = line;
    const product = byId.get(productId);
    if (product === undefined) {
      changes.push({ productId, name, kind: 'gone' });
      continue;
    }
    if (product.stock !== null && product.stock <= 0) {
      changes.push({ productId, name, kind: 'out_of_stock', available: 0 });
      continue;
    }
    const quantity = product.stock === null ? line.quantity : Math.min(line.quantity, product.stock);
    if (quantity < line.quantity) changes.push({ productId, name, kind: 'less_stock', available: quantity });
    const toCents = product.currency === cart.currency ? product.priceCents : null;
    if (toCents !== line.unitPriceCents) {
      changes.push({ productId, name, kind: 'price', fromCents: line.unitPriceCents, toCents });
    }
    lines.push({ ...line, name: product.name, quantity, unitPriceCents: toCents });
  }
  return { changes, lines };
}

/** Cancels an order while its status allows it. */
export async function cancelOrder(
  services: CartDeskServices,
  shopperId: string,
  orderId: string,
  source: string,
  turn?: TurnOrigin,
): ReturnType<CartDesk['cancelOrder']> {
  for (;;) {
    const order = await services.orders.find(shopperId, orderId);
    if (order === null) return null;
    if (order.status === 'cancelled') return { kind: 'cancelled', order };
    if (!canMoveOrder(order.status, 'cancelled')) return { kind: 'refused', order };
    const cancelled: Order = { ...order, status: 'cancelled' };
    const origin = { shopperId, operationId: `cancel:${orderId}`, source, turn, now: services.now() };
    const announcements = announceCancelling(origin, cancelled, order.status);
    const moved = await services.orders.transition(
      shopperId,
      orderId,
      order.status,
      'cancelled',
      announcements,
    );
    // Null: its status moved meanwhile, and is looked at again. Statuses only go forward, so this ends.
    if (moved !== null) return { kind: 'cancelled', order: moved };
  }
}
