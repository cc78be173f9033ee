import { DAY_MS } from '#personalization/learning/evidence.ts';
import { logOfWhole } from '#personalization/learning/log-of-whole.ts';
import {
  ordersBefore,
  ordersBeforeEach,
  type ProductPurchases,
  type PurchaseHistory,
} from './purchase-history.ts';

/** Over how many orders, and over how many days, a purchase comes to count half. */
const HALF_ORDERS = [1.5, 4, 10, 25] as const;
const HALF_DAYS = [14, 56, 224] as const;
const DECAYS = HALF_ORDERS.length + HALF_DAYS.length;
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
  /** What all orders weigh together, by `HALF_ORDERS`, then by `HALF_DAYS`. */
  readonly totals: Float64Array;
  /** What each order of `trips` weighs by each decay, and all up to it: order after order. */
  readonly weights: Float64Array;
  readonly upTo: Float64Array;
}

export function shopperRhythm(history: PurchaseHistory, at: number): ShopperRhythm {
  const { orders, trips, firstAt, products } = history;
  const lastAt = trips.at(-1) ?? firstAt;
  const bought = products.reduce((sum, { count }) => sum + count, 0);
  const again = bought - products.length;
  const firstOrder = Math.min(bought, history.meanProducts);
  const weights = new Float64Array(trips.length * DECAYS);
  const upTo = new Float64Array(weights.length);
  const totals = new Float64Array(DECAYS);
  trips.forEach((time, index) => {
    for (let decay = 0; decay < DECAYS; decay += 1) {
      const weight = fading(decay, trips.length - 1 - index, at - time);
      weights[index * DECAYS + decay] = weight;
      totals[decay] = (totals[decay] as number) + weight;
      upTo[index * DECAYS + decay] = totals[decay] as number;
    }
  });
  return {
    daysBetween: orders > 1 ? (lastAt - firstAt) / DAY_MS / (orders - 1) : 7,
    repeats: (again + 1) / (Math.max(again, bought - firstOrder) + 2),
    logDaysSince: Math.log1p(Math.max(0, at - lastAt) / DAY_MS),
    ordersOnDay: trips.filter((time) => sameWeekday(time, Math.floor(at / DAY_MS))).length,
    totals,
    weights,
    upTo,
  };
}

function fading(decay: number, ordersAgo: number, elapsed: number): number {
  const halfOrders = HALF_ORDERS[decay];
  return halfOrders !== undefined
    ? 2 ** (-ordersAgo / halfOrders)
    : 2 ** (-elapsed / DAY_MS / (HALF_DAYS[decay - HALF_ORDERS.length] as number));
}

/** Where the logarithms of shares stand in a row; before them stands what they are the logarithms of. */
export const LOGS_FROM = 22;

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
  const places = ordersBeforeEach(history, times);
  const first = ordersBefore(history, firstAt);
  const last = places.at(-1) ?? first;
  const missed = orders - 1 - last;
  const days = Math.max(0, at - (times.at(-1) ?? firstAt)) / DAY_MS;
  const intervals = intervalEvidence(places, times, rhythm, typicalLogDays);
  const share = count / orders;
  const sinceFirst = (count + rhythm.repeats) / (orders - first + 1);
  const today = Math.floor(at / DAY_MS);
  let onDay = 0;
  let latest = 0;
  for (let index = 0; index < times.length; index += 1) {
    if (sameWeekday(times[index] as number, today)) onDay += 1;
    if ((places[index] as number) >= orders - 3) latest += 1;
  }
  const shares = decayedShares(product, { history, rhythm, places, first });
  row[0] = 1;
  row[1] = Math.log1p(count);
  row[2] = share;
  row[3] = sinceFirst;
  row[11] = Math.log1p(missed);
  row[12] = missed === 0 ? 1 : 0;
  row[13] = Math.log1p(days);
  row[14] = Math.log(days + 1) - intervals.logDays;
  row[15] = Math.log(missed + 1) - intervals.logOrders;
  row[16] = intervals.spread;
  row[17] = count === 1 ? 1 : 0;
  row[18] = missed === 0 && places.at(-2) === orders - 2 ? 1 : 0;
  row[19] = first / orders;
  row[20] = (onDay + 2 * share) / (rhythm.ordersOnDay + 2) - share;
  row[21] = latest;
  row[LOGS_FROM] = Math.log(share + LEAST_SHARE);
  row[LOGS_FROM + 1] = Math.log(sinceFirst + LEAST_SHARE);
  for (let decay = 0; decay < DECAYS; decay += 1) {
    const value = shares[decay] as number;
    row[4 + decay] = value;
    row[LOGS_FROM + 2 + decay] = Math.log(value + LEAST_SHARE);
  }
}

/** The weight of the orders that held the product within that of all, by each decay. */
function decayedShares(
  { count, times }: ProductPurchases,
  {
    history: { orders, trips },
    rhythm: { weights, upTo, totals },
    places,
    first,
  }: {
    readonly history: PurchaseHistory;
    readonly rhythm: ShopperRhythm;
    readonly places: readonly number[];
    readonly first: number;
  },
): Float64Array {
  const earlier = orders - trips.length;
  const oldest = places[0] ?? first;
  // Purchases before those remembered one by one are spread over the orders of their time.
  const density =
    count > times.length ? Math.min(1, (count - times.length) / Math.max(1, oldest - first)) : 0;
  const shares = new Float64Array(DECAYS);
  for (const place of places) {
    const trip = place - earlier;
    if (trip < 0 || trip >= trips.length) continue;
    for (let decay = 0; decay < DECAYS; decay += 1) {
      shares[decay] = (shares[decay] as number) + (weights[trip * DECAYS + decay] as number);
    }
  }
  for (let decay = 0; decay < DECAYS; decay += 1) {
    let weight = shares[decay] as number;
    if (density > 0) {
      const until = oldest > earlier ? (upTo[(oldest - earlier - 1) * DECAYS + decay] ?? 0) : 0;
      const from = first > earlier ? (upTo[(first - earlier - 1) * DECAYS + decay] ?? 0) : 0;
      weight += density * Math.max(0, until - from);
    }
    shares[decay] = weight / ((totals[decay] as number) + 1e-6);
  }
  return shares;
}

/** Two intervals' worth of what is typical before the shopper's own are heard. */
const PRIOR_INTERVALS = 2;

function intervalEvidence(
  places: readonly number[],
  times: readonly number[],
  rhythm: ShopperRhythm,
  typicalLogDays: number,
) {
  let logOrders = Math.log(1 / Math.max(LEAST_SHARE, 0.3 * rhythm.repeats)) * PRIOR_INTERVALS;
  // One logarithm for all: so few intervals of days never come to more than a double holds.
  let between = 1;
  for (let index = 1; index < times.length; index += 1) {
    logOrders += logOrdersBetween(places, index);
    between *= Math.max(1, ((times[index] as number) - (times[index - 1] as number)) / DAY_MS);
  }
  const logDays = typicalLogDays * PRIOR_INTERVALS + Math.log(between);
  const count = PRIOR_INTERVALS + Math.max(0, places.length - 1);
  const mean = logOrders / count;
  let squares = 0;
  for (let index = 1; index < places.length; index += 1) {
    squares += (logOrdersBetween(places, index) - mean) ** 2;
  }
  return { logDays: logDays / count, logOrders: mean, spread: squares / count };
}

/** From the purchase before to this one. */
function logOrdersBetween(places: readonly number[], index: number): number {
  return logOfWhole(Math.max(1, (places[index] as number) - (places[index - 1] as number)));
}

/** `day`: since the epoch. */
function sameWeekday(at: number, day: number): boolean {
  return (Math.floor(at / DAY_MS) - day) % 7 === 0;
}
