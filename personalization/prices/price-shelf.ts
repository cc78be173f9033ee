import type { PriceDistribution } from './price-distribution.ts';

/** What the shop's shelf says of one product's price. */
export interface ShelfProduct {
  /** Products that can be compared: of one kind, sold by one measure. */
  readonly kind: string;
  /** The wider group that the kind belongs to. */
  readonly family: string;
  /** Units of the kind's measure in a pack; a pack that states no size is one unit of its own measure. */
  readonly unitsPerPack: number;
  /** What a pack costs now, in cents; null when nobody knows. */
  readonly packCents: number | null;
}

/**
 * PORT. What kind a product is of and what its kind costs in the shop: asked for every bought product when a profile is
 * loaded, so it answers from memory. A product that the shop no longer has is null, and then says nothing of its buyer.
 */
export interface PriceShelf {
  of(productId: string): ShelfProduct | null;
  /** What a unit of each product of the kind costs now, in cents. */
  pricesOf(kind: string): PriceDistribution;
  /** The products of the kind that have a price, the cheapest unit first. */
  cheapestOf(kind: string): readonly string[];
}
