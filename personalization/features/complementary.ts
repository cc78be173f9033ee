import type { Companion } from '#personalization/population/companions.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { budgetAwareness } from './budget-awareness.ts';
import type { FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';

export interface ComplementaryItem {
  readonly productId: string;
  readonly name: string;
  readonly reason: string;
}

/** Companions looked at, of which those that do not suit the shopper fall out, and named. */
const CONSIDERED = 20;
const NAMED = 3;
/** Orders that two products must have shared before one is said to go with the other. */
const LEAST_ORDERS = 2;

/** Products that may go with the basket, for the catalogue to name those that suit the shopper. */
export function companionsToName(profile: ShopperProfile, basket: readonly string[]): readonly string[] {
  if (basket.length === 0 || !mayCompanion(profile)) return [];
  return companionsIn(profile, basket).map(({ productId }) => productId);
}

/** What goes with the basket beyond chance, likeliest first: what is bought anyway is no companion. */
function companionsIn(profile: ShopperProfile, basket: readonly string[]): readonly Companion[] {
  return (profile.companionsOf?.(basket) ?? [])
    .filter(({ goesWith, orders }) => goesWith && orders >= LEAST_ORDERS)
    .slice(0, CONSIDERED);
}

/**
 * What goes with the basket by the shopper's own orders and by everybody's. Only what `offerable` holds, which diets and
 * allergies have gone through, only what is left of a stated budget, and nothing turned down more often than bought.
 */
export function complementary(
  profile: ShopperProfile,
  { basket, spentCents, offerable }: Pick<FeatureContext, 'basket' | 'spentCents' | 'offerable'>,
): { readonly report: FeatureReport; readonly items: readonly ComplementaryItem[] } {
  const out = unavailable('complementary', profile, 'graph_memory');
  if (out !== null) return { report: out, items: [] };
  const orders = profile.trips?.orders ?? 0;
  const abstain = (reason: string) => ({ report: abstained('complementary', orders, reason), items: [] });
  if (profile.companionsOf === null) {
    return abstain('I learn what goes with what from many orders; there are too few yet.');
  }
  if (basket.productIds.length === 0) return abstain('There is nothing in your cart yet to go with.');
  const { budgetCents } = budgetAwareness(profile);
  const left = budgetCents === null ? null : budgetCents - spentCents;
  const bought = new Map(
    profile.products.map(({ productId, recurrence }) => [productId, recurrence.purchases]),
  );
  const found = companionsIn(profile, basket.productIds).flatMap((companion) => {
    const { productId } = companion;
    const product = offerable.get(productId);
    if (product === undefined) return [];
    // Of a price that nobody knows it cannot be said that the budget bears it.
    if (left !== null && (product.priceCents === null || product.priceCents > left)) return [];
    if ((profile.turnedDown.get(productId) ?? 0) > (bought.get(productId) ?? 0)) return [];
    return [{ ...companion, name: product.name }];
  });
  const named = found.slice(0, NAMED);
  if (named.length === 0) return abstain('I know nothing that goes with your cart and suits you.');
  const seen = named.reduce((sum, companion) => sum + companion.orders, 0);
  return {
    report: applied(
      'complementary',
      surenessOf(named),
      seen,
      `${counted(named.length, 'product')} often bought with what is in your cart.`,
    ),
    items: named.map((companion) => ({
      productId: companion.productId,
      name: companion.name,
      reason: reasonOf(companion, { offerable, own: bought.get(companion.productId) ?? 0 }),
    })),
  };
}

function mayCompanion(profile: ShopperProfile): boolean {
  return unavailable('complementary', profile, 'graph_memory') === null && profile.companionsOf !== null;
}

/** That what comes next is one of them: shares of one list add up, chances that stand each for itself do not. */
function surenessOf(named: readonly Companion[]): number {
  return named.every(({ basis }) => basis.kind !== 'common')
    ? named.reduce((sum, { share }) => sum + share, 0)
    : 1 - named.reduce((none, { share }) => none * (1 - share), 1);
}

function reasonOf(
  companion: Companion,
  { offerable, own }: { readonly offerable: FeatureContext['offerable']; readonly own: number },
): string {
  const beside = offerable.get(companion.with)?.name ?? 'something in your cart';
  const orders = counted(companion.orders, 'order');
  if (companion.basis.kind === 'own') return `You bought it together with ${beside} in ${orders}.`;
  const yours = own === 0 ? '' : ` You bought it ${own === 1 ? 'once' : `${own} times`}.`;
  const often =
    companion.basis.kind === 'common'
      ? `, ${companion.basis.lift.toFixed(1)} times as often as by chance`
      : '';
  return `Bought together with ${beside} in ${orders}${often}.${yours}`;
}
