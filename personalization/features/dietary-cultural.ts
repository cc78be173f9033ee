import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, listed, readable, unavailable } from './feature-report.ts';

/** What every search and every addition must respect. */
export interface StandingFilters {
  readonly diets: readonly string[];
  readonly excludeAllergens: readonly string[];
}

/**
 * The diets and allergies that a shopper stated are hard filters, whatever is switched: the switch is for what would be
 * learned from orders. Learned restrictions are not judged yet, so only the stated ones come out.
 */
export function dietaryCultural(profile: ShopperProfile): {
  readonly report: FeatureReport;
  readonly standing: StandingFilters;
} {
  const diets = profile.settings?.diets ?? [];
  const excludeAllergens = profile.settings?.allergies ?? [];
  const standing = { diets, excludeAllergens };
  const stated = diets.length + excludeAllergens.length;
  const out = unavailable('dietary_cultural', profile, 'settings');
  if (out !== null) {
    const stays = out.status === 'off' && stated > 0 ? ' What you told me yourself still holds.' : '';
    return { report: { ...out, reason: out.reason + stays }, standing };
  }
  if (stated === 0) {
    const orders = profile.trips?.orders ?? 0;
    const reason = `You told me no diet or allergy, and I don't guess one from your ${counted(orders, 'order')}.`;
    return { report: abstained('dietary_cultural', 0, reason), standing };
  }
  const parts = [
    ...(diets.length > 0 ? [`only what is ${listed(diets.map(readable))}`] : []),
    ...(excludeAllergens.length > 0 ? [`nothing with ${listed(excludeAllergens.map(readable))}`] : []),
  ];
  return { report: applied('dietary_cultural', 1, stated, `As you told me: ${listed(parts)}.`), standing };
}
