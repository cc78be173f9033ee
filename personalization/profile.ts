import type { GraphEdge } from './learning/edge.ts';
import { DAY_MS, type Evidence } from './learning/evidence.ts';
import { productIdOf } from './learning/graph-change.ts';
import { type Regularity, regularityOf } from './learning/interval-posterior.ts';
import { type Recurrence, recurrences } from './learning/recurrence.ts';
import { learnQuantityHabit, type UsualQuantity, usualQuantity } from './learning/usual-quantity.ts';
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

/** All that the features need to know of one shopper, loaded once a turn. */
export interface ShopperProfile {
  readonly shopperId: string;
  /** Null when they could not be read: then allergies are unknown, and nothing may be added unasked. */
  readonly settings: ShopperSettings | null;
  /** Null until the first order. */
  readonly trips: TripHabit | null;
  /** Bought products, the likeliest in the next order first. */
  readonly products: readonly ProductHabit[];
  readonly regularity: Regularity;
  /** Products turned down or dismissed, with how often. */
  readonly turnedDown: ReadonlyMap<string, number>;
  readonly failures: readonly ProfileFailure[];
}

/** The latest days of a product that its interval is estimated from. */
const DAYS_KEPT = 24;

/** The profile from the settings and the facts that the features read. */
export function buildProfile(
  shopperId: string,
  settings: ShopperSettings | null,
  edges: readonly GraphEdge[],
  failures: readonly ProfileFailure[],
): ShopperProfile {
  const shopped = edges.find((edge) => edge.kind === 'SHOPPED')?.evidence ?? null;
  const bought = edges.filter((edge) => edge.kind === 'BOUGHT');
  const evidence = bought.map((edge) => edge.evidence);
  const recurring = shopped === null ? [] : recurrences(shopped, evidence);
  const habit = learnQuantityHabit(evidence.flatMap(({ amounts }) => (amounts === null ? [] : [amounts])));
  const products = bought.flatMap((edge, index): readonly ProductHabit[] => {
    const { amounts, firstAt, lastAt } = edge.evidence;
    const recurrence = recurring[index];
    if (amounts === null || recurrence === undefined) return [];
    const days = daysOf(edge.evidence);
    return [
      {
        productId: productIdOf(edge.targetId),
        recurrence,
        quantity: usualQuantity(amounts, habit),
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
    regularity: regularityOf(products.map(({ days }) => days)),
    turnedDown: turnedDownIn(edges),
    failures,
  };
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
