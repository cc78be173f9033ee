/** One row of inputs, what it should give, and how much it counts. */
export interface RegressionRow {
  readonly inputs: ArrayLike<number>;
  readonly target: number;
  readonly weight?: number;
}

export interface LinearModel {
  readonly weights: Float64Array;
  readonly bias: number;
}

export function applyLinear({ weights, bias }: LinearModel, inputs: ArrayLike<number>): number {
  let sum = bias;
  for (let index = 0; index < weights.length; index += 1) {
    sum += (weights[index] as number) * (inputs[index] as number);
  }
  return sum;
}

/** Ridge regression (Hoerl and Kennard 1970) with a free bias; `penalty` is in rows. */
export function fitRidge(rows: readonly RegressionRow[], penalty: number): LinearModel {
  const inputs = rows[0]?.inputs.length ?? 0;
  const size = inputs + 1;
  const system = Array.from({ length: size }, () => new Float64Array(size + 1));
  const row = new Float64Array(size);
  for (const { inputs: values, target, weight = 1 } of rows) {
    for (let index = 0; index < inputs; index += 1) row[index] = values[index] as number;
    row[inputs] = 1;
    for (let a = 0; a < size; a += 1) {
      const line = system[a] as Float64Array;
      const share = weight * (row[a] as number);
      for (let b = 0; b < size; b += 1) line[b] = (line[b] as number) + share * (row[b] as number);
      line[size] = (line[size] as number) + share * target;
    }
  }
  for (let index = 0; index < inputs; index += 1) {
    const line = system[index] as Float64Array;
    line[index] = (line[index] as number) + penalty;
  }
  const solution = solve(system);
  return { weights: solution.slice(0, inputs), bias: solution[inputs] ?? 0 };
}

/** Errors smaller than this count alike; it keeps the weights of the median's fit finite. */
const SMALLEST_ERROR = 0.03;
const ROUNDS = 12;

/** The line with the least absolute error: least squares weighted anew each round (Schlossmacher 1973). */
export async function fitMedian(
  rows: readonly RegressionRow[],
  penalty: number,
  breathe: () => Promise<void>,
): Promise<LinearModel> {
  let model = fitRidge(rows, penalty);
  for (let round = 1; round < ROUNDS; round += 1) {
    await breathe();
    const { weights, bias } = model;
    model = fitRidge(
      rows.map(({ inputs, target }) => ({
        inputs,
        target,
        weight: 1 / Math.max(SMALLEST_ERROR, Math.abs(target - applyLinear({ weights, bias }, inputs))),
      })),
      penalty,
    );
  }
  return model;
}

/** Gauss-Jordan with the largest pivot; an input that never varies gets no weight. */
function solve(system: Float64Array[]): Float64Array {
  const size = system.length;
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let at = column + 1; at < size; at += 1) {
      if (Math.abs(system[at]?.[column] ?? 0) > Math.abs(system[best]?.[column] ?? 0)) best = at;
    }
    const pivot = system[best] as Float64Array;
    system[best] = system[column] as Float64Array;
    system[column] = pivot;
    if (Math.abs(pivot[column] as number) < 1e-12) continue;
    for (const [at, line] of system.entries()) {
      if (at === column) continue;
      const factor = (line[column] as number) / (pivot[column] as number);
      if (factor === 0) continue;
      for (let index = column; index <= size; index += 1) {
        line[index] = (line[index] as number) - factor * (pivot[index] as number);
      }
    }
  }
  return Float64Array.from(system, (line, at) => {
    const diagonal = line[at] as number;
    return Math.abs(diagonal) < 1e-12 ? 0 : (line[size] as number) / diagonal;
  });
}
