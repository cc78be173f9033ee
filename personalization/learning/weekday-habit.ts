import { logBeta } from './beta.ts';

export interface WeekdayHabit {
  /** Posterior that the day of the week makes a difference. */
  readonly differs: number;
  /** What the chance of an order on this weekday is multiplied by; 1 when the day says nothing. */
  readonly factor: number;
}

const NO_HABIT: WeekdayHabit = { differs: 0, factor: 1 };

/** A day with an order. */
export interface OrderOnDay {
  /** Sunday is 0, in UTC. */
  readonly weekday: number;
  /** Whether it held the product. */
  readonly bought: boolean;
}

/**
 * Whether a product is bought on some weekdays rather than on others: the Bayes factor of one chance for each weekday
 * against one chance for all, both with uniform priors (Kass and Raftery 1995, 3.1).
 */
export function weekdayHabit(orders: readonly OrderOnDay[], weekday: number): WeekdayHabit {
  const byDay = Map.groupBy(orders, (order) => order.weekday);
  const today = byDay.get(weekday);
  if (today === undefined || byDay.size < 2) return NO_HABIT;
  const apart = [...byDay.values()].reduce((sum, own) => sum + logLikelihood(own), 0);
  const differs = 1 / (1 + Math.exp(logLikelihood(orders) - apart));
  return { differs, factor: 1 - differs + (differs * chanceIn(today)) / chanceIn(orders) };
}

/** Of one unknown chance, uniform beforehand. */
function logLikelihood(orders: readonly OrderOnDay[]): number {
  const bought = orders.filter((order) => order.bought).length;
  return logBeta(bought + 1, orders.length - bought + 1);
}

/** Laplace's rule of succession. */
function chanceIn(orders: readonly OrderOnDay[]): number {
  return (orders.filter((order) => order.bought).length + 1) / (orders.length + 2);
}
