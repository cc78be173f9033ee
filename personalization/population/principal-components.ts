/** A row of numbers of which most are 0: its places and their values. */
export interface SparseRow {
  readonly places: Int32Array;
  readonly values: Float64Array;
}

const ROUNDS = 25;

/**
 * The directions in which rows differ most, strongest first, by power iteration with deflation (Golub and Van Loan,
 * Matrix Computations, section 8.2). Rows are not centred: the first direction is then how much there is of everything.
 */
export async function principalComponents(
  rows: readonly SparseRow[],
  {
    inputs,
    count,
    random,
    breathe,
  }: {
    readonly inputs: number;
    readonly count: number;
    readonly random: () => number;
    readonly breathe: () => Promise<void>;
  },
): Promise<readonly Float64Array[]> {
  const components: Float64Array[] = [];
  while (components.length < Math.min(count, inputs)) {
    let direction = Float64Array.from({ length: inputs }, () => random() - 0.5);
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = new Float64Array(inputs);
      for (const row of rows) {
        const along = project(row, direction);
        row.places.forEach((place, at) => {
          next[place] = (next[place] as number) + along * (row.values[at] as number);
        });
      }
      for (const found of components) takeOut(next, found);
      const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
      if (!(length > 1e-9)) return components;
      direction = next.map((value) => value / length);
      await breathe();
    }
    components.push(direction);
  }
  return components;
}

export function project({ places, values }: SparseRow, direction: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < places.length; at += 1) {
    sum += (direction[places[at] as number] as number) * (values[at] as number);
  }
  return sum;
}

function takeOut(vector: Float64Array, direction: Float64Array): void {
  const along = vector.reduce((sum, value, at) => sum + value * (direction[at] as number), 0);
  for (let at = 0; at < vector.length; at += 1) {
    vector[at] = (vector[at] as number) - along * (direction[at] as number);
  }
}
