/** Vectors in one array, one after the other. */
export interface VectorTable {
  readonly dimension: number;
  readonly numbers: Float32Array;
}

/**
 * The axes along which vectors vary most around zero, the strongest first: eigenvectors of their second moments by
 * orthogonal iteration (Golub and Van Loan, Matrix Computations, 8.2). The mean is not taken out, so that projected
 * vectors keep their cosines as well as `axes` dimensions can.
 */
export function principalAxes({ dimension, numbers }: VectorTable, axes: number): readonly Float64Array[] {
  const moments = new Float64Array(dimension * dimension);
  const rows = numbers.length / dimension;
  // Some ten thousand vectors settle the axes; all of them would only take longer.
  const stride = Math.max(1, Math.floor(rows / 20_000));
  for (let row = 0; row < rows; row += stride) {
    const start = row * dimension;
    for (let left = 0; left < dimension; left += 1) {
      const value = numbers[start + left] ?? 0;
      for (let right = 0; right <= left; right += 1) {
        const at = left * dimension + right;
        moments[at] = (moments[at] ?? 0) + value * (numbers[start + right] ?? 0);
      }
    }
  }
  for (let left = 0; left < dimension; left += 1) {
    for (let right = 0; right < left; right += 1) {
      moments[right * dimension + left] = moments[left * dimension + right] ?? 0;
    }
  }
  let basis: Float64Array[] = Array.from({ length: axes }, (_, axis) =>
    Float64Array.from({ length: dimension }, (_, at) => (at === axis ? 1 : 1e-3 * Math.sin(at * (axis + 1)))),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    basis = orthonormal(basis.map((axis) => multiply(moments, axis)));
  }
  return basis;
}

const ROUNDS = 40;

/** Each row in the coordinates of the axes, of length 1 again. */
export function projectRows({ dimension, numbers }: VectorTable, axes: readonly Float64Array[]): VectorTable {
  const rows = numbers.length / dimension;
  const projected = new Float32Array(rows * axes.length);
  for (let row = 0; row < rows; row += 1) {
    const vector = numbers.subarray(row * dimension, (row + 1) * dimension);
    let squares = 0;
    for (const [position, axis] of axes.entries()) {
      let dot = 0;
      for (let at = 0; at < dimension; at += 1) dot += (axis[at] ?? 0) * (vector[at] ?? 0);
      projected[row * axes.length + position] = dot;
      squares += dot * dot;
    }
    const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = row * axes.length; at < (row + 1) * axes.length; at += 1) {
      projected[at] = (projected[at] ?? 0) * factor;
    }
  }
  return { dimension: axes.length, numbers: projected };
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  const product = new Float64Array(length);
  for (let row = 0; row < length; row += 1) {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += (matrix[row * length + at] ?? 0) * (vector[at] ?? 0);
    product[row] = sum;
  }
  return product;
}

/** Gram and Schmidt, the modified form. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    for (const other of done) {
      let dot = 0;
      for (let at = 0; at < vector.length; at += 1) dot += (other[at] ?? 0) * (vector[at] ?? 0);
      for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) - dot * (other[at] ?? 0);
    }
    const length = Math.hypot(...vector) || 1;
    done.push(vector.map((value) => value / length));
  }
  return done;
}
