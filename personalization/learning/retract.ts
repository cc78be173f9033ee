import {
  type Amounts,
  type Evidence,
  fade,
  HALF_LIVES_DAYS,
  type Observation,
  round,
  weekdayOf,
} from './evidence.ts';

/**
 * The evidence without one observation that it holds: null when none is left, unchanged when that observation is not
 * among the latest that are remembered one by one (it was never learned, or is older than those).
 */
export function retract(evidence: Evidence, observation: Observation): Evidence | null {
  const { amounts } = evidence;
  const { at, quantity } = observation;
  const index = amounts?.recent.findIndex(([time, amount]) => time === at && amount === quantity) ?? -1;
  if (amounts === null || quantity === undefined || index < 0) return evidence;
  const count = evidence.count - 1;
  if (count === 0) return null;
  const recent = amounts.recent.filter((_, place) => place !== index);
  const times = recent.map(([time]) => time);
  const lastAt = times.at(-1) ?? evidence.firstAt;
  const remembersAll = recent.length === count;
  return {
    count,
    firstAt: remembersAll ? (times[0] ?? evidence.firstAt) : evidence.firstAt,
    lastAt,
    // Decayed counts stand as of the latest act; that may now be an earlier one.
    decayed: HALF_LIVES_DAYS.map((halfLife, place) => {
      const without = (evidence.decayed[place] ?? 0) - fade(evidence.lastAt - at, halfLife);
      return round(Math.max(0, without / fade(evidence.lastAt - lastAt, halfLife)));
    }),
    amounts: withoutAmount(amounts, observation, quantity, recent),
  };
}

function withoutAmount(
  before: Amounts,
  { at, cents }: Observation,
  quantity: number,
  recent: Amounts['recent'],
): Amounts {
  const priced = cents !== undefined && cents !== null;
  const weekday = weekdayOf(at);
  const key = String(quantity);
  const times = (before.histogram[key] ?? 0) - 1;
  const { [key]: _, ...others } = before.histogram;
  return {
    sum: before.sum - quantity,
    squares: before.squares - quantity * quantity,
    histogram: times > 0 ? { ...others, [key]: times } : others,
    centsSum: before.centsSum - (priced ? cents : 0),
    centsCount: before.centsCount - (priced ? 1 : 0),
    weekdays: before.weekdays.map((count, day) => (day === weekday ? Math.max(0, count - 1) : count)),
    recent,
  };
}
