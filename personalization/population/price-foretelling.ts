import type { PriceDistribution } from '#personalization/prices/price-distribution.ts';
import { levelsOf, type PriceEvidence } from '#personalization/prices/price-evidence.ts';
import { MIDDLE, type PlaceVariances } from '#personalization/prices/price-level.ts';
import { type LatelyPaid, latelyOf, latelyPaid, NOTHING_LATELY } from './lately-paid.ts';
import { applyLinear, type LinearModel } from './ridge.ts';

/** What is learned over everybody of what is paid inside each kind. */
export interface PriceForetelling {
  /** What a unit of each kind cost those who bought it, and what the shop asks for it. */
  readonly prices: ReadonlyMap<string, PriceDistribution>;
  readonly kinds: ReadonlyMap<string, KindPlaces>;
  readonly variances: PlaceVariances;
  /** After how many days a purchase says half as much, as everybody's next purchases bear out. */
  readonly halfLifeDays: number;
  readonly model: LinearModel;
}

/** Where purchases of a kind lie among its prices, over everybody. */
export interface KindPlaces {
  readonly purchases: number;
  readonly mean: number;
  readonly median: number;
  /** What is paid moves with offers and seasons. */
  readonly lately: LatelyPaid;
}

/** A kind that was bought so often is known by itself; of fewer purchases as many count as seen in the middle. */
const KNOWN_KIND = 20;

/** The kind whose next price is foretold, and when. */
export interface PlaceSought {
  readonly kind: string;
  readonly family: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What speaks for the place of the next price of a kind. */
export function priceInputs(
  { kinds, variances }: Pick<PriceForetelling, 'kinds' | 'variances'>,
  evidence: PriceEvidence,
  { at, ...where }: PlaceSought,
): Float64Array {
  const { overall, inFamily, inKind } = levelsOf(evidence, where, variances);
  const own = evidence.kinds.get(where.kind);
  const everybody = kinds.get(where.kind);
  const few = KNOWN_KIND / ((everybody?.purchases ?? 0) + KNOWN_KIND);
  const median = (everybody?.median ?? MIDDLE) - MIDDLE;
  return Float64Array.of(
    overall.mean,
    inFamily.mean - overall.mean,
    inKind.mean - inFamily.mean,
    own === undefined ? 0 : own.lastPlace - MIDDLE,
    own === undefined ? 0 : 1,
    Math.log1p(own?.weight ?? 0),
    (everybody?.mean ?? MIDDLE) - MIDDLE,
    median,
    few,
    median * few,
    own === undefined ? 0 : median,
    ...(everybody === undefined ? NOTHING_LATELY : latelyOf(everybody.lately, at)),
  );
}

/** Where the next price paid in a kind will lie among its prices: its median, 0 below all … 1 above all. */
export function foretellPlace(
  foretelling: Pick<PriceForetelling, 'kinds' | 'variances' | 'model'>,
  evidence: PriceEvidence,
  sought: PlaceSought,
): number {
  const place = MIDDLE + applyLinear(foretelling.model, priceInputs(foretelling, evidence, sought));
  return Math.max(0, Math.min(1, place));
}

/** The mean and the median place of purchases of a kind, and where the latest lay. */
export function kindPlaces(
  purchases: readonly { readonly at: number; readonly place: number }[],
): KindPlaces {
  const sorted = Float64Array.from(purchases, ({ place }) => place).sort();
  const sum = sorted.reduce((total, place) => total + place, 0);
  return {
    purchases: sorted.length,
    mean: (sum + MIDDLE * 5) / (sorted.length + 5),
    median: sorted[sorted.length >> 1] ?? MIDDLE,
    lately: latelyPaid(purchases),
  };
}
