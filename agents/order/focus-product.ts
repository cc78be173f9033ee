import type { Product } from '#agents/search/product.ts';
import type { FocusProduct } from '#agents/supervisor/dialogue-focus.ts';

/** What the conversation keeps of a product that was shown or touched. */
export function toFocusProduct(product: Product): FocusProduct {
  return {
    productId: product.id,
    name: product.name,
    brand: product.brand,
    sizeText: product.size?.text ?? null,
    sizeAmount: product.size?.amount ?? null,
    priceCents: product.priceCents,
    organic: product.organic === 'yes',
  };
}
