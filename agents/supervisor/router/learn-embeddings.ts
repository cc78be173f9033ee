/** One text: the rows of its known features, its label, and how much it counts. */
export interface EmbeddingExample {
  readonly rows: readonly number[];
  readonly label: number;
  readonly weight: number;
}

export interface EmbeddingTask {
  /** How many feature rows there are. */
  readonly rows: number;
  /** The group of each label; half of the loss asks for the group only. */
  readonly labelGroups: readonly number[];
  readonly examples: readonly EmbeddingExample[];
  readonly seed: number;
}

export interface LearnedEmbeddings {
  readonly dimensions: number;
  readonly embeddings: Float32Array;
  readonly labels: Float32Array;
  readonly biases: Float32Array;
}

const DIMENSIONS = 16;
const PASSES = 8;
const RATE = 0.2;
const BIAS_RATE = 0.002;
/** The rate falls in a line to this share of itself. */
const LAST_RATE_SHARE = 0.05;
/** Share of a text's features left out at each look, so that none is leaned on alone. */
const LEFT_OUT = 0.2;
/** Share of the probability that every other label is granted; it keeps unlike texts from being sure of anything. */
const SMOOTHING = 0.05;
/** How much of the loss asks for the label itself; the rest asks for its group. */
const LABEL_SHARE = 0.5;
const START_SPREAD = 0.5;
const START_SQUARES = 1e-6;
const NEGLIGIBLE = 1e-5;

/**
 * Learns a short vector for each feature and each label, and a bias for each label, by stochastic gradient descent
 * with the step sizes of Adagrad (Duchi et al. 2011; one step size for each feature row). Deterministic by its seed.
 */
export function learnEmbeddings({ rows, labelGroups, examples, seed }: EmbeddingTask): LearnedEmbeddings {
  const random = seededRandom(seed);
  const labelCount = labelGroups.length;
  const spread = (): number => (random() - 0.5) * START_SPREAD;
  const embeddings = Float32Array.from({ length: rows * DIMENSIONS }, spread);
  const labels = Float32Array.from({ length: labelCount * DIMENSIONS }, spread);
  const biases = new Float32Array(labelCount);
  const rowSquares = new Float32Array(rows).fill(START_SQUARES);
  const labelSquares = new Float32Array(labelCount * DIMENSIONS).fill(START_SQUARES);
  const meaning = new Float64Array(DIMENSIONS);
  const gradient = new Float64Array(DIMENSIONS);
  const chances = new Float64Array(labelCount);
  const order = examples.map((_, at) => at);

  const look = (seen: readonly number[]): number => {
    meaning.fill(0);
    for (const row of seen)
      for (let at = 0, from = row * DIMENSIONS; at < DIMENSIONS; at += 1)
        meaning[at] = (meaning[at] ?? 0) + (embeddings[from + at] ?? 0);
    const scale = 1 / Math.sqrt(Math.max(1, seen.length));
    for (let at = 0; at < DIMENSIONS; at += 1) meaning[at] = (meaning[at] ?? 0) * scale;
    return scale;
  };
  const scoreLabels = (): void => {
    let highest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labelCount; label += 1) {
      let score = biases[label] ?? 0;
      for (let at = 0, from = label * DIMENSIONS; at < DIMENSIONS; at += 1)
        score += (labels[from + at] ?? 0) * (meaning[at] ?? 0);
      chances[label] = score;
      if (score > highest) highest = score;
    }
    let sum = 0;
    for (let label = 0; label < labelCount; label += 1) {
      const chance = Math.exp((chances[label] ?? 0) - highest);
      chances[label] = chance;
      sum += chance;
    }
    for (let label = 0; label < labelCount; label += 1) chances[label] = (chances[label] ?? 0) / sum;
  };
  const groupChance = (group: number | undefined): number => {
    let sum = 1e-9;
    for (let label = 0; label < labelCount; label += 1)
      if (labelGroups[label] === group) sum += chances[label] ?? 0;
    return sum;
  };
  const learnLabels = (right: number, weight: number, rate: number): void => {
    gradient.fill(0);
    const group = labelGroups[right];
    const inGroup = groupChance(group);
    for (let label = 0; label < labelCount; label += 1) {
      const chance = chances[label] ?? 0;
      const wanted = (label === right ? 1 - SMOOTHING : 0) + SMOOTHING / labelCount;
      const wantedInGroup = labelGroups[label] === group ? chance / inGroup : 0;
      const error = weight * (LABEL_SHARE * (chance - wanted) + (1 - LABEL_SHARE) * (chance - wantedInGroup));
      if (Math.abs(error) < NEGLIGIBLE) continue;
      biases[label] = (biases[label] ?? 0) - BIAS_RATE * (rate / RATE) * error;
      for (let at = 0, from = label * DIMENSIONS; at < DIMENSIONS; at += 1) {
        const value = labels[from + at] ?? 0;
        const step = error * (meaning[at] ?? 0);
        const squares = (labelSquares[from + at] ?? 0) + step * step;
        gradient[at] = (gradient[at] ?? 0) + error * value;
        labelSquares[from + at] = squares;
        labels[from + at] = value - (rate * step) / Math.sqrt(squares);
      }
    }
  };
  const learnRows = (seen: readonly number[], scale: number, rate: number): void => {
    let squares = 0;
    for (let at = 0; at < DIMENSIONS; at += 1) {
      const step = (gradient[at] ?? 0) * scale;
      gradient[at] = step;
      squares += (step * step) / DIMENSIONS;
    }
    for (const row of seen) {
      const total = (rowSquares[row] ?? 0) + squares;
      rowSquares[row] = total;
      const size = rate / Math.sqrt(total);
      for (let at = 0, from = row * DIMENSIONS; at < DIMENSIONS; at += 1)
        embeddings[from + at] = (embeddings[from + at] ?? 0) - size * (gradient[at] ?? 0);
    }
  };

  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, random);
    const rate = RATE * (1 - (pass / PASSES) * (1 - LAST_RATE_SHARE));
    for (const at of order) {
      const example = examples[at];
      if (!example) continue;
      const seen = example.rows.filter(() => random() >= LEFT_OUT);
      const scale = look(seen);
      scoreLabels();
      learnLabels(example.label, example.weight, rate);
      learnRows(seen, scale, rate);
    }
  }
  return { dimensions: DIMENSIONS, embeddings, labels, biases };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** Mulberry32: a small generator of numbers in [0, 1) that is the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
