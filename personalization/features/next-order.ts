import type { ShopperProfile } from '#personalization/profile.ts';

/** Products of the next order, likeliest first: those bought before, and those never bought that others suggest. */
export function nextOrder({ products, suggestions }: ShopperProfile): readonly string[] {
  return [
    ...products.map(({ productId, recurrence: { probability } }) => ({ productId, probability })),
    ...suggestions,
  ]
    .sort((a, b) => b.probability - a.probability)
    .map(({ productId }) => productId);
}
