import { knownProducts } from '#graph/known-products.ts';
import { toPersonalView } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import type { ShopperProfile as DescribedProfile } from '#infra/gateway/application.ts';
import { featureEvidence } from '#personalization/features/feature-evidence.ts';
import { productsToName } from '#personalization/features/run-features.ts';
import { loadProfile } from '#personalization/load-profile.ts';

/** What each feature knows of a shopper, with the evidence it stands on. */
export async function describeProfile(
  {
    preferences,
    settings,
    population,
    profiles,
    ranking,
    common,
    priceShelf,
    products,
    assortment,
    clock,
  }: Pick<
    Services,
    | 'preferences'
    | 'settings'
    | 'population'
    | 'profiles'
    | 'ranking'
    | 'common'
    | 'priceShelf'
    | 'products'
    | 'assortment'
    | 'clock'
  >,
  shopperId: string,
): Promise<DescribedProfile> {
  const profile = await loadProfile(
    {
      graph: preferences,
      settings,
      overall: { population, profiles, ranking, common, now: clock.now, shelf: priceShelf },
    },
    shopperId,
  );
  const named = await products.get(productsToName(profile));
  return {
    features: featureEvidence(profile, {
      now: clock.now(),
      products: knownProducts(named, toPersonalView(profile).constraints, assortment),
    }),
  };
}
