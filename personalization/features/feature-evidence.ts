import type { ShopperProfile } from '#personalization/profile.ts';
import { SIGNALS, weightOf } from '#personalization/ranking/signals.ts';
import { budgetAwareness } from './budget-awareness.ts';
import { dietaryCultural } from './dietary-cultural.ts';
import type { FeatureName, FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { household } from './household.ts';
import type { LearnedTaste } from './learned-taste.ts';
import { personalBasis, runFeatures } from './run-features.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** What one feature knows, with what it stands on, for the shopper who asks. */
export interface FeatureEvidence extends FeatureReport {
  readonly evidence: Plain;
}

const PRODUCTS_SHOWN = 50;
const KINDS_SHOWN = 12;

/** Every feature's report with its evidence as plain data. Times are milliseconds since the epoch. */
export function featureEvidence(
  profile: ShopperProfile,
  { now, products }: Pick<FeatureContext, 'now' | 'products'>,
): readonly FeatureEvidence[] {
  const run = runFeatures(profile, {
    now,
    products,
    view: 'personalized',
    candidates: [],
    asked: null,
    basket: { productIds: [] },
    spentCents: 0,
    focus: [],
    replacements: [],
    offerable: new Map(),
  });
  const basis = personalBasis(profile, now);
  const { settings, trips } = profile;
  const { people } = household(profile);
  const money = budgetAwareness(profile);
  const nameOf = (productId: string) => products.get(productId)?.name ?? null;
  const known: Partial<Record<FeatureName, Plain>> = {
    preference_schema: settings && {
      diets: settings.diets,
      allergies: settings.allergies,
      dislikes: settings.dislikes,
      switches: settings.features,
    },
    usual_orders: {
      orders: trips?.orders ?? 0,
      ordersByWeekday: trips?.weekdays ?? [],
      items: basis.usualBasket.map((item) => ({ ...item, name: nameOf(item.productId) })),
    },
    reorder_intelligence: { items: run.section.reorder.map((item) => ({ ...item })) },
    dietary_cultural: { ...basis.standing, ...learnedOf(dietaryCultural(profile, { products }).taste) },
    quantity_memory: {
      items: profile.products
        .filter(({ recurrence }) => recurrence.purchases > 1)
        .slice(0, PRODUCTS_SHOWN)
        .map(({ productId, quantity, recurrence, lastPurchasedAt }) => ({
          productId,
          name: nameOf(productId),
          quantity: quantity.packs,
          from: quantity.low,
          to: quantity.high,
          purchases: recurrence.purchases,
          lastPurchasedAt,
        })),
    },
    smart_ranking: {
      boughtProducts: profile.products.length,
      turnedDownProducts: profile.turnedDown.size,
      choices: profile.ranking.choices,
      weights: Object.fromEntries(
        SIGNALS.map((signal) => [signal, Math.round(weightOf(profile.ranking.weights, signal) * 100) / 100]),
      ),
    },
    budget_awareness: {
      budgetCents: basis.budgetCents,
      level: money.level && { ...money.level },
      purchases: profile.prices?.purchases ?? 0,
      kinds: (profile.prices?.kindLevels() ?? [])
        .slice(0, KINDS_SHOWN)
        .map(({ kind, purchases, level }) => ({ kind, purchases, ...level })),
    },
    household: { size: basis.householdSize, people: people && { ...people } },
  };
  return run.section.features.map((report) => ({ ...report, evidence: known[report.name] ?? null }));
}

function learnedOf(taste: LearnedTaste | null): { readonly [key: string]: Plain } {
  if (taste === null) return { learnedDiet: null, cuisines: [] };
  return {
    learnedDiet: taste.diet === null ? null : { ...taste.diet },
    cuisines: taste.cuisines.map((affinity) => ({ ...affinity })),
  };
}
