import { dietsOf } from '#agents/search/diet-facts.ts';
import type { Product } from '#agents/search/product.ts';
import type { ReplyProduct } from './reply.ts';

export interface RankedProduct {
  readonly product: Product;
  readonly score: number;
  /** Counted from 1. */
  readonly rank: number;
  readonly unpersonalizedRank: number;
  readonly reasons: readonly string[];
  readonly group: string | null;
}

/** The product as clients see it. `unitPriceOf` is the catalogue's unit-price rule. */
export function toReplyProduct(
  { product, score, rank, unpersonalizedRank, reasons, group }: RankedProduct,
  unitPriceOf: (product: Product) => ReplyProduct['unitPrice'],
): ReplyProduct {
  return {
    productId: product.id,
    name: product.name,
    brand: product.brand,
    department: product.department,
    category: product.category,
    size: product.size?.text ?? null,
    priceCents: product.priceCents,
    currency: product.currency,
    unitPrice: unitPriceOf(product),
    diets: dietsOf(product),
    allergens: {
      contains: product.allergens.contains,
      mayContain: product.allergens.mayContain,
      unknown: !product.allergens.declared,
    },
    ...(product.derived === undefined ? {} : { derived: product.derived }),
    inStock: product.stock === null ? null : product.stock > 0,
    score,
    rank,
    unpersonalizedRank,
    reasons,
    citationId: `product.${product.id}`,
    group,
    icon: product.icon,
  };
}
