import type { Product } from '#agents/search/product.ts';
import { type ProductIndex, ProductIndexUnavailable } from '#agents/search/product-index.ts';
import type { Cart } from './cart.ts';
import type { CartStore } from './cart-store.ts';
import type { OrderBook } from './order-book.ts';
import type { PricedCart } from './order-outcome.ts';
import { type PricingFacts, priceCart } from './price-cart.ts';
import type { PromotionBook } from './promotion.ts';

export interface CartDeskServices {
  readonly products: Pick<ProductIndex, 'get'>;
  readonly carts: CartStore;
  readonly orders: OrderBook;
  readonly promotions: PromotionBook;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** Prices a cart by today's promotions and what this shopper already used of them. */
export async function priceToday(services: CartDeskServices, cart: Cart): Promise<PricedCart> {
  return priceCart(cart, await pricingFacts(services, cart));
}

/**
 * Reads what pricing needs. When the products cannot be asked, promotions of a department, category or brand are
 * left out rather than the cart withheld; ordering asks for the products itself and then fails.
 */
export async function pricingFacts(services: CartDeskServices, cart: Cart): Promise<PricingFacts> {
  const promotions = services.promotions.all();
  const uses = promotions.some(({ perShopperLimit }) => perShopperLimit !== null)
    ? await services.orders.promotionUses(cart.shopperId)
    : {};
  const products = await productsOf(services, cart).catch((error: unknown): readonly Product[] => {
    if (error instanceof ProductIndexUnavailable) return [];
    throw error;
  });
  return {
    promotions,
    uses,
    products: new Map(products.map((product) => [product.id, product])),
    now: services.now(),
  };
}

export async function productsOf(services: CartDeskServices, cart: Cart): Promise<readonly Product[]> {
  return cart.lines.length === 0 ? [] : services.products.get(cart.lines.map(({ productId }) => productId));
}
