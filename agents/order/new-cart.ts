import { createHash } from 'node:crypto';
import type { Cart } from './cart.ts';

/** The cart of a shopper who never changed one: empty, at revision 0, under an id that follows from theirs. */
export function newCart(shopperId: string): Cart {
  const cartId = `cart-${createHash('sha256').update(shopperId).digest('base64url').slice(0, 22)}`;
  return { cartId, shopperId, revision: 0, lines: [], promotionCodes: [], currency: 'USD' };
}
