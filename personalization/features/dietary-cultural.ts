import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureReport } from './feature.ts';
import type { FeatureContext } from './feature-context.ts';
import { abstained, applied, counted, listed, readable, unavailable } from './feature-report.ts';
import { type CuisineAffinity, type LearnedTaste, learnedTaste } from './learned-taste.ts';

/** What every search and every addition must respect. */
export interface StandingFilters {
  readonly diets: readonly string[];
  readonly excludeAllergens: readonly string[];
}

/** The diets and allergies that a shopper stated: hard filters, whatever is switched. */
export function standingFilters({ settings }: Pick<ShopperProfile, 'settings'>): StandingFilters {
  return { diets: settings?.diets ?? [], excludeAllergens: settings?.allergies ?? [] };
}

/**
 * What the shopper eats: as they told, and as their orders show. What is learned only moves results, and can be switched
 * off; a diet is learned only while the shopper told nothing of diets, also none that they do not keep.
 */
export function dietaryCultural(
  profile: ShopperProfile,
  context: Pick<FeatureContext, 'products'>,
): {
  readonly report: FeatureReport;
  /** Null when nothing learned may be used. */
  readonly taste: LearnedTaste | null;
} {
  const { diets, excludeAllergens } = standingFilters(profile);
  const stated = diets.length + excludeAllergens.length;
  const out = unavailable('dietary_cultural', profile, 'settings');
  if (out !== null) {
    const stays = out.status === 'off' && stated > 0 ? ' What you told me yourself still holds.' : '';
    return { report: { ...out, reason: out.reason + stays }, taste: null };
  }
  const learned = learnedTaste(profile, context);
  const taste = diets.length > 0 || profile.deniesADiet ? { ...learned, diet: null } : learned;
  const { diet, cuisines } = taste;
  const told = [
    ...(diets.length > 0 ? [`only what is ${listed(diets.map(readable))}`] : []),
    ...(excludeAllergens.length > 0 ? [`nothing with ${listed(excludeAllergens.map(readable))}`] : []),
  ];
  const sentences = [
    ...(stated > 0 ? [`As you told me: ${listed(told)}.`] : []),
    ...(diet === null
      ? []
      : [
          `${diet.suiting} of ${counted(diet.known, 'product')} that you buy are ${readable(diet.diet)}, so I put such products first and leave nothing out.`,
        ]),
    ...(cuisines[0] === undefined ? [] : [leaning(cuisines[0])]),
  ];
  if (sentences.length === 0) {
    const reason =
      taste.products === 0
        ? 'You told me no diet or allergy, and I know too little of what you buy to see one.'
        : `You told me no diet or allergy, and the ${counted(taste.products, 'product')} that you buy show none.`;
    return { report: abstained('dietary_cultural', 0, reason), taste };
  }
  const learnedFrom = diet === null && cuisines.length === 0 ? 0 : taste.products;
  const confidence = stated > 0 ? 1 : (diet?.probability ?? cuisines[0]?.probability ?? 0);
  return {
    report: applied('dietary_cultural', confidence, stated + learnedFrom, sentences.join(' ')),
    taste,
  };
}

function leaning({ cuisine, bought, products }: CuisineAffinity): string {
  return `You lean to ${readable(cuisine)} food: ${bought} of ${counted(products, 'product')} that you buy.`;
}
