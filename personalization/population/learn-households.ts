import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { familyRow, type HouseholdForetelling, householdInputs, measured } from './household-foretelling.ts';
import type { LearningRun, ShopperHistory } from './learn-basket-ranking.ts';
import { principalComponents } from './principal-components.ts';
import { applyLinear, fitRidge, type LinearModel, type RegressionRow } from './ridge.ts';

/** Of fewer stated sizes nothing is learned: the range would be as wide as not knowing. */
export const LEAST_STATED = 50;
/** Orders are told apart in so many ways; stated sizes are few, so the ways are learned from all shoppers. */
const COMPONENTS = 8;
/** In rows; chosen by cross-validation with `COMPONENTS` (docs/decisions/0043). */
const PENALTY = 20;
const FOLDS = 5;
/** An input that varies less is the same for everybody. */
const NO_SPREAD = 1e-9;

/**
 * Learns what a household's size shows in: from all shoppers in which ways orders differ, from those who stated a size
 * which of these go with it. Null with too few of them, or when for those left out it does no better than the mean.
 */
export async function learnHouseholds(
  shoppers: readonly ShopperHistory[],
  shelf: PriceShelf | null,
  { random, breathe }: LearningRun,
): Promise<HouseholdForetelling | null> {
  const stated = shoppers.filter(({ householdSize }) => householdSize !== null).length;
  if (shelf === null || stated < LEAST_STATED) return null;
  const places = new Map<string, number>();
  const families = shoppers.map(({ history }) =>
    familyRow(history, shelf, (family) => {
      const known = places.get(family) ?? places.size;
      places.set(family, known);
      return known;
    }),
  );
  const components = await principalComponents(families, {
    inputs: places.size,
    count: COMPONENTS,
    random,
    breathe,
  });
  const raw = shoppers.map(({ history }, at) => {
    const row = families[at] as (typeof families)[number];
    return householdInputs(components, row, history);
  });
  const scale = scaleOf(raw);
  const rows = shoppers.flatMap(({ householdSize }, at): readonly RegressionRow[] =>
    householdSize === null
      ? []
      : [{ inputs: measured(raw[at] as Float64Array, scale), target: householdSize }],
  );
  await breathe();
  const withoutFold = Array.from({ length: FOLDS }, (_, fold) =>
    fitRidge(
      rows.filter((_row, at) => at % FOLDS !== fold),
      PENALTY,
    ),
  );
  const errors = Float64Array.from(rows, ({ inputs, target }, at) => {
    const model = withoutFold[at % FOLDS] as LinearModel;
    return target - applyLinear(model, inputs);
  });
  const explained = 1 - meanSquare(errors) / meanSquare(fromMean(rows.map(({ target }) => target)));
  if (!(explained > 0)) return null;
  return {
    places,
    components,
    ...scale,
    model: fitRidge(rows, PENALTY),
    stated,
    errors: errors.sort(),
    explained,
  };
}

function scaleOf(rows: readonly Float64Array[]): Pick<HouseholdForetelling, 'means' | 'spreads'> {
  const inputs = rows[0]?.length ?? 0;
  const means = new Float64Array(inputs);
  const spreads = new Float64Array(inputs);
  for (const row of rows)
    row.forEach((value, at) => {
      means[at] = (means[at] as number) + value / rows.length;
    });
  for (const row of rows)
    row.forEach((value, at) => {
      spreads[at] = (spreads[at] as number) + (value - (means[at] as number)) ** 2 / rows.length;
    });
  return { means, spreads: spreads.map((variance) => (variance > NO_SPREAD ? Math.sqrt(variance) : 1)) };
}

const meanSquare = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;

function fromMean(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
