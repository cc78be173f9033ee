/** Ridge in units of rows: the best of .003, .02 and .1 of them on the public households. */
const PENALTY = 0.1;
const ROUNDS = 300;

/** Logistic regression by accelerated gradient descent (Nesterov 1983) with a free bias; answers the log odds of a row. */
export function logisticRegression(
  rows: readonly Float64Array[],
  holds: readonly boolean[],
): (row: Float64Array) => number {
  const inputs = rows[0]?.length ?? 0;
  const norm = rows.reduce((sum, row) => sum + 1 + row.reduce((all, value) => all + value * value, 0), 0);
  const step = 1 / ((0.25 * norm) / rows.length + PENALTY);
  let weights = new Float64Array(inputs + 1);
  let ahead = weights;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const gradient = ahead.map((weight, at) => (at === inputs ? 0 : PENALTY * weight));
    rows.forEach((row, index) => {
      const error = (1 / (1 + Math.exp(-logOdds(ahead, row))) - (holds[index] ? 1 : 0)) / rows.length;
      row.forEach((value, at) => {
        gradient[at] = (gradient[at] ?? 0) + error * value;
      });
      gradient[inputs] = (gradient[inputs] ?? 0) + error;
    });
    const next = ahead.map((weight, at) => weight - step * (gradient[at] ?? 0));
    const momentum = (round - 1) / (round + 2);
    ahead = next.map((weight, at) => weight + momentum * (weight - (weights[at] ?? 0)));
    weights = next;
  }
  return (row) => logOdds(weights, row);
}

function logOdds(weights: Float64Array, row: Float64Array): number {
  return row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), weights[row.length] ?? 0);
}
