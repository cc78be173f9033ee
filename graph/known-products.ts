import { conflictsOf } from '#agents/order/check-constraints.ts';
import type { ShopperConstraints } from '#agents/order/order-outcome.ts';
import { wordConflict } from '#agents/response-compiler/word-conflict.ts';
import type { Product } from '#agents/search/product.ts';
import type { KnownProduct } from '#personalization/features/feature-context.ts';

/** Products as the features name them: with what speaks against putting each forward to this shopper. */
export function knownProducts(
  products: readonly Product[],
  constraints: ShopperConstraints,
): ReadonlyMap<string, KnownProduct> {
  return new Map(
    products.map((product) => {
      const [conflict] = conflictsOf(product, constraints);
      return [
        product.id,
        { name: product.name, unfit: conflict === undefined ? null : wordConflict(conflict) },
      ];
    }),
  );
}
