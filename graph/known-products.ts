import { conflictsOf } from '#agents/order/check-constraints.ts';
import type { ShopperConstraints } from '#agents/order/order-outcome.ts';
import { wordConflict } from '#agents/response-compiler/word-conflict.ts';
import type { Assortment } from '#agents/search/assortment.ts';
import type { Product } from '#agents/search/product.ts';
import type { KnownProduct, Trait } from '#personalization/features/feature-context.ts';

/** Products as the features name them: with what speaks against putting each forward to this shopper. */
export function knownProducts(
  products: readonly Product[],
  constraints: ShopperConstraints,
  assortment: Assortment,
): ReadonlyMap<string, KnownProduct> {
  return new Map(
    products.map((product) => {
      const [conflict] = conflictsOf(product, constraints);
      const unfit = conflict === undefined ? null : wordConflict(conflict);
      const { id, name, brand, category } = product;
      return [id, { name, unfit, brand, category, traits: traitsOf(product, assortment) }];
    }),
  );
}

/** What a product's label says of diets and cuisines, with how common that is in the shop. */
export function traitsOf({ diets, cuisines }: Product, assortment: Assortment): readonly Trait[] {
  return [
    ...Object.entries(diets).map(([name, fact]): Trait => {
      return { kind: 'diet', name, holds: fact === 'yes', shopShare: assortment.dietShare(name) };
    }),
    ...cuisines.map((name): Trait => {
      return { kind: 'cuisine', name, holds: true, shopShare: assortment.cuisineShare(name) };
    }),
  ];
}
