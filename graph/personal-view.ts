import type { Habit, ShopperConstraints } from '#agents/order/order-outcome.ts';
import { ALLERGENS, type Allergen, DIETS, type Diet } from '#agents/search/product.ts';
import type { ProductFilters } from '#agents/search/product-index.ts';
import { personalBasis } from '#personalization/features/run-features.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';

/** What the profile node knows of the shopper, in the shapes that the agents read. */
export interface PersonalView {
  readonly profile: ShopperProfile | null;
  readonly settings: ShopperSettings | null;
  readonly constraints: ShopperConstraints;
  /** Filters that diets and allergies impose on every search. */
  readonly standing: ProductFilters;
  /** Words of what is never eaten: what they name is not put forward. */
  readonly avoided: readonly string[];
  readonly habits: readonly Habit[];
  /** As stated, or an estimate that is sure; null otherwise. */
  readonly householdSize: number | null;
  readonly usualBasket: readonly { readonly productId: string; readonly quantity: number }[];
}

/** What stands when nothing could be loaded: nothing is personal, and nothing may be added unasked. */
export const UNKNOWN_SHOPPER: PersonalView = {
  profile: null,
  settings: null,
  constraints: { loaded: false, allergies: [], diets: [], dislikes: [] },
  standing: {},
  avoided: [],
  habits: [],
  householdSize: null,
  usualBasket: [],
};

export function toPersonalView(profile: ShopperProfile, now: number | null = null): PersonalView {
  const { settings } = profile;
  const { standing, habits, householdSize, usualBasket } = personalBasis(profile, now);
  const diets = standing.diets.filter((diet): diet is Diet => DIETS.includes(diet as Diet));
  const allergies = standing.excludeAllergens.filter((name): name is Allergen =>
    ALLERGENS.includes(name as Allergen),
  );
  return {
    profile,
    settings,
    constraints: {
      loaded: settings !== null,
      allergies,
      diets,
      dislikes: settings?.dislikes ?? [],
      needs: settings?.needs ?? [],
    },
    standing: {
      ...(diets.length > 0 ? { diets } : {}),
      ...(allergies.length > 0 ? { excludeAllergens: allergies } : {}),
    },
    avoided: (settings?.needs ?? [])
      .filter(({ kind, avoided, heeded }) => kind === 'dislike' && avoided && heeded)
      .map(({ value }) => value),
    habits,
    householdSize,
    usualBasket,
  };
}
