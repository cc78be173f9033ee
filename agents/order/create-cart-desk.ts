import type { CartDesk } from './cart-desk.ts';
import { changeCart } from './change-cart.ts';
import { type CartDeskServices, priceToday } from './desk-services.ts';
import { cancelOrder, placeOrder } from './place-order.ts';

/** The desk over these stores. It keeps nothing itself, so several processes may each have one. */
export function createCartDesk(services: CartDeskServices): CartDesk {
  return {
    show: async (shopperId) => priceToday(services, await services.carts.load(shopperId)),
    change: (shopperId, change) => changeCart(services, shopperId, change),
    placeOrder: (shopperId, placement) => placeOrder(services, shopperId, placement),
    cancelOrder: (...order) => cancelOrder(services, ...order),
  };
}
