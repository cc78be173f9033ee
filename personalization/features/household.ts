import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, unavailable } from './feature-report.ts';
import { MIN_ORDERS } from './usual-orders.ts';

export interface HouseholdKnown {
  readonly report: FeatureReport;
  /** What amounts may follow: as stated, or an estimate that is sure to one person; null otherwise. */
  readonly size: number | null;
  /** People, with the range that holds eight of ten; null when nothing is said. A stated size is its own range. */
  readonly people: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

/** The household: as stated, else what orders tell by those who stated theirs. */
export function household(profile: ShopperProfile): HouseholdKnown {
  const out = unavailable('household', profile, 'settings');
  if (out !== null) return { report: out, size: null, people: null };
  const stated = profile.settings?.householdSize ?? null;
  if (stated !== null) {
    const told = stated === 1 ? 'you shop for yourself' : `there are ${stated} of you`;
    return {
      report: applied('household', 1, 1, `You told me that ${told}.`),
      size: stated,
      people: { mean: stated, low: stated, high: stated },
    };
  }
  const away = unavailable('household', profile, 'graph_memory');
  if (away !== null) return { report: away, size: null, people: null };
  const orders = profile.trips?.orders ?? 0;
  const abstain = (reason: string): HouseholdKnown => ({
    report: abstained('household', orders, reason),
    size: null,
    people: null,
  });
  if (profile.disowned.has('household_estimate')) {
    return abstain(
      'You asked me not to estimate your household; tell me “there are four of us” and I will know.',
    );
  }
  if (orders < MIN_ORDERS) {
    return abstain(`You told me no household size, and ${counted(orders, 'order')} are too few to tell.`);
  }
  if (profile.household === null) {
    return abstain('You told me no household size, and too few shoppers told me theirs to learn from.');
  }
  const { mean, withinOne } = profile.household;
  const low = Math.max(1, Math.round(profile.household.low));
  const high = Math.max(low, Math.round(profile.household.high));
  const about = Math.max(1, Math.round(mean));
  const range = low === high ? '' : `; eight of ten such households are ${low} to ${high}`;
  return {
    report: applied(
      'household',
      withinOne,
      orders,
      `Your ${counted(orders, 'order')} look like those of ${about === 1 ? 'one person' : `${about} people`}${range}. Tell me if that is wrong.`,
    ),
    size: high - low <= 1 ? about : null,
    people: { mean, low, high },
  };
}
