/** A network of one hidden layer beside a linear part; answers one score for each row of evidence. */
export interface ListwiseNetwork {
  readonly inputs: number;
  readonly hidden: number;
  readonly means: Float64Array;
  readonly scales: Float64Array;
  /** Hidden weights by hidden unit, then hidden offsets, output weights, and the linear part. */
  readonly weights: Float64Array;
}

/** One list to learn from: rows of evidence, one after another, and whether each was chosen. */
export interface LabelledList {
  readonly rows: Float32Array;
  readonly chosen: Uint8Array;
}

/** Rows of evidence, one after another, of which the last inputs are the same for each and so written once. */
export interface Evidence {
  readonly rows: Float32Array;
  readonly shared: Float32Array;
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
const CLIP = 4;
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

/** The score of every row. */
export function networkScores(network: ListwiseNetwork, rows: Float32Array): Float64Array {
  const count = rows.length / network.inputs;
  return forward(network, standardised(network, rows), new Float64Array(count * network.hidden));
}

/** The score of every row, up to what is the same for all of them. */
export function scoresOf(
  { inputs, hidden, means, scales, weights }: ListwiseNetwork,
  { rows, shared }: Evidence,
): Float64Array {
  const varying = inputs - shared.length;
  const offsets = hidden * inputs;
  // What all rows share moves each hidden unit once.
  const atRest = weights.slice(offsets, offsets + hidden);
  shared.forEach((value, index) => {
    const input = varying + index;
    const standard = standardise(value, means[input] as number, scales[input] as number);
    for (let unit = 0; unit < hidden; unit += 1) {
      atRest[unit] = (atRest[unit] as number) + (weights[unit * inputs + input] as number) * standard;
    }
  });
  const output = offsets + hidden;
  const linear = output + hidden;
  const scores = new Float64Array(rows.length / varying);
  const row = new Float64Array(varying);
  for (let at = 0; at < scores.length; at += 1) {
    let score = 0;
    for (let input = 0; input < varying; input += 1) {
      const value = rows[at * varying + input] as number;
      row[input] = standardise(value, means[input] as number, scales[input] as number);
      score += (weights[linear + input] as number) * (row[input] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      let sum = atRest[unit] as number;
      for (let input = 0; input < varying; input += 1) {
        sum += (weights[unit * inputs + input] as number) * (row[input] as number);
      }
      score += (weights[output + unit] as number) * Math.tanh(sum);
    }
    scores[at] = score;
  }
  return scores;
}

/** Every row with all of its inputs, as a list to learn from holds it. */
export function wholeRows({ rows, shared }: Evidence, inputs: number): Float32Array {
  const varying = inputs - shared.length;
  const count = rows.length / varying;
  const whole = new Float32Array(count * inputs);
  for (let row = 0; row < count; row += 1) {
    whole.set(rows.subarray(row * varying, (row + 1) * varying), row * inputs);
    whole.set(shared, row * inputs + varying);
  }
  return whole;
}

function forward(
  { inputs, hidden, weights }: ListwiseNetwork,
  rows: Float64Array,
  activations: Float64Array,
): Float64Array {
  const count = rows.length / inputs;
  const offsets = hidden * inputs;
  const output = offsets + hidden;
  const linear = output + hidden;
  const scores = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const start = row * inputs;
    let score = 0;
    for (let input = 0; input < inputs; input += 1) {
      score += (weights[linear + input] as number) * (rows[start + input] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      let sum = weights[offsets + unit] as number;
      const own = unit * inputs;
      for (let input = 0; input < inputs; input += 1) {
        sum += (weights[own + input] as number) * (rows[start + input] as number);
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
  { rows, chosen }: LabelledList,
  gradient: Float64Array,
  lists: number,
): void {
  const { inputs, hidden, weights } = network;
  const values = standardised(network, rows);
  const count = chosen.length;
  const activations = new Float64Array(count * hidden);
  const scores = forward(network, values, activations);
  const shares = softmax(scores);
  const total = chosen.reduce((sum, one) => sum + one, 0);
  const weight = Math.min(total, MOST_CHOSEN) / lists;
  const offsets = hidden * inputs;
  const output = offsets + hidden;
  const linear = output + hidden;
  for (let row = 0; row < count; row += 1) {
    const slope = ((shares[row] as number) - (chosen[row] as number) / total) * weight;
    // What hardly moves the loss hardly moves the weights.
    if (Math.abs(slope) < 1e-7) continue;
    const start = row * inputs;
    for (let input = 0; input < inputs; input += 1) {
      gradient[linear + input] =
        (gradient[linear + input] as number) + slope * (values[start + input] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      const activation = activations[row * hidden + unit] as number;
      gradient[output + unit] = (gradient[output + unit] as number) + slope * activation;
      const inner = slope * (weights[output + unit] as number) * (1 - activation * activation);
      gradient[offsets + unit] = (gradient[offsets + unit] as number) + inner;
      const own = unit * inputs;
      for (let input = 0; input < inputs; input += 1) {
        gradient[own + input] = (gradient[own + input] as number) + inner * (values[start + input] as number);
      }
    }
  }
}

/** Scores as shares that add up to one. */
export function softmax(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

function standardised({ inputs, means, scales }: ListwiseNetwork, rows: Float32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const input = at % inputs;
    values[at] = standardise(rows[at] as number, means[input] as number, scales[input] as number);
  }
  return values;
}

function standardise(value: number, mean: number, scale: number): number {
  const standard = (value - mean) / scale;
  return standard > CLIP ? CLIP : standard < -CLIP ? -CLIP : standard;
}

function standardisation(lists: readonly LabelledList[], inputs: number) {
  const means = new Float64Array(inputs);
  const squares = new Float64Array(inputs);
  let count = 0;
  for (const { rows } of lists) {
    count += rows.length / inputs;
    for (let at = 0; at < rows.length; at += 1) {
      const value = rows[at] as number;
      means[at % inputs] = (means[at % inputs] as number) + value;
      squares[at % inputs] = (squares[at % inputs] as number) + value * value;
    }
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
