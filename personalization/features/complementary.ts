import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, counted, unavailable } from './feature-report.ts';

/** What goes with what is not judged yet: the evidence per pair is not kept. Says so rather than guess. */
export function complementary(profile: ShopperProfile): { readonly report: FeatureReport } {
  const out = unavailable('complementary', profile, 'graph_memory');
  if (out !== null) return { report: out };
  const orders = profile.trips?.orders ?? 0;
  const reason =
    orders === 0
      ? 'I learn what you buy together from your orders; there are none yet.'
      : `I don't judge yet what you buy together in your ${counted(orders, 'order')}.`;
  return { report: abstained('complementary', orders, reason) };
}
