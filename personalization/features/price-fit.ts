import type { ShopperProfile } from '#personalization/profile.ts';
import { budgetAwareness } from './budget-awareness.ts';

/**
 * How well a product's price suits what the shopper is likely to pay next in its kind: 1 there, 0 half the
 * scale away, down to −1; null when their level is not clear, this is switched off, or the product cannot be compared.
 */
export function priceFit(profile: ShopperProfile, productId: string, now: number): number | null {
  if (budgetAwareness(profile).level === null || profile.prices === null) return null;
  const on = profile.prices.of(productId);
  const place = profile.prices.placeOf(productId);
  if (on === null || place === null) return null;
  const next = profile.prices.nextPlace({ kind: on.kind, family: on.family, at: now });
  return 1 - 2 * Math.abs(place - next);
}
