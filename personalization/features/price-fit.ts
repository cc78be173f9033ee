import type { ShopperProfile } from '#personalization/profile.ts';
import { budgetAwareness } from './budget-awareness.ts';
import type { Candidate, FeatureContext } from './feature-context.ts';

/**
 * Candidates with how well their price suits what the shopper is likely to pay next in their kind: 1 there, 0 half the
 * scale away, down to −1; null when their level is not clear, this is switched off, or a product cannot be compared.
 */
export function withPriceFits(
  profile: ShopperProfile,
  { candidates, now }: Pick<FeatureContext, 'candidates' | 'now'>,
): readonly Candidate[] {
  const { prices } = profile;
  if (candidates.length === 0 || prices === null || budgetAwareness(profile).level === null)
    return candidates;
  return candidates.map((candidate) => {
    const on = prices.of(candidate.productId);
    const place = prices.placeOf(candidate.productId);
    if (on === null || place === null) return candidate;
    const next = prices.nextPlace({ kind: on.kind, family: on.family, at: now });
    return { ...candidate, priceFit: 1 - 2 * Math.abs(place - next) };
  });
}
