import { probabilityOf } from './calibrate-intents.ts';

/** The evidence of one intent that was read, and whether it was what was meant. */
export interface JudgedIntent {
  readonly evidence: readonly number[];
  readonly isRight: boolean;
  /** How many such this one stands for. */
  readonly weight: number;
}

/** Keeps evidence that is seen seldom from counting much: a Gaussian prior of this precision on each weight. */
const RIDGE = 1;
const ITERATIONS = 30;

/** Weights of a logistic regression, by Newton's method (Hastie, Tibshirani, Friedman 2009, section 4.4.1). */
export function fitConfidence(judged: readonly JudgedIntent[]): readonly number[] {
  const size = judged[0]?.evidence.length ?? 0;
  if (size === 0) throw new Error('Confidence needs at least one judged intent to be fitted to.');
  let weights: readonly number[] = Array.from({ length: size }, () => 0);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const slope = weights.map((weight) => -RIDGE * weight);
    const curve = weights.map((_, row) => weights.map((_, column): number => (row === column ? RIDGE : 0)));
    for (const { evidence, isRight, weight } of judged) {
      const probability = probabilityOf(evidence, weights);
      const miss = weight * (Number(isRight) - probability);
      const spread = weight * probability * (1 - probability);
      const seen = evidence.flatMap((value, at) => (value === 0 ? [] : [[at, value] as const]));
      for (const [row, value] of seen) {
        slope[row] = (slope[row] ?? 0) + miss * value;
        const line = curve[row] ?? [];
        for (const [column, other] of seen) line[column] = (line[column] ?? 0) + spread * value * other;
      }
    }
    const step = solve(curve, slope);
    weights = weights.map((weight, at) => weight + (step[at] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-7) break;
  }
  return weights;
}

/** x of A·x = b by Gaussian elimination; A is positive definite, so no pivots are sought. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  rows.forEach((pivot, at) => {
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] ?? 0) / (pivot[at] ?? 1);
      for (let column = at; column <= size; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
      }
    }
  });
  const solution = Array.from({ length: size }, () => 0);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? [];
    const known = solution.reduce((sum, value, column) => sum + value * (row[column] ?? 0), 0);
    solution[at] = ((row[size] ?? 0) - known) / (row[at] ?? 1);
  }
  return solution;
}
