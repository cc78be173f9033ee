import { FEATURE_NAMES, type FeatureName } from '#personalization/features/feature.ts';
import { SETTINGS_VERSION, type ShopperSettings } from './settings.ts';

/** Days that learned evidence is kept unless the shopper says otherwise: two years, so that yearly habits show. */
const RETENTION_DAYS = 730;

/** What holds for a shopper who has set nothing: every feature on, learning on, counted without a name in what is
 * learned over everybody, nothing assumed. */
export function defaultSettings(shopperId: string): ShopperSettings {
  return {
    version: SETTINGS_VERSION,
    shopperId,
    revision: 0,
    diets: [],
    allergies: [],
    dislikes: [],
    needs: [],
    householdSize: null,
    budgetCents: null,
    features: Object.fromEntries(FEATURE_NAMES.map((name) => [name, true])) as Record<FeatureName, boolean>,
    privacy: { learning: true, sharing: true, emotionMemory: false, retentionDays: RETENTION_DAYS },
    updatedAt: 0,
  };
}
