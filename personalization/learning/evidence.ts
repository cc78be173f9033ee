/** One observed act that an edge stands on. */
export interface Observation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Packs bought, or for a shopping trip the number of different products. Absent for acts that have no amount. */
  readonly quantity?: number;
  /** Price of one pack, or for a shopping trip its total; null when unknown. */
  readonly cents?: number | null;
}

/** What amounts and times say, kept so that no history has to be read again. */
export interface Amounts {
  readonly sum: number;
  readonly squares: number;
  /** How often each amount was taken. */
  readonly histogram: Readonly<Record<string, number>>;
  readonly centsSum: number;
  readonly centsCount: number;
  /** Acts by weekday, Sunday first, in UTC. */
  readonly weekdays: readonly number[];
  /** The latest acts, oldest first: [at, quantity]. */
  readonly recent: readonly (readonly [number, number])[];
}

/** Everything an edge has learned from its observations. The order in which they arrive makes no difference. */
export interface Evidence {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The count decayed to `lastAt`, once for each of `HALF_LIVES_DAYS`. */
  readonly decayed: readonly number[];
  readonly amounts: Amounts | null;
}

export const DAY_MS = 86_400_000;

/** A ladder of half-lives: which one fits a shopper is read off the evidence rather than set beforehand. */
export const HALF_LIVES_DAYS = [7, 28, 112, 448] as const;

/** How many of the latest acts an edge remembers one by one, unless told otherwise. */
export const RECENT_LIMIT = 32;

/** Different amounts that a histogram tells apart; rarer ones still count in the sums. */
const HISTOGRAM_LIMIT = 24;

/** The evidence after one more observation. */
export function observe(
  evidence: Evidence | null,
  observation: Observation,
  remembered = RECENT_LIMIT,
): Evidence {
  const { at } = observation;
  if (evidence === null) {
    return {
      count: 1,
      firstAt: at,
      lastAt: at,
      decayed: HALF_LIVES_DAYS.map(() => 1),
      amounts: addAmount(null, observation, remembered),
    };
  }
  const lastAt = Math.max(evidence.lastAt, at);
  return {
    count: evidence.count + 1,
    firstAt: Math.min(evidence.firstAt, at),
    lastAt,
    decayed: HALF_LIVES_DAYS.map((halfLife, index) =>
      round(
        (evidence.decayed[index] ?? 0) * fade(lastAt - evidence.lastAt, halfLife) +
          fade(lastAt - at, halfLife),
      ),
    ),
    amounts: addAmount(evidence.amounts, observation, remembered),
  };
}

/** What is left of 1 after `elapsedMs`. */
export function fade(elapsedMs: number, halfLifeDays: number): number {
  return 2 ** (-elapsedMs / (halfLifeDays * DAY_MS));
}

/** Sunday is 0, in UTC: the first day of the epoch was a Thursday. */
export function weekdayOf(at: number): number {
  return (((Math.floor(at / DAY_MS) + 4) % 7) + 7) % 7;
}

function addAmount(
  amounts: Amounts | null,
  { at, quantity, cents }: Observation,
  remembered: number,
): Amounts | null {
  if (quantity === undefined) return amounts;
  const before = amounts ?? NO_AMOUNTS;
  const priced = cents !== undefined && cents !== null;
  const weekday = weekdayOf(at);
  return {
    sum: before.sum + quantity,
    squares: before.squares + quantity * quantity,
    histogram: addToHistogram(before.histogram, String(quantity)),
    centsSum: before.centsSum + (priced ? cents : 0),
    centsCount: before.centsCount + (priced ? 1 : 0),
    weekdays: before.weekdays.map((count, day) => (day === weekday ? count + 1 : count)),
    recent: [...before.recent, [at, quantity] as const]
      .sort(([a, quantityA], [b, quantityB]) => a - b || quantityA - quantityB)
      .slice(-remembered),
  };
}

function addToHistogram(histogram: Amounts['histogram'], key: string): Amounts['histogram'] {
  const count = histogram[key];
  if (count === undefined && Object.keys(histogram).length >= HISTOGRAM_LIMIT) return histogram;
  return { ...histogram, [key]: (count ?? 0) + 1 };
}

export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const NO_AMOUNTS: Amounts = {
  sum: 0,
  squares: 0,
  histogram: {},
  centsSum: 0,
  centsCount: 0,
  weekdays: [0, 0, 0, 0, 0, 0, 0],
  recent: [],
};
