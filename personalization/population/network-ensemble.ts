import { CLIP, type Evidence, type ListwiseNetwork, networkScores, softmax } from './listwise-network.ts';
import { createTanhLayer, ROWS_AT_ONCE, type TanhLayer, UNITS_AT_ONCE } from './tanh-layer.ts';

/** Networks of one training as one layer: they take evidence alike, and what they are asked for is their mean. */
interface Ensemble {
  readonly networks: readonly ListwiseNetwork[];
  /** Inputs of a row that are its own. */
  readonly varying: number;
  /** Units of all networks together, filled up to whole blocks with such as say nothing. */
  readonly units: number;
  /** By which evidence is measured; divided by the scales once, as multiplying takes less. */
  readonly means: Float64Array;
  readonly inverses: Float64Array;
  /** What the units rest at, by unit; the weights of the inputs that rows share, by input and unit. */
  readonly offsets: Float64Array;
  readonly sharedWeights: Float64Array;
  /** Room for what rows share, once measured. */
  readonly sharedValues: Float64Array;
  readonly layer: TanhLayer;
  /** Its memory, and where in it things are. */
  readonly numbers: Float64Array;
  readonly singles: Float32Array;
  readonly rows: number;
  readonly measures: number;
  readonly atRest: number;
  readonly outputs: number;
  readonly scores: number;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Rows that are worked on at once. */
const ROWS = 64;

/** Means, inverse scales, and the linear part of either row. */
const MEASURES = 4;

const NONE_SHARED = new Float32Array();

const prepared = new WeakMap<ListwiseNetwork, Ensemble>();

/** The share of each row by the mean score of the networks. */
export function sharesOf(networks: readonly ListwiseNetwork[], evidence: Evidence): Float64Array {
  return softmax(meanScores(networks, evidence));
}

/** The mean score of every row, up to what is the same for all of them. */
export function meanScores(networks: readonly ListwiseNetwork[], { rows, shared }: Evidence): Float64Array {
  const [first] = networks;
  if (first === undefined) return new Float64Array();
  const varying = first.inputs - (shared?.length ?? 0);
  const ensemble = ensembleOf(first, networks, varying);
  if (ensemble === null) return plainMean(networks, { rows, shared });
  rest(ensemble, shared ?? NONE_SHARED);
  const { numbers, singles, scores, layer } = ensemble;
  const found = new Float64Array(rows.length / varying);
  for (let from = 0; from < found.length; from += ROWS) {
    const count = Math.min(ROWS, found.length - from);
    singles.set(rows.subarray(from * varying, (from + count) * varying));
    const pairs = Math.ceil(count / ROWS_AT_ONCE);
    layer.measure(
      singles.byteOffset,
      ensemble.rows * BYTES,
      ensemble.measures * BYTES,
      scores * BYTES,
      pairs,
      ROWS_AT_ONCE * varying * BYTES,
    );
    layer.addScores(
      ensemble.rows * BYTES,
      0,
      ensemble.atRest * BYTES,
      ensemble.outputs * BYTES,
      scores * BYTES,
      pairs,
      varying * BYTES,
      ensemble.units / UNITS_AT_ONCE,
    );
    for (let row = 0; row < count; row += 1) {
      found[from + row] = (numbers[scores + row] as number) / networks.length;
    }
  }
  return found;
}

/** Each network by itself: where they take evidence each in its way. */
function plainMean(networks: readonly ListwiseNetwork[], evidence: Evidence): Float64Array {
  const all = networks.map((network) => networkScores(network, evidence));
  const sums = new Float64Array(all[0]?.length ?? 0);
  for (const scores of all)
    scores.forEach((score, row) => {
      sums[row] = (sums[row] as number) + score;
    });
  return sums.map((sum) => sum / all.length);
}

/** What all rows share moves each unit once. */
function rest(
  { numbers, atRest, units, offsets, sharedWeights, varying, means, inverses, sharedValues }: Ensemble,
  shared: Float32Array,
): void {
  for (let input = 0; input < shared.length; input += 1) {
    const at = varying + input;
    sharedValues[input] = standard(shared[input] as number, means[at] as number, inverses[at] as number);
  }
  for (let unit = 0; unit < units; unit += 4) {
    let one = offsets[unit] as number;
    let two = offsets[unit + 1] as number;
    let three = offsets[unit + 2] as number;
    let four = offsets[unit + 3] as number;
    let at = unit;
    for (let input = 0; input < shared.length; input += 1) {
      const value = sharedValues[input] as number;
      one += (sharedWeights[at] as number) * value;
      two += (sharedWeights[at + 1] as number) * value;
      three += (sharedWeights[at + 2] as number) * value;
      four += (sharedWeights[at + 3] as number) * value;
      at += units;
    }
    numbers[atRest + unit] = one;
    numbers[atRest + unit + 1] = two;
    numbers[atRest + unit + 2] = three;
    numbers[atRest + unit + 3] = four;
  }
}

function standard(value: number, mean: number, inverse: number): number {
  return Math.max(-CLIP, Math.min(CLIP, (value - mean) * inverse));
}

/** Null where the networks do not take evidence alike, or the processor has not what a layer needs. */
function ensembleOf(
  first: ListwiseNetwork,
  networks: readonly ListwiseNetwork[],
  varying: number,
): Ensemble | null {
  const known = prepared.get(first);
  if (known !== undefined && known.varying === varying && isSame(known.networks, networks)) return known;
  const isAlike = networks.every(
    ({ inputs, means, scales }) =>
      inputs === first.inputs && isSame(means, first.means) && isSame(scales, first.scales),
  );
  if (!isAlike) return null;
  const ensemble = prepare(networks, first, varying);
  if (ensemble === null) return null;
  prepared.set(first, ensemble);
  return ensemble;
}

function isSame<T>(one: ArrayLike<T>, other: ArrayLike<T>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

function prepare(
  networks: readonly ListwiseNetwork[],
  { inputs, means, scales }: ListwiseNetwork,
  varying: number,
): Ensemble | null {
  const hidden = networks.reduce((sum, network) => sum + network.hidden, 0);
  const units = Math.ceil(hidden / UNITS_AT_ONCE) * UNITS_AT_ONCE;
  const rows = units * varying;
  const measures = rows + ROWS * varying;
  const atRest = measures + MEASURES * ROWS_AT_ONCE * varying;
  const outputs = atRest + units;
  const scores = outputs + units;
  const source = scores + ROWS;
  const layer = createTanhLayer((source + ROWS * varying) * BYTES, CLIP);
  if (layer === null) return null;
  const { buffer } = layer.memory;
  const numbers = new Float64Array(buffer);
  const singles = new Float32Array(buffer, source * BYTES, ROWS * varying);
  const offsets = new Float64Array(units);
  const sharedWeights = new Float64Array((inputs - varying) * units);
  const sharedValues = new Float64Array(inputs - varying);
  let place = 0;
  for (const { hidden: own, weights } of networks) {
    for (let unit = 0; unit < own; unit += 1) {
      const block = Math.floor(place / UNITS_AT_ONCE) * varying * UNITS_AT_ONCE;
      for (let input = 0; input < inputs; input += 1) {
        const weight = weights[unit * inputs + input] as number;
        if (input < varying) numbers[block + input * UNITS_AT_ONCE + (place % UNITS_AT_ONCE)] = weight;
        else sharedWeights[(input - varying) * units + place] = weight;
      }
      offsets[place] = weights[own * inputs + unit] as number;
      numbers[outputs + place] = weights[own * inputs + own + unit] as number;
      place += 1;
    }
  }
  const inverses = scales.map((scale) => 1 / scale);
  putMeasures(numbers.subarray(measures, atRest), networks, { varying, means, inverses });
  return {
    networks,
    varying,
    units,
    means,
    inverses,
    offsets,
    sharedWeights,
    sharedValues,
    layer,
    numbers,
    singles,
    rows,
    measures,
    atRest,
    outputs,
    scores,
  };
}

/** What rows are measured by and their linear parts, all networks together: each for two rows, one after the other. */
function putMeasures(
  into: Float64Array,
  networks: readonly ListwiseNetwork[],
  { varying, means, inverses }: Pick<Ensemble, 'varying' | 'means' | 'inverses'>,
): void {
  const part = ROWS_AT_ONCE * varying;
  for (let input = 0; input < varying; input += 1) {
    const weight = networks.reduce((sum, network) => sum + linearWeight(network, input), 0);
    for (let row = 0; row < ROWS_AT_ONCE; row += 1) {
      const at = row * varying + input;
      into[at] = means[input] as number;
      into[part + at] = inverses[input] as number;
      into[(2 + row) * part + at] = weight;
    }
  }
}

function linearWeight({ inputs, hidden, weights }: ListwiseNetwork, input: number): number {
  return weights[hidden * inputs + 2 * hidden + input] as number;
}
