import { logBeta } from '#personalization/learning/beta.ts';
import { normalShare } from '#personalization/learning/normal.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import type { FeatureContext, Trait } from './feature-context.ts';

/** A diet that the shopper seems to keep, without having said so. */
export interface LearnedDiet {
  readonly diet: string;
  /** Posterior that they keep it. */
  readonly probability: number;
  /** Of so many bought products that say whether they suit it, so many do. */
  readonly suiting: number;
  readonly known: number;
}

export interface CuisineAffinity {
  readonly cuisine: string;
  /** Posterior that they buy more of it than the shop's range alone would make of it. */
  readonly probability: number;
  readonly bought: number;
  readonly products: number;
  /** Its share among what they buy, and in the shop. */
  readonly share: number;
  readonly shopShare: number;
}

export interface LearnedTaste {
  /** Null when none is likely enough to be spoken of. */
  readonly diet: LearnedDiet | null;
  /** Most bought first. */
  readonly cuisines: readonly CuisineAffinity[];
  /** Bought products that say anything. */
  readonly products: number;
}

/** A diet is heeded when it is likelier than not, and only as strongly as it is likely. */
const LIKELIER_THAN_NOT = 0.5;
/** A leaning is spoken of when chance alone would hardly make it. */
const HARDLY_CHANCE = 0.95;
/** Before any evidence one shopper of twenty keeps a given diet. */
const PRIOR_OF_DIET = 0.05;
/** Exceptions of who keeps a diet (guests, mistakes): Beta(1, 49), two in a hundred. */
const EXCEPTIONS = { for: 1, against: 49 };
/** Shoppers without the diet differ in how much of it they buy: a Beta around the shop's share, of this strength. */
const SPREAD = 4;
/** Different products of a cuisine before it is called a leaning. */
const LEAST_OF_CUISINE = 3;

/**
 * What the bought products have in common beyond what the shop's range explains: for a diet the Bayes factor of two
 * beta-binomials, shoppers who keep it and shoppers who do not (Kass and Raftery 1995, 3.1); for a cuisine the posterior
 * of its share. Each product counts once, however often it was bought.
 */
export function learnedTaste(
  { products }: Pick<ShopperProfile, 'products'>,
  { products: known }: Pick<FeatureContext, 'products'>,
): LearnedTaste {
  const bought = products.flatMap(({ productId }) => {
    const product = known.get(productId);
    return product === undefined || product.traits.length === 0 ? [] : [product.traits];
  });
  return { diet: likeliestDiet(bought), cuisines: cuisinesOf(bought), products: bought.length };
}

function likeliestDiet(bought: readonly (readonly Trait[])[]): LearnedDiet | null {
  const counts = countOf(bought, 'diet');
  const judged = [...counts].map(([diet, { holds, known, share }]) => {
    const against = known - holds;
    const keeps =
      logBeta(EXCEPTIONS.for + against, EXCEPTIONS.against + holds) -
      logBeta(EXCEPTIONS.for, EXCEPTIONS.against);
    const others =
      logBeta(SPREAD * share + holds, SPREAD * (1 - share) + against) -
      logBeta(SPREAD * share, SPREAD * (1 - share));
    const odds = Math.exp(keeps - others) * (PRIOR_OF_DIET / (1 - PRIOR_OF_DIET));
    const probability = Math.min(0.999, Number.isFinite(odds) ? odds / (1 + odds) : 1);
    return { diet, probability, suiting: holds, known };
  });
  const [best] = judged.sort((a, b) => b.probability - a.probability || (a.diet < b.diet ? -1 : 1));
  return best === undefined || best.probability < LIKELIER_THAN_NOT ? null : best;
}

function cuisinesOf(bought: readonly (readonly Trait[])[]): readonly CuisineAffinity[] {
  const products = bought.length;
  return [...countOf(bought, 'cuisine')]
    .map(([cuisine, { holds, share: shopShare }]) => {
      const yes = holds + 2 * shopShare;
      const total = products + 2;
      const share = yes / total;
      const deviation = Math.sqrt((share * (1 - share)) / (total + 1));
      // Never certain: nobody's taste is.
      const probability = Math.min(0.999, 1 - normalShare((shopShare - share) / deviation));
      return { cuisine, probability, bought: holds, products, share, shopShare };
    })
    .filter((affinity) => affinity.bought >= LEAST_OF_CUISINE && affinity.probability >= HARDLY_CHANCE)
    .sort((a, b) => b.bought - a.bought || (a.cuisine < b.cuisine ? -1 : 1));
}

function countOf(bought: readonly (readonly Trait[])[], kind: Trait['kind']) {
  const counts = new Map<string, { holds: number; known: number; readonly share: number }>();
  for (const trait of bought.flat()) {
    if (trait.kind !== kind) continue;
    const count = counts.get(trait.name) ?? { holds: 0, known: 0, share: trait.shopShare };
    count.known += 1;
    if (trait.holds) count.holds += 1;
    counts.set(trait.name, count);
  }
  return counts;
}
