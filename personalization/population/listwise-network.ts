/** A network of one hidden layer beside a linear part; answers one score for each row of evidence. */
export interface ListwiseNetwork {
  readonly inputs: number;
  readonly hidden: number;
  readonly means: Float64Array;
  readonly scales: Float64Array;
  /** Hidden weights by hidden unit, then hidden offsets, output weights, and the linear part. */
  readonly weights: Float64Array;
}

/** Rows of evidence, one after another. */
export interface Evidence {
  readonly rows: Float32Array;
  /** The last inputs where they are the same for every row, and so written once. */
  readonly shared?: Float32Array;
}

/** Gives room for so many numbers. */
export type Room = (numbers: number) => Float32Array;

/** Where evidence is put: what is learned from is kept, what is only asked about is gone with the answer. */
export interface Rooms {
  readonly rows: Room;
  readonly shared: Room;
}

const newRoom: Room = (numbers) => new Float32Array(numbers);
export const NEW_ROOMS: Rooms = { rows: newRoom, shared: newRoom };

/** The same memory again and again: making it costs more than what is put there. */
export function sameRooms(): Rooms {
  const same = (): Room => {
    let held = new Float32Array();
    return (numbers) => {
      if (held.length < numbers) held = new Float32Array(2 * numbers);
      return held.subarray(0, numbers);
    };
  };
  return { rows: same(), shared: same() };
}

/** One list to learn from: evidence, and whether each of its rows was chosen. */
export interface LabelledList extends Evidence {
  readonly chosen: Uint8Array;
}

export interface NetworkTraining {
  readonly hidden: number;
  readonly passes: number;
  /** Numbers in [0, 1), for the first weights and the order of the lists. */
  readonly random: () => number;
  /** Lets other work run; called between small pieces of training. */
  readonly breathe: () => Promise<void>;
}

const LISTS_AT_ONCE = 16;
const LEARNING_RATE = 3e-3;
const SHRINKAGE = 1e-4;
/** Evidence further from its mean than so many deviations says no more. */
export const CLIP = 4;
/** A list counts by how much was chosen from it, up to so much. */
const MOST_CHOSEN = 5;

/**
 * Learns to rank by the listwise softmax loss (ListNet, Cao et al. 2007) with Adam (Kingma and Ba 2015); the learning
 * rate falls to nothing over the training.
 */
export async function trainNetwork(
  lists: readonly LabelledList[],
  inputs: number,
  { hidden, passes, random, breathe }: NetworkTraining,
): Promise<ListwiseNetwork> {
  const { means, scales } = standardisation(lists, inputs);
  const size = hidden * inputs + 2 * hidden + inputs;
  const weights = new Float64Array(size);
  for (let at = 0; at < hidden * inputs; at += 1) weights[at] = normal(random) / Math.sqrt(inputs);
  const output = hidden * inputs + hidden;
  for (let unit = 0; unit < hidden; unit += 1)
    weights[output + unit] = (0.3 * normal(random)) / Math.sqrt(hidden);
  const network = { inputs, hidden, means, scales, weights };
  const gradient = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  const steps = passes * Math.ceil(lists.length / LISTS_AT_ONCE);
  const order = lists.map((_, index) => index);
  let step = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += LISTS_AT_ONCE) {
      const batch = order.slice(from, from + LISTS_AT_ONCE);
      gradient.fill(0);
      for (const index of batch) {
        addGradient(network, lists[index] as LabelledList, gradient, batch.length);
        await breathe();
      }
      step += 1;
      const rate = LEARNING_RATE * (1 - (step - 1) / steps);
      const meanBias = 1 - 0.9 ** step;
      const squareBias = 1 - 0.999 ** step;
      for (let at = 0; at < size; at += 1) {
        const slope = (gradient[at] as number) + SHRINKAGE * (weights[at] as number);
        mean[at] = 0.9 * (mean[at] as number) + 0.1 * slope;
        square[at] = 0.999 * (square[at] as number) + 0.001 * slope * slope;
        weights[at] =
          (weights[at] as number) -
          (rate * ((mean[at] as number) / meanBias)) /
            (Math.sqrt((square[at] as number) / squareBias) + 1e-8);
      }
    }
  }
  return network;
}

/** Several networks that differ by chance alone: together they err less than each of them (bagging without resampling). */
export async function trainNetworks(
  lists: readonly LabelledList[],
  inputs: number,
  { networks, ...training }: NetworkTraining & { readonly networks: number },
): Promise<readonly ListwiseNetwork[]> {
  const trained: ListwiseNetwork[] = [];
  while (trained.length < networks) trained.push(await trainNetwork(lists, inputs, training));
  return trained;
}

/** The score of every row, up to what is the same for all of them. */
export function networkScores(network: ListwiseNetwork, evidence: Evidence): Float64Array {
  const rows = standardised(network, evidence);
  return forward(network, rows, new Float64Array(rows.count * network.hidden));
}

/** Evidence as the network takes it. */
interface StandardRows {
  readonly count: number;
  /** Inputs of a row that are its own. */
  readonly varying: number;
  readonly values: Float64Array;
  readonly shared: Float64Array;
}

function forward(
  { inputs, hidden, weights }: ListwiseNetwork,
  { count, varying, values, shared }: StandardRows,
  activations: Float64Array,
): Float64Array {
  const offsets = hidden * inputs;
  const output = offsets + hidden;
  const linear = output + hidden;
  // What all rows share moves each hidden unit once.
  const atRest = weights.slice(offsets, output);
  for (let unit = 0; unit < hidden; unit += 1) {
    for (let input = varying; input < inputs; input += 1) {
      atRest[unit] =
        (atRest[unit] as number) +
        (weights[unit * inputs + input] as number) * (shared[input - varying] as number);
    }
  }
  const scores = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const start = row * varying;
    let score = 0;
    for (let input = 0; input < varying; input += 1) {
      score += (weights[linear + input] as number) * (values[start + input] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      let sum = atRest[unit] as number;
      const own = unit * inputs;
      for (let input = 0; input < varying; input += 1) {
        sum += (weights[own + input] as number) * (values[start + input] as number);
      }
      const activation = Math.tanh(sum);
      activations[row * hidden + unit] = activation;
      score += (weights[output + unit] as number) * activation;
    }
    scores[row] = score;
  }
  return scores;
}

function addGradient(
  network: ListwiseNetwork,
  list: LabelledList,
  gradient: Float64Array,
  lists: number,
): void {
  const { inputs, hidden, weights } = network;
  const { chosen } = list;
  const rows = standardised(network, list);
  const { count, varying, values, shared } = rows;
  const activations = new Float64Array(count * hidden);
  const shares = softmax(forward(network, rows, activations));
  const total = chosen.reduce((sum, one) => sum + one, 0);
  const weight = Math.min(total, MOST_CHOSEN) / lists;
  const offsets = hidden * inputs;
  const output = offsets + hidden;
  const linear = output + hidden;
  const inners = new Float64Array(hidden);
  for (let row = 0; row < count; row += 1) {
    const slope = ((shares[row] as number) - (chosen[row] as number) / total) * weight;
    // What hardly moves the loss hardly moves the weights.
    if (Math.abs(slope) < 1e-7) continue;
    const start = row * varying;
    for (let input = 0; input < varying; input += 1) {
      gradient[linear + input] =
        (gradient[linear + input] as number) + slope * (values[start + input] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      const activation = activations[row * hidden + unit] as number;
      gradient[output + unit] = (gradient[output + unit] as number) + slope * activation;
      const inner = slope * (weights[output + unit] as number) * (1 - activation * activation);
      inners[unit] = (inners[unit] as number) + inner;
      const own = unit * inputs;
      for (let input = 0; input < varying; input += 1) {
        gradient[own + input] = (gradient[own + input] as number) + inner * (values[start + input] as number);
      }
    }
  }
  for (let unit = 0; unit < hidden; unit += 1) {
    const inner = inners[unit] as number;
    gradient[offsets + unit] = (gradient[offsets + unit] as number) + inner;
    const own = unit * inputs + varying;
    shared.forEach((value, input) => {
      gradient[own + input] = (gradient[own + input] as number) + inner * value;
    });
  }
}

/** Scores as shares that add up to one. */
export function softmax(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at += 1) most = Math.max(most, scores[at] as number);
  const shares = new Float64Array(scores.length);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const share = Math.exp((scores[at] as number) - most);
    shares[at] = share;
    sum += share;
  }
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] as number) / sum;
  return shares;
}

function standardised({ inputs, means, scales }: ListwiseNetwork, { rows, shared }: Evidence): StandardRows {
  const varying = inputs - (shared?.length ?? 0);
  const standard = (value: number, input: number) => {
    const distance = (value - (means[input] as number)) / (scales[input] as number);
    return distance > CLIP ? CLIP : distance < -CLIP ? -CLIP : distance;
  };
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) values[at] = standard(rows[at] as number, at % varying);
  return {
    count: rows.length / varying,
    varying,
    values,
    shared: Float64Array.from(shared ?? [], (value, input) => standard(value, varying + input)),
  };
}

function standardisation(lists: readonly LabelledList[], inputs: number) {
  const means = new Float64Array(inputs);
  const squares = new Float64Array(inputs);
  let count = 0;
  const add = (value: number, input: number, times: number) => {
    means[input] = (means[input] as number) + times * value;
    squares[input] = (squares[input] as number) + times * value * value;
  };
  for (const { rows, chosen, shared } of lists) {
    count += chosen.length;
    const varying = inputs - (shared?.length ?? 0);
    for (let at = 0; at < rows.length; at += 1) add(rows[at] as number, at % varying, 1);
    shared?.forEach((value, input) => {
      add(value, varying + input, chosen.length);
    });
  }
  for (let input = 0; input < inputs; input += 1)
    means[input] = (means[input] as number) / Math.max(1, count);
  const scales = squares.map(
    (square, input) =>
      Math.sqrt(Math.max(0, square / Math.max(1, count) - (means[input] as number) ** 2)) + 1e-3,
  );
  return { means, scales };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
