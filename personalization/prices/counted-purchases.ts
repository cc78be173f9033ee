import { type Evidence, fade, HALF_LIVES_DAYS } from '#personalization/learning/evidence.ts';
import { type PackedColumn, packColumn } from '#personalization/packed-column.ts';

/** How many purchases of a product count for how high the shopper buys, and what they weigh by now. */
export interface CountedPurchases {
  readonly count: number;
  readonly weight: number;
}

export const NOT_COUNTED: CountedPurchases = { count: 0, weight: 0 };

/** The same of many products, by column. */
export interface PackedPurchases {
  /** Null when every purchase counts. */
  readonly counts: PackedColumn | null;
  /** What a purchase of each weighs on average, in `SHARES`: numbers of one byte. */
  readonly shares: PackedColumn;
}

const SHARES = 255;

const LADDER: readonly number[] = HALF_LIVES_DAYS;
/** Until it is learned how fast purchases lose their meaning, they do so as slowly as any. */
const SLOWEST_DAYS = Math.max(...LADDER);

/** `purchases`: how many there are of each, whether they count or not. */
export function packPurchases(
  counted: readonly CountedPurchases[],
  purchases: readonly number[],
): PackedPurchases {
  return {
    counts: counted.every(({ count }, place) => count === purchases[place])
      ? null
      : packColumn(counted.map(({ count }) => count)),
    shares: packColumn(
      counted.map(({ count, weight }) => (count === 0 ? 0 : Math.round((SHARES * weight) / count))),
    ),
  };
}

export function countedAt(
  { counts, shares }: PackedPurchases,
  place: number,
  purchases: number,
): CountedPurchases {
  const count = counts === null ? purchases : (counts[place] ?? 0);
  return { count, weight: (count * (shares[place] ?? 0)) / SHARES };
}

/** Purchases after `since`, each faded by its age at `now`. */
export function countPurchases(
  { count, firstAt, lastAt, decayed, amounts }: Evidence,
  {
    since,
    now,
    halfLifeDays,
  }: {
    /** Purchases up to then were forgotten for this; null when none were. */
    readonly since: number | null;
    readonly now: number;
    /** Null while it is not learned. */
    readonly halfLifeDays: number | null;
  },
): CountedPurchases {
  const halfLife = halfLifeDays ?? SLOWEST_DAYS;
  const age = (at: number) => Math.max(0, now - at);
  if (since === null || firstAt > since) {
    const faded = decayed[LADDER.indexOf(halfLife)] ?? count;
    return { count, weight: faded * fade(age(lastAt), halfLife) };
  }
  const later = (amounts?.recent ?? []).filter(([at]) => at > since);
  return {
    count: later.length,
    weight: later.reduce((sum, [at]) => sum + fade(age(at), halfLife), 0),
  };
}
