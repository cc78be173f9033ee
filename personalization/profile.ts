import { correctedQuantity } from './learning/corrected-quantity.ts';
import type { GraphEdge } from './learning/edge.ts';
import { type Amounts, DAY_MS, type Evidence } from './learning/evidence.ts';
import { productIdOf } from './learning/graph-change.ts';
import { type Regularity, regularityOf } from './learning/interval-posterior.ts';
import { type Recurrence, recurrences } from './learning/recurrence.ts';
import { learnQuantityHabit, type UsualQuantity, usualQuantity } from './learning/usual-quantity.ts';
import { type Foretold, foretellOrder } from './population/basket-ranking.ts';
import { type Companion, companionsOf } from './population/companions.ts';
import { type Histogram, NOTHING_SEEN } from './population/histograms.ts';
import type { IntervalForetelling } from './population/interval-foretelling.ts';
import { daysBetweenOrders, intervalBinsOf, quantitiesOf } from './population/learn-habits.ts';
import type { Population } from './population/population.ts';
import { type PurchaseHistory, purchaseHistory } from './population/purchase-history.ts';
import { foretellQuantity } from './population/quantity-foretelling.ts';
import type { ShopperSettings } from './settings/settings.ts';

/** What one shopper's purchases of one product say. */
export interface ProductHabit {
  readonly productId: string;
  readonly recurrence: Recurrence;
  readonly quantity: UsualQuantity;
  readonly firstPurchasedAt: number;
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
  /** Intervals of all that the shopper buys, by bin. */
  readonly shopper: Histogram;
  readonly daysBetweenOrders: number;
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
  /** What goes with a basket, best first; null while too little is learned over everybody. */
  readonly companionsOf: ((basket: readonly string[]) => readonly Companion[]) | null;
  /** Products turned down or dismissed, with how often. */
  readonly turnedDown: ReadonlyMap<string, number>;
  readonly failures: readonly ProfileFailure[];
}

/** What was learned over everybody, and the moment that the profile is for. */
export interface LearnedOverall {
  readonly population: Population | null;
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
  { population, now }: LearnedOverall = NOTHING_LEARNED,
): ShopperProfile {
  const shopped = edges.find((edge) => edge.kind === 'SHOPPED')?.evidence ?? null;
  const bought = edges.filter((edge) => edge.kind === 'BOUGHT');
  const evidence = bought.map((edge) => edge.evidence);
  const recurring = shopped === null ? [] : recurrences(shopped, evidence);
  const history = purchaseHistory(edges);
  const foretold = foretell(population, { shopperId, history, now });
  const companions = population?.companions ?? null;
  const shopperQuantities = history === null ? NOTHING_SEEN : quantitiesOf(history);
  const habit = learnQuantityHabit(evidence.flatMap(({ amounts }) => (amounts === null ? [] : [amounts])));
  const products = bought.flatMap((edge, index): readonly ProductHabit[] => {
    const { amounts, firstAt, lastAt } = edge.evidence;
    const recurrence = recurring[index];
    if (amounts === null || recurrence === undefined) return [];
    const days = daysOf(edge.evidence);
    const productId = productIdOf(edge.targetId);
    return [
      {
        productId,
        recurrence: { ...recurrence, probability: foretold?.get(productId) ?? recurrence.probability },
        quantity:
          correctedQuantity(edge) ??
          foretoldQuantity(population, {
            productId,
            amounts,
            shopper: shopperQuantities,
            usual: usualQuantity(amounts, habit),
          }),
        firstPurchasedAt: firstAt,
        lastPurchasedAt: lastAt,
        days: days.slice(-DAYS_KEPT),
        daysComplete: days.length <= DAYS_KEPT && amounts.recent.length === edge.evidence.count,
        meanCents: amounts.centsCount === 0 ? null : Math.round(amounts.centsSum / amounts.centsCount),
      },
    ];
  });
  return {
    shopperId,
    settings,
    trips: shopped === null ? null : tripHabit(shopped),
    products: products.sort(
      (a, b) =>
        b.recurrence.probability - a.recurrence.probability ||
        b.lastPurchasedAt - a.lastPurchasedAt ||
        (a.productId < b.productId ? -1 : 1),
    ),
    suggestions: suggestionsIn(foretold, products),
    regularity: regularityOf(products.map(({ days }) => days)),
    companionsOf: companions === null ? null : (basket) => companionsOf(companions, { history, basket }),
    rhythm: {
      intervals: population?.intervals ?? null,
      shopper: history === null ? NOTHING_SEEN : intervalBinsOf(history),
      daysBetweenOrders: history === null ? 0 : daysBetweenOrders(history),
    },
    turnedDown: turnedDownIn(edges),
    failures,
  };
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
    amounts,
    shopper,
    usual,
  }: {
    readonly productId: string;
    readonly amounts: Amounts;
    readonly shopper: Histogram;
    readonly usual: UsualQuantity;
  },
): UsualQuantity {
  const foretelling = population?.quantities ?? null;
  const earlier = amounts.recent.map(([, packs]) => packs);
  if (foretelling === null || earlier.length === 0) return usual;
  const { packs, probability } = foretellQuantity(foretelling, { productId, earlier, shopper });
  return { ...usual, packs, confidence: probability };
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

/** A whole number of days since the epoch, in UTC. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

function tripHabit(shopped: Evidence): TripHabit {
  return {
    orders: shopped.count,
    lastOrderedAt: shopped.lastAt,
    meanProducts: (shopped.amounts?.sum ?? 0) / shopped.count,
    weekdays: shopped.amounts?.weekdays ?? [],
    days: daysOf(shopped).slice(-DAYS_KEPT),
  };
}

function daysOf({ amounts }: Evidence): readonly number[] {
  return [...new Set((amounts?.recent ?? []).map(([at]) => dayOf(at)))];
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
