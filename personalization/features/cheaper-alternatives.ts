import type { ShopperProfile } from '#personalization/profile.ts';
import { type BudgetAwareness, type BudgetStand, budgetAwareness, standOf } from './budget-awareness.ts';
import type { FeatureContext, Replacement } from './feature-context.ts';

export interface Alternative {
  readonly productId: string;
  readonly name: string;
  readonly reason: string;
}

/** For each product a cheaper one is sought for: those of its kind that cost less a unit, the cheapest first. */
export interface SoughtCheaper {
  readonly productId: string;
  readonly cheaper: readonly string[];
}

/** Products looked at that something cheaper may be found for, and what is looked at for each. */
const SOUGHT = 12;
const LOOKED_AT = 12;
const NAMED = 3;

/** Which products may stand in for those that the turn is about, for the catalogue to say which of them suit. */
export function cheaperToName(
  profile: ShopperProfile,
  context: Pick<FeatureContext, 'basket' | 'spentCents' | 'focus' | 'view'>,
): readonly SoughtCheaper[] {
  const { prices } = profile;
  if (prices === null || whyCheaper(profile, context) === null) return [];
  const inCart = new Set(context.basket.productIds);
  return [...new Set(context.focus)].slice(0, SOUGHT).flatMap((productId) => {
    const unitCents = prices.unitCentsOf(productId);
    if (unitCents === null) return [];
    const cheaper = prices
      .cheapestLike(productId)
      .filter((other) => (prices.unitCentsOf(other) ?? unitCents) < unitCents && !inCart.has(other))
      .slice(0, LOOKED_AT);
    return cheaper.length === 0 ? [] : [{ productId, cheaper }];
  });
}

/**
 * What costs less by the unit than things of this turn, and suits: only when a stated budget is nearly used up, or when
 * the shopper tends to buy the cheaper of a kind. For the sake of a budget it also costs less as it is sold. The greatest
 * saving a unit comes first.
 */
export function cheaperAlternatives(
  profile: ShopperProfile,
  context: Pick<FeatureContext, 'basket' | 'spentCents' | 'replacements' | 'view'>,
): readonly Alternative[] {
  const why = whyCheaper(profile, context);
  if (why === null) return [];
  const bought = new Map(
    profile.products.map(({ productId, recurrence }) => [productId, recurrence.purchases]),
  );
  const named = new Set<string>();
  return context.replacements
    .filter(({ productId }) => (profile.turnedDown.get(productId) ?? 0) <= (bought.get(productId) ?? 0))
    .map((one) => ({ one, saved: 1 - one.unitCents / one.insteadOf.unitCents }))
    .filter(({ one, saved }) => saved > 0 && (one.packCostsLess || !why.forBudget))
    .sort((a, b) => b.saved - a.saved || (a.one.productId < b.one.productId ? -1 : 1))
    .filter(({ one }) => {
      const fresh = !named.has(one.productId) && !named.has(one.insteadOf.productId);
      if (fresh) named.add(one.productId).add(one.insteadOf.productId);
      return fresh;
    })
    .slice(0, NAMED)
    .map(({ one, saved }) => ({
      productId: one.productId,
      name: one.name,
      reason: `${savingOf(one, saved)} ${why.words}`,
    }));
}

function savingOf({ insteadOf, saving }: Replacement, saved: number): string {
  return `${saving} less than ${insteadOf.name} (${Math.round(saved * 100)}% less by the unit).`;
}

/** Why cheaper things are offered at all; null when they are not. */
function whyCheaper(
  profile: ShopperProfile,
  context: Pick<FeatureContext, 'basket' | 'spentCents' | 'view'>,
): Why | null {
  if (context.view === 'all') return null;
  const { report, budgetCents, level } = budgetAwareness(profile);
  if (report.status !== 'applied') return null;
  return reasonFor(standOf(budgetCents, context), level);
}

interface Why {
  readonly words: string;
  readonly forBudget: boolean;
}

function reasonFor(stand: BudgetStand | null, level: BudgetAwareness['level']): Why | null {
  if (stand?.state === 'over') return { words: 'Your cart is over your budget.', forBudget: true };
  if (stand?.state === 'near') return { words: 'Your cart is close to your budget.', forBudget: true };
  if (level?.side !== 'low') return null;
  return { words: 'You tend to buy the cheaper of a kind.', forBudget: false };
}
