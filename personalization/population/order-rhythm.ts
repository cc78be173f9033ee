import { DAY_MS } from '#personalization/learning/evidence.ts';
import { logOfWhole } from '#personalization/learning/log-of-whole.ts';
import type { PurchaseHistory } from './purchase-history.ts';

/**
 * When a shopper ordered and how soon what they buy came back, in sums up to each order day: so it can be asked as of any
 * of these days, without what came later.
 */
export interface OrderRhythm {
  /** False when there were more orders than are remembered one by one. */
  readonly complete: boolean;
  /** Days with an order, oldest first, counted from the epoch. */
  readonly days: Int32Array;
  /** Different products bought on each of them. */
  readonly products: Int32Array;
  /** Intervals between purchases of one product that were over by each day. */
  readonly intervals: Int32Array;
  /** The sum of their logarithms. */
  readonly logs: Float32Array;
}

/** How the shopper ordered up to a day. */
export interface RhythmAsOf {
  /** Mean logarithm of what is bought again, shrunk to `overall`. */
  readonly intervals: number;
  /** The same of the latest ones alone. */
  readonly latelyIntervals: number;
  /** Mean logarithm of the days between orders. */
  readonly betweenOrders: number;
  /** Logarithm of the mean days between the latest orders. */
  readonly latelyBetweenOrders: number;
  /** How much the days between the latest orders differ, on the scale of logarithms. */
  readonly spread: number;
  readonly products: number;
  readonly meanProducts: number;
}

export const NO_RHYTHM: OrderRhythm = {
  complete: true,
  days: new Int32Array(),
  products: new Int32Array(),
  intervals: new Int32Array(),
  logs: new Float32Array(),
};

const LATEST_ORDERS = 10;
const SPREAD_ORDERS = 20;
const LATEST_INTERVALS = 30;
const INTERVALS_PRIOR = 3;
const LATEST_PRIOR = 2;

export function orderRhythm({ orders, trips, products }: PurchaseHistory): OrderRhythm {
  const days = Int32Array.from(new Set(trips.map(dayOf)));
  const rhythm: OrderRhythm = {
    complete: orders === trips.length,
    days,
    products: new Int32Array(days.length),
    intervals: new Int32Array(days.length),
    logs: new Float32Array(days.length),
  };
  for (const { times } of products) {
    let before: number | null = null;
    // What is older than the orders remembered one by one counts as known on the first of them.
    let place = 0;
    for (let index = 0; index < times.length; index += 1) {
      const day = dayOf(times[index] as number);
      if (day === before) continue;
      while (place + 1 < days.length && (days[place + 1] as number) <= day) place += 1;
      if (days[place] === day) rhythm.products[place] = (rhythm.products[place] as number) + 1;
      if (before !== null) {
        rhythm.intervals[place] = (rhythm.intervals[place] as number) + 1;
        rhythm.logs[place] = (rhythm.logs[place] as number) + logOfWhole(day - before);
      }
      before = day;
    }
  }
  for (let place = 1; place < days.length; place += 1) {
    rhythm.intervals[place] = (rhythm.intervals[place] as number) + (rhythm.intervals[place - 1] as number);
    rhythm.logs[place] = (rhythm.logs[place] as number) + (rhythm.logs[place - 1] as number);
  }
  return rhythm;
}

/** The place of the last order day that is no later; -1 when all are. */
function placeOf({ days }: OrderRhythm, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * `overall`: mean logarithm of everybody's intervals. Where orders are forgotten, the rhythm is the same for every day:
 * whether a day is still remembered would tell how long ago it is.
 */
export function rhythmAsOf(rhythm: OrderRhythm, day: number, overall: number): RhythmAsOf {
  const { days, products, intervals, logs } = rhythm;
  const place = rhythm.complete ? placeOf(rhythm, day) : days.length - 1;
  const count = intervals[place] ?? 0;
  const sum = logs[place] ?? 0;
  let earlier = place;
  while (earlier >= 0 && count - (intervals[earlier] as number) < LATEST_INTERVALS) earlier -= 1;
  const latest = count - (intervals[earlier] ?? 0);
  let held = place < 0 ? 0 : (products[0] as number);
  let between = 0;
  for (let at = 1; at <= place; at += 1) {
    between += logDaysBetween(days, at);
    held += products[at] as number;
  }
  const lately = Math.max(0, place - LATEST_ORDERS);
  const latelyDays =
    place > lately ? ((days[place] as number) - (days[lately] as number)) / (place - lately) : 1;
  const spreadFrom = Math.max(1, place - SPREAD_ORDERS + 1);
  const spread = Math.max(0, place - spreadFrom + 1);
  let middle = 0;
  for (let at = spreadFrom; at <= place; at += 1) middle += logDaysBetween(days, at) / spread;
  let squares = 0;
  for (let at = spreadFrom; at <= place; at += 1) squares += (logDaysBetween(days, at) - middle) ** 2;
  return {
    intervals: (sum + overall * INTERVALS_PRIOR) / (count + INTERVALS_PRIOR),
    latelyIntervals: (sum - (logs[earlier] ?? 0) + overall * LATEST_PRIOR) / (latest + LATEST_PRIOR),
    betweenOrders: between / Math.max(1, place),
    latelyBetweenOrders: Math.log(latelyDays),
    spread: Math.sqrt(squares / Math.max(1, spread)),
    products: products[place] ?? 0,
    meanProducts: held / Math.max(1, place + 1),
  };
}

/** Logarithms of the orders from each of these days to the next; of the orders that usually are, where some are forgotten. */
export function ordersBetween(days: readonly number[], rhythm: OrderRhythm): readonly number[] {
  const { complete, days: orders } = rhythm;
  const daysBetween = ((orders.at(-1) ?? 0) - (orders[0] ?? 0)) / Math.max(1, orders.length - 1);
  return days.slice(1).map((day, index) => {
    const before = days[index] as number;
    const between = complete
      ? placeOf(rhythm, day) - placeOf(rhythm, before)
      : (day - before) / Math.max(1, daysBetween);
    return Math.log(Math.max(1, between));
  });
}

/** Logarithm of the days from the order day before to this one. */
function logDaysBetween(days: Int32Array, at: number): number {
  return logOfWhole((days[at] as number) - (days[at - 1] as number));
}

function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}
