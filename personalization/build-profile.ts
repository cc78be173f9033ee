import { type KeptProfile, openProfile } from './kept-profile.ts';
import { correctedQuantity } from './learning/corrected-quantity.ts';
import { deniesADiet } from './learning/denied-diets.ts';
import { disownedIn, type Estimated } from './learning/disowned-estimates.ts';
import type { GraphEdge } from './learning/edge.ts';
import type { Evidence } from './learning/evidence.ts';
import { productIdOf } from './learning/graph-change.ts';
import { regularityOf } from './learning/interval-posterior.ts';
import { recurrences } from './learning/recurrence.ts';
import { learnQuantityHabit, type UsualQuantity, usualQuantity } from './learning/usual-quantity.ts';
import { createOutlooks } from './outlooks.ts';
import { packBaskets } from './packed-baskets.ts';
import { packHabits } from './packed-habits.ts';
import { type Foretold, foretellOrder } from './population/basket-ranking.ts';
import type { CommonFacts } from './population/common-facts.ts';
import { foretellHousehold, type HouseholdEstimate } from './population/household-foretelling.ts';
import { NO_RHYTHM, orderRhythm } from './population/order-rhythm.ts';
import type { Population } from './population/population.ts';
import { type PurchaseHistory, purchaseHistory } from './population/purchase-history.ts';
import { foretellQuantity } from './population/quantity-foretelling.ts';
import { type ShopperAmounts, shopperAmounts } from './population/shopper-amounts.ts';
import {
  type CountedPurchases,
  countPurchases,
  NOT_COUNTED,
  packPurchases,
} from './prices/counted-purchases.ts';
import type { PriceShelf } from './prices/price-shelf.ts';
import {
  dayOf,
  type ProductHabit,
  type ProfileFailure,
  type ShopperProfile,
  type TripHabit,
} from './profile.ts';
import { rankingProfile } from './ranking/ranking-profile.ts';
import type { WeightPrior } from './ranking/signals.ts';
import type { ShopperSettings } from './settings/settings.ts';

/** What was learned over everybody, and the moment that the profile is for. */
export interface LearnedOverall {
  readonly population: Population | null;
  /** What lists are ordered by, learned over everybody; null, and when absent: nothing yet. */
  readonly ranking?: WeightPrior | null;
  /** Patterns of many shoppers; null, and when absent: none are known. */
  readonly common?: CommonFacts | null;
  /** Says of what kind products are and what they cost. */
  readonly shelf?: PriceShelf | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const NOTHING_LEARNED: LearnedOverall = { population: null, now: 0 };
const SUGGESTIONS = 20;

/** The latest days of a product that its interval is estimated from. */
const DAYS_KEPT = 16;

/** The profile from the settings and the facts that the features read. */
export function buildProfile(
  shopperId: string,
  settings: ShopperSettings | null,
  edges: readonly GraphEdge[],
  failures: readonly ProfileFailure[],
  learned: LearnedOverall = NOTHING_LEARNED,
): ShopperProfile {
  const kept = learnProfile(shopperId, edges, learned);
  return openProfile(kept, {
    shopperId,
    settings,
    failures,
    population: learned.population,
    ranking: rankingProfile(edges, learned.ranking ?? null),
    common: learned.common ?? null,
    shelf: learned.shelf ?? null,
  });
}

/** What the facts say of a shopper, as it may be kept until one of them changes. */
export function learnProfile(
  shopperId: string,
  edges: readonly GraphEdge[],
  { population, now, shelf = null }: LearnedOverall,
): KeptProfile {
  const disowned = disownedIn(edges);
  const counting = {
    since: disowned.get('price_level') ?? null,
    now,
    halfLifeDays: population?.prices?.halfLifeDays ?? null,
  };
  const counted = new Map<string, CountedPurchases>();
  const shopped = edges.find((edge) => edge.kind === 'SHOPPED')?.evidence ?? null;
  const bought = edges.filter((edge) => edge.kind === 'BOUGHT');
  const evidence = bought.map((edge) => edge.evidence);
  const recurring = shopped === null ? [] : recurrences(shopped, evidence);
  const history = purchaseHistory(edges);
  const foretold = foretell(population, { shopperId, history, now });
  const nameOf = sharedNames(population);
  const quantities = population?.quantities?.quantities ?? null;
  const shopper =
    history === null || quantities === null ? null : shopperAmounts(history, quantities.products);
  const habit = learnQuantityHabit(
    evidence.map(({ amounts }) => amounts).filter((amounts) => amounts !== null),
  );
  const products = bought.flatMap((edge, index): readonly ProductHabit[] => {
    const { amounts, lastAt } = edge.evidence;
    const recurrence = recurring[index];
    if (amounts === null || recurrence === undefined) return [];
    const days = latestDays(edge.evidence, DAYS_KEPT + 1);
    const productId = nameOf(productIdOf(edge.targetId));
    counted.set(productId, countPurchases(edge.evidence, counting));
    return [
      {
        productId,
        recurrence: { ...recurrence, probability: foretold?.get(productId) ?? recurrence.probability },
        quantity:
          correctedQuantity(edge) ??
          foretoldQuantity(population, {
            productId,
            earlier: history?.products[index]?.quantities ?? [],
            lastAt: amounts.recent.at(-1)?.[0],
            now,
            shopper,
            usual: usualQuantity(amounts, habit),
          }),
        lastPurchasedAt: lastAt,
        days: days.slice(-DAYS_KEPT),
        daysComplete: days.length <= DAYS_KEPT && amounts.recent.length === edge.evidence.count,
        meanCents: amounts.centsCount === 0 ? null : Math.round(amounts.centsSum / amounts.centsCount),
      },
    ];
  });
  products.sort(
    (a, b) =>
      b.recurrence.probability - a.recurrence.probability ||
      b.lastPurchasedAt - a.lastPurchasedAt ||
      (a.productId < b.productId ? -1 : 1),
  );
  const habits = packHabits(products);
  return {
    trips: shopped === null ? null : tripHabit(shopped),
    habits,
    suggestions: suggestionsIn(foretold, products),
    regularity: regularityOf(products.map(({ days }) => days)),
    rhythm: history === null ? NO_RHYTHM : orderRhythm(history),
    baskets: history === null ? null : packBaskets(history, habits.productIds),
    foretold: foretold !== null,
    notYet: notYetIn(edges),
    turnedDown: turnedDownIn(edges),
    paid: packPurchases(
      products.map(({ productId }) => counted.get(productId) ?? NOT_COUNTED),
      products.map(({ recurrence }) => recurrence.purchases),
    ),
    household: foretoldHousehold(population, history, shelf),
    disowned: disowned.size === 0 ? NONE_DISOWNED : new Set(disowned.keys()),
    deniesADiet: deniesADiet(edges),
    outlooks: createOutlooks(products.length),
  };
}

const NONE_DISOWNED: ReadonlySet<Estimated> = new Set();

/** Product ids as the population has them already, so that many profiles share one text. */
function sharedNames(population: Population | null): (productId: string) => string {
  const shared = population?.companions?.population ?? population?.basket?.population ?? null;
  return (productId) => shared?.productIds[shared.places.get(productId) ?? -1] ?? productId;
}

/** The chance of each product in the next order, by what was learned over everybody; null when nothing was. */
function foretell(
  population: Population | null,
  {
    shopperId,
    history,
    now,
  }: { readonly shopperId: string; readonly history: PurchaseHistory | null; readonly now: number },
): ReadonlyMap<string, number> | null {
  const ranking = population?.basket ?? null;
  if (ranking === null || history === null) return null;
  return new Map(
    foretellOrder(ranking, { shopperId, history, at: now }).map(({ productId, probability }) => [
      productId,
      probability,
    ]),
  );
}

/** The usual amount as everybody's habits make it likely; the shopper's own alone while nothing is learned. */
function foretoldQuantity(
  population: Population | null,
  {
    productId,
    earlier,
    lastAt,
    now,
    shopper,
    usual,
  }: {
    readonly productId: string;
    /** Packs of its latest purchases, oldest first, and when the last of them was. */
    readonly earlier: readonly number[];
    readonly lastAt: number | undefined;
    readonly now: number;
    readonly shopper: ShopperAmounts | null;
    readonly usual: UsualQuantity;
  },
): UsualQuantity {
  const foretelling = population?.quantities ?? null;
  if (foretelling === null || shopper === null || lastAt === undefined) return usual;
  const question = { productId, earlier, lastAt, at: now, shopper };
  const { packs, probability } = foretellQuantity(foretelling, question);
  return { ...usual, packs, confidence: probability };
}

function foretoldHousehold(
  population: Population | null,
  history: PurchaseHistory | null,
  shelf: PriceShelf | null,
): HouseholdEstimate | null {
  const foretelling = population?.households ?? null;
  if (foretelling === null || history === null || shelf === null) return null;
  return foretellHousehold(foretelling, history, shelf);
}

function suggestionsIn(
  foretold: ReadonlyMap<string, number> | null,
  products: readonly ProductHabit[],
): readonly Foretold[] {
  const bought = new Set(products.map(({ productId }) => productId));
  return [...(foretold ?? [])]
    .filter(([productId]) => !bought.has(productId))
    .slice(0, SUGGESTIONS)
    .map(([productId, probability]) => ({ productId, probability }));
}

function tripHabit(shopped: Evidence): TripHabit {
  return {
    orders: shopped.count,
    lastOrderedAt: shopped.lastAt,
    meanProducts: (shopped.amounts?.sum ?? 0) / shopped.count,
    weekdays: shopped.amounts?.weekdays ?? [],
    days: latestDays(shopped, DAYS_KEPT),
  };
}

/** At most so many, oldest first. */
function latestDays({ amounts }: Evidence, most: number): readonly number[] {
  const days: number[] = [];
  const recent = amounts?.recent ?? [];
  // They come in the order of time.
  for (let at = recent.length - 1; at >= 0 && days.length < most; at -= 1) {
    const day = dayOf((recent[at] as (typeof recent)[number])[0]);
    if (day !== days.at(-1)) days.push(day);
  }
  return days.reverse();
}

/** A suggestion that is waved away says as much as "I still have some": it had not run out by then. */
function notYetIn(edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const { kind, targetId, evidence } of edges) {
    if (kind !== 'NOT_YET' && kind !== 'DISMISSED') continue;
    const productId = productIdOf(targetId);
    latest.set(productId, Math.max(latest.get(productId) ?? 0, evidence.lastAt));
  }
  return latest;
}

function turnedDownIn(edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, targetId, evidence } of edges) {
    if (kind !== 'REJECTED' && kind !== 'DISMISSED') continue;
    const productId = productIdOf(targetId);
    counts.set(productId, (counts.get(productId) ?? 0) + evidence.count);
  }
  return counts;
}
