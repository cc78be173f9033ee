import type { Estimated } from './learning/disowned-estimates.ts';
import { DAY_MS } from './learning/evidence.ts';
import type { Regularity } from './learning/interval-posterior.ts';
import type { Recurrence } from './learning/recurrence.ts';
import type { UsualQuantity } from './learning/usual-quantity.ts';
import type { Outlooks } from './outlooks.ts';
import type { Foretold } from './population/basket-ranking.ts';
import type { CommonFacts } from './population/common-facts.ts';
import type { Companion } from './population/companions.ts';
import type { HouseholdEstimate } from './population/household-foretelling.ts';
import type { IntervalForetelling } from './population/interval-foretelling.ts';
import type { OrderRhythm } from './population/order-rhythm.ts';
import type { PriceView } from './prices/price-view.ts';
import type { RankingProfile } from './ranking/ranking-profile.ts';
import type { ShopperSettings } from './settings/settings.ts';

/** What one shopper's purchases of one product say. */
export interface ProductHabit {
  readonly productId: string;
  readonly recurrence: Recurrence;
  readonly quantity: UsualQuantity;
  readonly lastPurchasedAt: number;
  /** The latest days it was bought, oldest first, counted from the epoch. */
  readonly days: readonly number[];
  /** False when it was also bought on earlier days than `days` holds. */
  readonly daysComplete: boolean;
  /** Mean price paid for a pack; null when no purchase had one. */
  readonly meanCents: number | null;
}

export interface TripHabit {
  readonly orders: number;
  readonly lastOrderedAt: number;
  /** Different products an order holds on average. */
  readonly meanProducts: number;
  /** Orders by weekday, Sunday first, in UTC. */
  readonly weekdays: readonly number[];
  /** The latest days with an order, oldest first, counted from the epoch. */
  readonly days: readonly number[];
}

/** Something that could not be read; what depends on it is left out and said so. */
export interface ProfileFailure {
  readonly capability: 'settings' | 'graph_memory';
  readonly reason: string;
}

/** What the posterior of an interval stands on beside the product's own days. */
export interface Rhythm {
  /** Null while too little is learned over everybody. */
  readonly intervals: IntervalForetelling | null;
  readonly orders: OrderRhythm;
}

/** All that the features need to know of one shopper, loaded once a turn. */
export interface ShopperProfile {
  readonly shopperId: string;
  /** Null when they could not be read: then allergies are unknown, and nothing may be added unasked. */
  readonly settings: ShopperSettings | null;
  /** Null until the first order. */
  readonly trips: TripHabit | null;
  /** Bought products, the likeliest in the next order first. */
  readonly products: readonly ProductHabit[];
  /** Products never bought here that the next order may hold, likeliest first; empty while nothing is learned over all. */
  readonly suggestions: readonly Foretold[];
  readonly regularity: Regularity;
  readonly rhythm: Rhythm;
  /** Worked out as features ask for it. */
  readonly outlooks: Outlooks;
  /** What goes with a basket, best first; null while too little is learned over everybody. */
  readonly companionsOf: ((basket: readonly string[]) => readonly Companion[]) | null;
  /** The chances of `products` are those learned over everybody, which know the day of the week. */
  readonly foretold: boolean;
  /** When the shopper last said or showed of a product that it had not run out. */
  readonly notYet: ReadonlyMap<string, number>;
  /** Products turned down or dismissed, with how often. */
  readonly turnedDown: ReadonlyMap<string, number>;
  /** By what lists are put in order. */
  readonly ranking: RankingProfile;
  /** Patterns of many shoppers to fall back on, the same for everybody; null while there are none. */
  readonly common: CommonFacts | null;
  /** How high the shopper buys; null where no shelf says of what kind products are. */
  readonly prices: PriceView | null;
  /** What their orders say of their household; null while too little is learned over those who stated theirs. */
  readonly household: HouseholdEstimate | null;
  /** Estimates that the shopper said are wrong or had forgotten. */
  readonly disowned: ReadonlySet<Estimated>;
  /** They said of some diet that they do not keep it: none is guessed from what they buy. */
  readonly deniesADiet: boolean;
  readonly failures: readonly ProfileFailure[];
}

/** A whole number of days since the epoch, in UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}
