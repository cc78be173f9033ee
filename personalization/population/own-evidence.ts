import { DAY_MS } from '#personalization/learning/evidence.ts';
import { ordersBefore, type ProductPurchases, type PurchaseHistory } from './purchase-history.ts';

/** Over how many orders, and over how many days, a purchase comes to count half. */
const HALF_ORDERS = [1.5, 4, 10, 25] as const;
const HALF_DAYS = [14, 56, 224] as const;
/** What a share of something never seen counts as, so that its logarithm is finite. */
const LEAST_SHARE = 0.02;

/** What is the same for all products of a shopper: how they shop. */
export interface ShopperRhythm {
  readonly daysBetween: number;
  /** Share of what an order holds that was bought before. */
  readonly repeats: number;
  /** Logarithm of the days since the latest order. */
  readonly logDaysSince: number;
  /** How often the weekday of the order in question was one of an order. */
  readonly ordersOnDay: number;
  /** What all orders weigh together, by `HALF_ORDERS`, then by `HALF_DAYS`; and those up to each order of `trips`. */
  readonly totals: readonly number[];
  readonly upTo: readonly Float64Array[];
  /** What each order of `trips` weighs, by each decay. */
  readonly weights: readonly Float64Array[];
}

export function shopperRhythm(history: PurchaseHistory, at: number): ShopperRhythm {
  const { orders, trips, firstAt, products } = history;
  const lastAt = trips.at(-1) ?? firstAt;
  const bought = products.reduce((sum, { count }) => sum + count, 0);
  const again = bought - products.length;
  const firstOrder = Math.min(bought, history.meanProducts);
  const weights = [...HALF_ORDERS, ...HALF_DAYS].map((_, decay) =>
    Float64Array.from(trips, (time, index) => fading(decay, trips.length - 1 - index, at - time)),
  );
  const upTo = weights.map((ofTrips) => {
    let sum = 0;
    return ofTrips.map((weight) => {
      sum += weight;
      return sum;
    });
  });
  return {
    daysBetween: orders > 1 ? (lastAt - firstAt) / DAY_MS / (orders - 1) : 7,
    repeats: (again + 1) / (Math.max(again, bought - firstOrder) + 2),
    logDaysSince: Math.log1p(Math.max(0, at - lastAt) / DAY_MS),
    ordersOnDay: trips.filter((time) => sameWeekday(time, at)).length,
    totals: upTo.map((sums) => sums.at(-1) ?? 0),
    upTo,
    weights,
  };
}

function fading(decay: number, ordersAgo: number, elapsed: number): number {
  const halfOrders = HALF_ORDERS[decay];
  return halfOrders !== undefined
    ? 2 ** (-ordersAgo / halfOrders)
    : 2 ** (-elapsed / DAY_MS / (HALF_DAYS[decay - HALF_ORDERS.length] as number));
}

/** Fills the part of a row that the shopper's own purchases of the product speak in. */
export function ownEvidence(
  row: Float32Array,
  {
    product,
    history,
    at,
    rhythm,
    typicalLogDays,
  }: {
    readonly product: ProductPurchases;
    readonly history: PurchaseHistory;
    readonly at: number;
    readonly rhythm: ShopperRhythm;
    readonly typicalLogDays: number;
  },
): void {
  const { orders } = history;
  const { count, times, firstAt } = product;
  const places = times.map((time) => ordersBefore(history, time));
  const first = ordersBefore(history, firstAt);
  const last = places.at(-1) ?? first;
  const missed = orders - 1 - last;
  const days = Math.max(0, at - (times.at(-1) ?? firstAt)) / DAY_MS;
  const shares = decayedShares(product, { history, rhythm, places, first });
  const intervals = intervalEvidence(places, times, rhythm, typicalLogDays);
  const share = count / orders;
  const sinceFirst = (count + rhythm.repeats) / (orders - first + 1);
  const onDay = times.filter((time) => sameWeekday(time, at)).length;
  row.set([
    1,
    Math.log1p(count),
    share,
    sinceFirst,
    ...shares,
    Math.log1p(missed),
    missed === 0 ? 1 : 0,
    Math.log1p(days),
    Math.log(days + 1) - intervals.logDays,
    Math.log(missed + 1) - intervals.logOrders,
    intervals.spread,
    count === 1 ? 1 : 0,
    missed === 0 && places.at(-2) === orders - 2 ? 1 : 0,
    first / orders,
    (onDay + 2 * share) / (rhythm.ordersOnDay + 2) - share,
    places.filter((place) => place >= orders - 3).length,
    ...[share, sinceFirst, ...shares].map((value) => Math.log(value + LEAST_SHARE)),
  ]);
}

/** The weight of the orders that held the product within that of all, by each decay. */
function decayedShares(
  { count, times }: ProductPurchases,
  {
    history: { orders, trips },
    rhythm,
    places,
    first,
  }: {
    readonly history: PurchaseHistory;
    readonly rhythm: ShopperRhythm;
    readonly places: readonly number[];
    readonly first: number;
  },
): readonly number[] {
  const earlier = orders - trips.length;
  const oldest = places[0] ?? first;
  // Purchases before those remembered one by one are spread over the orders of their time.
  const density =
    count > times.length ? Math.min(1, (count - times.length) / Math.max(1, oldest - first)) : 0;
  return rhythm.totals.map((total, decay) => {
    let weight = 0;
    const weights = rhythm.weights[decay];
    for (const place of places) weight += weights?.[place - earlier] ?? 0;
    if (density > 0) {
      const sums = rhythm.upTo[decay];
      const until = sums?.[oldest - earlier - 1] ?? 0;
      const from = sums?.[first - earlier - 1] ?? 0;
      weight += density * Math.max(0, until - from);
    }
    return weight / (total + 1e-6);
  });
}

/** Two intervals' worth of what is typical before the shopper's own are heard. */
const PRIOR_INTERVALS = 2;

function intervalEvidence(
  places: readonly number[],
  times: readonly number[],
  rhythm: ShopperRhythm,
  typicalLogDays: number,
) {
  let logDays = typicalLogDays * PRIOR_INTERVALS;
  let logOrders = Math.log(1 / Math.max(LEAST_SHARE, 0.3 * rhythm.repeats)) * PRIOR_INTERVALS;
  const gaps = places
    .slice(1)
    .map((place, index) => Math.log(Math.max(1, place - (places[index] as number))));
  for (const gap of gaps) logOrders += gap;
  for (let index = 1; index < times.length; index += 1) {
    logDays += Math.log(Math.max(1, ((times[index] as number) - (times[index - 1] as number)) / DAY_MS));
  }
  const count = PRIOR_INTERVALS + gaps.length;
  const mean = logOrders / count;
  return {
    logDays: logDays / count,
    logOrders: mean,
    spread: gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / count,
  };
}

function sameWeekday(a: number, b: number): boolean {
  return (Math.floor(a / DAY_MS) - Math.floor(b / DAY_MS)) % 7 === 0;
}
