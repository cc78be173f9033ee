import type { Cart, CartLine } from '#agents/order/cart.ts';

export function cartLine(productId: string, changes: Partial<CartLine> = {}): CartLine {
  return {
    lineId: `line-${productId}`,
    productId,
    name: productId,
    quantity: 1,
    unit: 'each',
    unitPriceCents: 100,
    ...changes,
  };
}

export function cartOf(lines: readonly CartLine[], changes: Partial<Cart> = {}): Cart {
  return {
    cartId: 'cart-1',
    shopperId: 'ada',
    revision: 0,
    lines,
    promotionCodes: [],
    currency: 'USD',
    ...changes,
  };
}
