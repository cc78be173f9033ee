import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import { abstained, applied, counted, settingsUnread, unavailable } from './feature-report.ts';

/** What the shopper has said and switched, counted. */
export function preferenceSchema(profile: ShopperProfile): { readonly report: FeatureReport } {
  const { settings } = profile;
  if (settings === null) return { report: settingsUnread('preference_schema') };
  const out = unavailable('preference_schema', profile, 'settings');
  if (out !== null) return { report: out };
  const off = Object.values(settings.features).filter((on) => !on).length;
  const said =
    settings.diets.length +
    settings.allergies.length +
    settings.dislikes.length +
    (settings.householdSize === null ? 0 : 1) +
    (settings.budgetCents === null ? 0 : 1);
  if (said + off === 0) {
    const reason = 'You have set no preferences; tell me any time, like "I\'m vegetarian".';
    return { report: abstained('preference_schema', 0, reason) };
  }
  const switched = off === 0 ? '' : `, ${counted(off, 'feature')} switched off`;
  return {
    report: applied(
      'preference_schema',
      1,
      said + off,
      `You told me ${counted(said, 'preference')}${switched}.`,
    ),
  };
}
