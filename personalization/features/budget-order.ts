import type { ShopperProfile } from '#personalization/profile.ts';
import { budgetAwareness } from './budget-awareness.ts';
import type { Candidate, FeatureContext } from './feature-context.ts';
import type { RankedCandidate } from './smart-ranking.ts';

const TOO_DEAR = 'More than what is left of your budget';

/**
 * Puts what a stated budget still bears before what it does not. Nothing is taken out, an exact match keeps its place,
 * and among those that fit, and among those that do not, the order stays.
 */
export function budgetOrder(
  profile: ShopperProfile,
  ranked: readonly RankedCandidate[],
  {
    basket,
    spentCents,
    candidates,
    view,
  }: Pick<FeatureContext, 'basket' | 'spentCents' | 'candidates' | 'view'>,
): readonly RankedCandidate[] {
  const { budgetCents } = budgetAwareness(profile);
  if (budgetCents === null || view === 'all' || profile.prices === null) return ranked;
  const left = budgetCents - spentCents;
  const inCart = new Set(basket.productIds);
  const exact = new Set(candidates.filter(isExact).map(({ productId }) => productId));
  const costOf = (productId: string) => profile.prices?.of(productId)?.packCents ?? null;
  const isTooDear = ({ productId }: RankedCandidate) => {
    const cents = inCart.has(productId) ? null : costOf(productId);
    return cents !== null && cents > left;
  };
  const dear = ranked.filter(isTooDear);
  // When nothing fits any more the order has nothing to say.
  if (dear.length === 0 || dear.length === ranked.length) return ranked;
  const order = [...ranked.filter((one) => !isTooDear(one)), ...dear];
  for (const pinned of dear.filter(({ productId }) => exact.has(productId))) {
    order.splice(order.indexOf(pinned), 1);
    order.splice(pinned.rank - 1, 0, pinned);
  }
  return order.map((one, index) => ({
    ...one,
    rank: index + 1,
    reasons: isTooDear(one) ? [...one.reasons, TOO_DEAR] : one.reasons,
  }));
}

const isExact = ({ exactName }: Candidate) => exactName;
