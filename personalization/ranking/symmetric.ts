/** A symmetric matrix, row by row. */
export type Symmetric = Float64Array;

export function diagonal(values: readonly number[]): Symmetric {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, at) => {
    matrix[at * values.length + at] = value;
  });
  return matrix;
}

export function sum(a: Symmetric, b: Symmetric): Symmetric {
  return a.map((value, at) => value + (b[at] as number));
}

export function times(matrix: Symmetric, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let total = 0;
    for (let at = 0; at < size; at += 1)
      total += (matrix[row * size + at] as number) * (vector[at] as number);
    return total;
  });
}

/** Solves `matrix · x = vector` by Cholesky's decomposition; the matrix is positive definite. */
export function solve(matrix: Symmetric, vector: Float64Array): Float64Array {
  return substitute(decompose(matrix, vector.length), vector);
}

export function invert(matrix: Symmetric, size: number): Symmetric {
  const lower = decompose(matrix, size);
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    inverse.set(substitute(lower, unit), column * size);
  }
  return inverse;
}

function decompose(matrix: Symmetric, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column] as number;
      for (let at = 0; at < column; at += 1) {
        rest -= (lower[row * size + at] as number) * (lower[column * size + at] as number);
      }
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (lower[column * size + column] as number);
    }
  }
  return lower;
}

function substitute(lower: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const solution = Float64Array.from(vector);
  for (let row = 0; row < size; row += 1) {
    let rest = solution[row] as number;
    for (let at = 0; at < row; at += 1) rest -= (lower[row * size + at] as number) * (solution[at] as number);
    solution[row] = rest / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = solution[row] as number;
    for (let at = row + 1; at < size; at += 1) {
      rest -= (lower[at * size + row] as number) * (solution[at] as number);
    }
    solution[row] = rest / (lower[row * size + row] as number);
  }
  return solution;
}
