import { isDeepStrictEqual } from 'node:util';
import type { Cart } from '#agents/order/cart.ts';
import type { CartCommand, CartDesk, CartRefusal } from '#agents/order/cart-desk.ts';
import type { Order } from '#agents/order/order.ts';
import type { OrderBook } from '#agents/order/order-book.ts';
import type { PricedCart } from '#agents/order/order-outcome.ts';
import type { Product } from '#agents/search/product.ts';

type Lines = Cart['lines'];

/** Carts and orders in maps: enough to see what the gateway asks for and how it words the answers. */
export function memoryDesk(products: readonly Product[], now: () => number) {
  const carts = new Map<string, Cart>();
  const before = new Map<string, Lines>();
  const orders: Order[] = [];
  const placed = new Map<string, { readonly order: Order; readonly cartRevision: number }>();
  const operations = new Map<string, CartCommand>();
  /** Set by a test: what the next order finds changed. */
  const world = { priceMoved: false };

  const cartOf = (shopperId: string): Cart =>
    carts.get(shopperId) ?? {
      cartId: `cart-${shopperId}`,
      shopperId,
      revision: 0,
      lines: [],
      promotionCodes: [],
      currency: 'USD',
    };
  const price = (cart: Cart): PricedCart => {
    const cents = cart.lines.reduce((sum, line) => sum + (line.unitPriceCents ?? 0) * line.quantity, 0);
    const unpricedLines = cart.lines.filter((line) => line.unitPriceCents === null).length;
    return { cart, subtotalCents: cents, discounts: [], totalCents: cents, unpricedLines };
  };
  const put = (cart: Cart, lines: Lines): PricedCart => {
    const next = { ...cart, lines, revision: cart.revision + 1 };
    carts.set(cart.shopperId, next);
    return price(next);
  };

  const desk: CartDesk = {
    show: async (shopperId) => price(cartOf(shopperId)),
    async change(shopperId, { command, expectedRevision, operationId }) {
      const cart = cartOf(shopperId);
      const priced = price(cart);
      const earlier = operations.get(operationId);
      if (earlier !== undefined) {
        return isDeepStrictEqual(earlier, command)
          ? { kind: 'changed', priced }
          : { kind: 'refused', refusal: { kind: 'key_reused' }, priced };
      }
      if (expectedRevision !== null && expectedRevision !== cart.revision) return { kind: 'stale', priced };
      const refused = (refusal: CartRefusal) => ({ kind: 'refused' as const, refusal, priced });
      const changed = (lines: Lines) => {
        operations.set(operationId, command);
        before.set(shopperId, cart.lines);
        return { kind: 'changed' as const, priced: put(cart, lines) };
      };
      switch (command.kind) {
        case 'add': {
          const product = products.find(({ id }) => id === command.productId);
          if (product === undefined) return refused({ kind: 'unknown_product' });
          if (product.stock === 0) return refused({ kind: 'out_of_stock', available: 0 });
          const line = {
            lineId: `line-${product.id}`,
            productId: product.id,
            name: product.name,
            quantity: command.quantity,
            unit: product.unit,
            unitPriceCents: product.priceCents,
          };
          return changed([...cart.lines.filter(({ lineId }) => lineId !== line.lineId), line]);
        }
        case 'set': {
          if (!cart.lines.some(({ lineId }) => lineId === command.lineId))
            return refused({ kind: 'unknown_line' });
          return changed(
            cart.lines.flatMap((line) => {
              if (line.lineId !== command.lineId) return [line];
              return command.quantity === 0 ? [] : [{ ...line, quantity: command.quantity }];
            }),
          );
        }
        case 'swap':
          return refused({ kind: 'unknown_product' });
        case 'clear':
          return changed([]);
        case 'undo': {
          const lines = before.get(shopperId);
          return lines === undefined ? refused({ kind: 'nothing_to_undo' }) : changed(lines);
        }
        case 'redo':
          return refused({ kind: 'nothing_to_redo' });
        case 'apply_promotion':
        case 'remove_promotion':
          return refused({ kind: 'promotion', reason: 'There is no such code.' });
      }
    },
    async placeOrder(shopperId, { cartRevision, idempotencyKey }) {
      const cart = cartOf(shopperId);
      const priced = price(cart);
      const known = placed.get(`${shopperId} ${idempotencyKey}`);
      if (known !== undefined) {
        return known.cartRevision === cartRevision
          ? { kind: 'repeated', order: known.order, priced }
          : { kind: 'key_reused', priced };
      }
      if (cart.revision !== cartRevision) return { kind: 'stale', priced };
      const [first] = cart.lines;
      if (first === undefined) return { kind: 'empty', priced };
      if (world.priceMoved) {
        const change = {
          productId: first.productId,
          name: first.name,
          kind: 'price' as const,
          fromCents: 1,
          toCents: 2,
        };
        return { kind: 'moved', changes: [change], priced };
      }
      const order: Order = {
        orderId: `order-${orders.length + 1}`,
        shopperId,
        status: 'placed',
        lines: cart.lines,
        subtotalCents: priced.subtotalCents,
        discounts: [],
        totalCents: priced.totalCents,
        currency: 'USD',
        placedAt: now(),
        source: 'assistant',
      };
      orders.unshift(order);
      placed.set(`${shopperId} ${idempotencyKey}`, { order, cartRevision });
      return { kind: 'placed', order, priced: put(cart, []) };
    },
    async cancelOrder(shopperId, orderId) {
      const at = orders.findIndex((order) => order.orderId === orderId && order.shopperId === shopperId);
      const order = orders[at];
      if (order === undefined) return null;
      if (order.status !== 'placed') return { kind: 'refused', order };
      const cancelled = { ...order, status: 'cancelled' as const };
      orders[at] = cancelled;
      return { kind: 'cancelled', order: cancelled };
    },
  };

  const book: Pick<OrderBook, 'find' | 'list'> = {
    find: async (shopperId, orderId) =>
      orders.find((order) => order.orderId === orderId && order.shopperId === shopperId) ?? null,
    async list(shopperId, { limit, before: cursor }) {
      const own = orders.filter((order) => order.shopperId === shopperId);
      const start = cursor === undefined ? 0 : Number(cursor);
      const next = start + limit < own.length ? String(start + limit) : null;
      return { orders: own.slice(start, start + limit), next };
    },
  };
  return { desk, book, world };
}
