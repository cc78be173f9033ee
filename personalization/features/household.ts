import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, counted, unavailable } from './feature-report.ts';

/** The household that the shopper stated. An estimate from orders is not made yet. */
export function household(profile: ShopperProfile): {
  readonly report: FeatureReport;
  /** Null when it was not stated or this is switched off. */
  readonly size: number | null;
} {
  const out = unavailable('household', profile, 'settings');
  if (out !== null) return { report: out, size: null };
  const size = profile.settings?.householdSize ?? null;
  if (size !== null) {
    const told = size === 1 ? 'you shop for yourself' : `you are ${size}`;
    const reason = `You told me that ${told}; I don't fit amounts to that yet.`;
    return { report: abstained('household', 1, reason), size };
  }
  const orders = profile.trips?.orders ?? 0;
  const reason = `You told me no household size, and I don't estimate it yet from your ${counted(orders, 'order')}.`;
  return { report: abstained('household', orders, reason), size: null };
}
