import { fade } from '#personalization/learning/evidence.ts';
import { levelWithin, MIDDLE, overallLevel, type PlaceSums, type PlaceVariances } from './price-level.ts';

/** Where purchases of one product lie among the prices of its kind. */
export interface PaidPlace {
  readonly kind: string;
  readonly family: string;
  /** 0 below all prices of the kind … 1 above all. */
  readonly place: number;
  /** Purchases, each faded by its age; at most their number. */
  readonly weight: number;
  readonly lastAt: number;
}

interface Kept {
  weight: number;
  sum: number;
  lastAt: number;
  lastPlace: number;
}

/** Where the prices that one shopper paid lie, summed up by kind and family. */
export interface PriceEvidence {
  readonly kinds: ReadonlyMap<string, Readonly<Kept>>;
  readonly families: ReadonlyMap<string, Readonly<Kept>>;
  readonly weight: number;
}

/** Sums up purchases as they come; those of one moment in any order. */
export function gatherPriceEvidence(halfLifeDays = Number.POSITIVE_INFINITY) {
  const kinds = new Map<string, Kept>();
  const families = new Map<string, Kept>();
  let weight = 0;
  let until = Number.NEGATIVE_INFINITY;
  const put = (sums: Map<string, Kept>, key: string, { place, weight: more, lastAt }: PaidPlace) => {
    const known = sums.get(key);
    if (known === undefined) {
      sums.set(key, { weight: more, sum: more * (place - MIDDLE), lastAt, lastPlace: place });
      return;
    }
    known.weight += more;
    known.sum += more * (place - MIDDLE);
    if (lastAt >= known.lastAt) {
      known.lastAt = lastAt;
      known.lastPlace = place;
    }
  };
  return {
    evidence: {
      kinds,
      families,
      get weight() {
        return weight;
      },
    } satisfies PriceEvidence as PriceEvidence,
    /** Fades what is known to a later moment. */
    passTo(at: number) {
      if (until !== Number.NEGATIVE_INFINITY && at > until) {
        const left = fade(at - until, halfLifeDays);
        weight *= left;
        for (const sums of [kinds, families]) {
          for (const kept of sums.values()) {
            kept.weight *= left;
            kept.sum *= left;
          }
        }
      }
      until = Math.max(until, at);
    },
    add(paid: PaidPlace) {
      weight += paid.weight;
      put(kinds, paid.kind, paid);
      put(families, paid.family, paid);
    },
  };
}

const NOTHING: PlaceSums = { weight: 0, sum: 0 };

/** The level over all, and what a shopper's purchases of a kind and of its family make of it; each less the middle. */
export function levelsOf(
  { kinds, families }: PriceEvidence,
  { kind, family }: { readonly kind: string; readonly family: string },
  variances: PlaceVariances,
  overall = overallLevel(kinds.values(), variances),
) {
  const inFamily = levelWithin(families.get(family) ?? NOTHING, overall, variances);
  // Purchases of the kind are counted in the family too, so only the level is handed on, not its sureness.
  const inKind = levelWithin(
    kinds.get(kind) ?? NOTHING,
    { mean: inFamily.mean, variance: overall.variance },
    variances,
  );
  return { overall, inFamily, inKind };
}
