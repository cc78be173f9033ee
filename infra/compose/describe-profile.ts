import type { Services } from '#graph/services.ts';
import type { ShopperProfile as DescribedProfile } from '#infra/gateway/application.ts';
import { productsToName, runFeatures } from '#personalization/features/run-features.ts';
import { loadProfile } from '#personalization/load-profile.ts';

/** What each feature knows of a shopper, with the evidence it stands on. */
export async function describeProfile(
  services: Pick<Services, 'preferences' | 'settings' | 'products' | 'clock'>,
  shopperId: string,
): Promise<DescribedProfile> {
  const profile = await loadProfile({ graph: services.preferences, settings: services.settings }, shopperId);
  const named = await services.products.get(productsToName(profile));
  const { section } = runFeatures(profile, {
    now: services.clock.now(),
    view: 'personalized',
    products: new Map(named.map((product) => [product.id, product])),
    candidates: [],
    asked: null,
  });
  const { settings, trips, products } = profile;
  const evidence: Readonly<Record<string, DescribedProfile['features'][number]['evidence']>> = {
    usual_orders: section.usualItems,
    reorder_intelligence: section.reorder,
    quantity_memory: products.slice(0, 50).map(({ productId, quantity, recurrence }) => ({
      productId,
      packs: quantity.packs,
      purchases: recurrence.purchases,
    })),
    preference_schema:
      settings === null
        ? null
        : { diets: settings.diets, allergies: settings.allergies, dislikes: settings.dislikes },
    household: settings === null ? null : { stated: settings.householdSize },
    budget_awareness: settings === null ? null : { statedCents: settings.budgetCents },
    smart_ranking: trips === null ? null : { orders: trips.orders },
  };
  return {
    features: section.features.map((feature) => ({ ...feature, evidence: evidence[feature.name] ?? null })),
  };
}
