import { fade, HALF_LIVES_DAYS } from '#personalization/learning/evidence.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { project, type SparseRow } from './principal-components.ts';
import type { PurchaseHistory } from './purchase-history.ts';
import { applyLinear, type LinearModel } from './ridge.ts';

/** What the orders of shoppers who stated their household's size say of that of others. */
export interface HouseholdForetelling {
  readonly places: ReadonlyMap<string, number>;
  readonly components: readonly Float64Array[];
  /** By which mean and spread each input is measured. */
  readonly means: Float64Array;
  readonly spreads: Float64Array;
  readonly model: LinearModel;
  /** How many shoppers stated theirs. */
  readonly stated: number;
  /** Errors (stated less foretold) for shoppers that were left out of learning, lowest first. */
  readonly errors: Float64Array;
  /** Share of the variance of stated sizes that was foretold for shoppers left out of learning. */
  readonly explained: number;
}

/** A household's size, as a range that holds eight of ten. */
export interface HouseholdEstimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** How often the size of such a household lay within one of what was foretold. */
  readonly withinOne: number;
}

const RHYTHM_INPUTS = 6;
/** Inputs further off than anybody's count as that far off: a line learned from others holds no further. */
const MOST_SPREADS = 4;

/** Old purchases fade as slowly as any, from the latest order back: households grow and shrink over years. */
const HALF_LIFE_DAYS = Math.max(...HALF_LIVES_DAYS);

/** Packs of each family that a shopper bought, older ones faded, on a logarithmic scale. */
export function familyRow(
  { products, trips }: PurchaseHistory,
  shelf: PriceShelf,
  placeOf: (family: string) => number | undefined,
): SparseRow {
  const packs = new Map<number, number>();
  const last = trips.at(-1) ?? 0;
  for (const { productId, quantities, times } of products) {
    const family = shelf.of(productId)?.family;
    const place = family === undefined ? undefined : placeOf(family);
    if (place === undefined) continue;
    const more = quantities.reduce((sum, quantity, at) => {
      const age = Math.max(0, last - (times[at] ?? last));
      return sum + Math.min(quantity, MOST_PACKS) * fade(age, HALF_LIFE_DAYS);
    }, 0);
    packs.set(place, (packs.get(place) ?? 0) + more);
  }
  return {
    places: Int32Array.from(packs.keys()),
    values: Float64Array.from(packs.values(), (count) => Math.log1p(count)),
  };
}

/** More packs of one thing at once are a stock or a trade, not mouths. */
const MOST_PACKS = 10;

/** How much, how often, in what amounts: what a shopper's orders say beside what is in them. */
export function rhythmInputs({ orders, products, meanProducts }: PurchaseHistory): Float64Array {
  let lines = 0;
  let packs = 0;
  let several = 0;
  let cents = 0;
  let priced = 0;
  for (const { quantities, meanCents } of products) {
    for (const quantity of quantities) {
      lines += 1;
      packs += Math.min(quantity, MOST_PACKS);
      if (quantity > 1) several += 1;
      if (meanCents === null) continue;
      cents += meanCents * quantity;
      priced += 1;
    }
  }
  return Float64Array.of(
    Math.log1p(lines),
    Math.log1p(orders),
    meanProducts,
    packs / Math.max(1, lines),
    Math.log1p(cents / Math.max(1, priced)),
    several / (lines + 3),
  );
}

/** One shopper's inputs, not yet measured by their means. */
export function householdInputs(
  components: readonly Float64Array[],
  families: SparseRow,
  history: PurchaseHistory,
): Float64Array {
  const inputs = new Float64Array(components.length + RHYTHM_INPUTS);
  components.forEach((component, index) => {
    inputs[index] = project(families, component);
  });
  inputs.set(rhythmInputs(history), components.length);
  return inputs;
}

export function measured(
  inputs: Float64Array,
  { means, spreads }: Pick<HouseholdForetelling, 'means' | 'spreads'>,
): Float64Array {
  return inputs.map((value, at) => {
    const off = (value - (means[at] as number)) / (spreads[at] as number);
    return Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, off));
  });
}

/** The household that a shopper's orders speak of, with the errors of others as its range (split conformal, Lei et al. 2018). */
export function foretellHousehold(
  foretelling: HouseholdForetelling,
  history: PurchaseHistory,
  shelf: PriceShelf,
): HouseholdEstimate {
  const families = familyRow(history, shelf, (family) => foretelling.places.get(family));
  const inputs = measured(householdInputs(foretelling.components, families, history), foretelling);
  const mean = Math.max(1, applyLinear(foretelling.model, inputs));
  const { errors } = foretelling;
  const at = (share: number) => errors[Math.min(errors.length - 1, Math.floor(share * errors.length))] ?? 0;
  return {
    mean,
    low: Math.max(1, mean + at(0.1)),
    high: Math.max(1, mean + at(0.9)),
    withinOne: errors.filter((error) => Math.abs(error) <= 1).length / Math.max(1, errors.length),
  };
}
