import { CLIP, type Evidence, type ListwiseNetwork, networkScores, softmax } from './listwise-network.ts';
import {
  type CompiledLayer,
  compileLayer,
  createTanhLayer,
  layerCode,
  ROWS_AT_ONCE,
  type TanhLayer,
  UNITS_AT_ONCE,
} from './tanh-layer.ts';

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
  readonly layer: TanhLayer;
  /** Its memory. */
  readonly numbers: Float64Array;
  readonly singles: Float32Array;
  /** Where in it things are, in doubles. */
  readonly at: Places;
}

type Places = Readonly<Record<(typeof PARTS)[number], number>>;

/** What the layer reads and writes, one after another. */
const PARTS = [
  'weights',
  'rows',
  'measures',
  'shared',
  'sharedWeights',
  'offsets',
  'atRest',
  'outputs',
  'scores',
  'source',
] as const;

const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Rows that are worked on at once. */
const ROWS = 64;

/** Means, inverse scales, and the linear part of either row. */
const MEASURES = 4;

/** Once for all networks: it takes longer than many questions. */
let compiled: CompiledLayer | null = null;

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
  const { numbers, singles, at, layer } = ensemble;
  if (shared !== undefined && shared.length > 0) settle(ensemble, shared);
  const found = new Float64Array(rows.length / varying);
  for (let from = 0; from < found.length; from += ROWS) {
    const count = Math.min(ROWS, found.length - from);
    singles.set(rows.subarray(from * varying, (from + count) * varying));
    const pairs = Math.ceil(count / ROWS_AT_ONCE);
    layer.measure(
      at.source * BYTES,
      at.rows * BYTES,
      at.measures * BYTES,
      at.scores * BYTES,
      pairs,
      ROWS_AT_ONCE * varying * BYTES,
    );
    layer.addScores(
      at.rows * BYTES,
      at.weights * BYTES,
      at.atRest * BYTES,
      at.outputs * BYTES,
      at.scores * BYTES,
      pairs,
      varying * BYTES,
      ensemble.units / UNITS_AT_ONCE,
    );
    for (let row = 0; row < count; row += 1) {
      found[from + row] = (numbers[at.scores + row] as number) / networks.length;
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
function settle(
  { numbers, means, inverses, at, varying, units, layer }: Ensemble,
  shared: Float32Array,
): void {
  for (let input = 0; input < shared.length; input += 1) {
    const place = varying + input;
    const value = ((shared[input] as number) - (means[place] as number)) * (inverses[place] as number);
    numbers[at.shared + input] = Math.max(-CLIP, Math.min(CLIP, value));
  }
  layer.settle(
    at.shared * BYTES,
    at.sharedWeights * BYTES,
    at.offsets * BYTES,
    at.atRest * BYTES,
    shared.length,
    units * BYTES,
  );
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
  const shared = inputs - varying;
  const { at, size } = placesFor({
    weights: units * varying,
    rows: ROWS * varying,
    measures: MEASURES * ROWS_AT_ONCE * varying,
    shared,
    sharedWeights: shared * units,
    offsets: units,
    atRest: units,
    outputs: units,
    scores: ROWS,
    source: ROWS * varying,
  });
  compiled ??= compileLayer([layerCode(CLIP, { isFused: true }), layerCode(CLIP, { isFused: false })]);
  if (compiled === null) return null;
  const layer = createTanhLayer(compiled, size * BYTES);
  const { buffer } = layer.memory;
  const numbers = new Float64Array(buffer);
  const inverses = scales.map((scale) => 1 / scale);
  const ensemble = {
    networks,
    varying,
    units,
    means,
    inverses,
    layer,
    numbers,
    singles: new Float32Array(buffer, at.source * BYTES, ROWS * varying),
    at,
  };
  putUnits(ensemble);
  putMeasures(ensemble);
  return ensemble;
}

function placesFor(sizes: Places): { readonly at: Places; readonly size: number } {
  let size = 0;
  const places = PARTS.map((part) => {
    const place = size;
    size += sizes[part];
    return [part, place] as const;
  });
  return { at: Object.fromEntries(places) as Places, size };
}

function putUnits({ networks, numbers, at, units, varying }: Ensemble): void {
  let place = 0;
  for (const { inputs, hidden, weights } of networks) {
    for (let unit = 0; unit < hidden; unit += 1) {
      const block = at.weights + Math.floor(place / UNITS_AT_ONCE) * varying * UNITS_AT_ONCE;
      for (let input = 0; input < inputs; input += 1) {
        const weight = weights[unit * inputs + input] as number;
        if (input < varying) numbers[block + input * UNITS_AT_ONCE + (place % UNITS_AT_ONCE)] = weight;
        else numbers[at.sharedWeights + (input - varying) * units + place] = weight;
      }
      const offset = weights[hidden * inputs + unit] as number;
      numbers[at.offsets + place] = offset;
      numbers[at.atRest + place] = offset;
      numbers[at.outputs + place] = weights[hidden * inputs + hidden + unit] as number;
      place += 1;
    }
  }
}

/** What rows are measured by and their linear parts, all networks together: each for two rows, one after the other. */
function putMeasures({ networks, numbers, at, varying, means, inverses }: Ensemble): void {
  const part = ROWS_AT_ONCE * varying;
  for (let input = 0; input < varying; input += 1) {
    const weight = networks.reduce((sum, network) => sum + linearWeight(network, input), 0);
    for (let row = 0; row < ROWS_AT_ONCE; row += 1) {
      const place = at.measures + row * varying + input;
      numbers[place] = means[input] as number;
      numbers[part + place] = inverses[input] as number;
      numbers[(2 + row) * part + place] = weight;
    }
  }
}

function linearWeight({ inputs, hidden, weights }: ListwiseNetwork, input: number): number {
  return weights[hidden * inputs + 2 * hidden + input] as number;
}
