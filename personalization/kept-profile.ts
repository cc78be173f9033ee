import type { Estimated } from './learning/disowned-estimates.ts';
import type { Regularity } from './learning/interval-posterior.ts';
import type { Outlooks } from './outlooks.ts';
import { type PackedBaskets, unpackBaskets } from './packed-baskets.ts';
import { type PackedHabits, unpackHabits } from './packed-habits.ts';
import type { Foretold } from './population/basket-ranking.ts';
import { type CommonFacts, likedUnbought } from './population/common-facts.ts';
import { findCompanions } from './population/companion-finder.ts';
import type { Companion } from './population/companions.ts';
import type { HouseholdEstimate } from './population/household-foretelling.ts';
import type { OrderRhythm } from './population/order-rhythm.ts';
import type { Population } from './population/population.ts';
import type { PackedPurchases } from './prices/counted-purchases.ts';
import type { PriceShelf } from './prices/price-shelf.ts';
import { viewPrices } from './prices/price-view.ts';
import type { ProfileFailure, ShopperProfile, TripHabit } from './profile.ts';
import type { RankingProfile } from './ranking/ranking-profile.ts';
import type { ShopperSettings } from './settings/settings.ts';

/** What a profile holds between turns: all that follows from the shopper's facts, in little space. */
export interface KeptProfile {
  readonly trips: TripHabit | null;
  /** The likeliest in the next order first. */
  readonly habits: PackedHabits;
  readonly suggestions: readonly Foretold[];
  readonly regularity: Regularity;
  readonly rhythm: OrderRhythm;
  /** Null without orders. */
  readonly baskets: PackedBaskets | null;
  readonly foretold: boolean;
  readonly notYet: ReadonlyMap<string, number>;
  readonly turnedDown: ReadonlyMap<string, number>;
  /** What each of `habits` weighs for how high the shopper buys. */
  readonly paid: PackedPurchases;
  readonly household: HouseholdEstimate | null;
  readonly disowned: ReadonlySet<Estimated>;
  readonly deniesADiet: boolean;
  readonly outlooks: Outlooks;
}

/** The profile as a turn reads it. */
export function openProfile(
  kept: KeptProfile,
  {
    shopperId,
    settings,
    failures,
    population,
    ranking,
    common,
    shelf,
  }: {
    readonly shopperId: string;
    readonly settings: ShopperSettings | null;
    readonly failures: readonly ProfileFailure[];
    /** That which `kept` was made with. */
    readonly population: Population | null;
    readonly ranking: RankingProfile;
    readonly common: CommonFacts | null;
    readonly shelf: PriceShelf | null;
  },
): ShopperProfile {
  const { trips, habits, suggestions, regularity, rhythm, turnedDown, outlooks } = kept;
  const products = unpackHabits(habits);
  const isSilent = population?.companions == null && common === null;
  return {
    shopperId,
    settings,
    trips,
    products,
    suggestions:
      population?.basket == null
        ? likedUnbought(common, {
            orders: trips?.orders ?? 0,
            bought: new Set(products.map(({ productId }) => productId)),
          })
        : suggestions,
    regularity,
    rhythm: { intervals: population?.intervals ?? null, orders: rhythm },
    outlooks,
    companionsOf: isSilent ? null : companionsFor({ population, common }, kept.baskets),
    foretold: kept.foretold,
    notYet: kept.notYet,
    turnedDown,
    ranking,
    common,
    prices:
      shelf === null ? null : viewPrices(products, kept.paid, { shelf, learned: population?.prices ?? null }),
    household: kept.household,
    disowned: kept.disowned,
    deniesADiet: kept.deniesADiet,
    failures,
  };
}

/** A turn asks twice about the same cart: what to read of the catalogue, and what to say. */
function companionsFor(
  known: { readonly population: Population | null; readonly common: CommonFacts | null },
  baskets: PackedBaskets | null,
) {
  let last: { readonly basket: readonly string[]; readonly found: readonly Companion[] } | null = null;
  return (basket: readonly string[]): readonly Companion[] => {
    if (last !== null && sameProducts(last.basket, basket)) return last.found;
    const history = baskets === null ? null : unpackBaskets(baskets);
    const found = findCompanions(known, { history, basket });
    last = { basket, found };
    return found;
  };
}

function sameProducts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((productId, index) => other[index] === productId);
}
