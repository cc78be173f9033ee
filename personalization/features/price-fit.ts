import type { ShopperProfile } from '#personalization/profile.ts';
import { budgetAwareness } from './budget-awareness.ts';

/**
 * How well a product's price suits how high the shopper buys in its kind: 1 where they buy, less the further its place
 * is from theirs, down to 0; null when their level is not clear, this is switched off, or the product cannot be compared.
 */
export function priceFit(profile: ShopperProfile, productId: string): number | null {
  if (budgetAwareness(profile).level === null || profile.prices === null) return null;
  const place = profile.prices.placeOf(productId);
  const level = profile.prices.levelFor(productId);
  if (place === null || level === null) return null;
  return 1 - Math.abs(place - level.mean);
}
