import { FIRST_PRIOR, WEIGHTS, type WeightPrior } from './signals.ts';
import { diagonal, invert, type Symmetric, solve, sum, times } from './symmetric.ts';
import type { Memory } from './taste.ts';

/** What one shopper's choices say. */
export type ShopperChoices = Pick<Memory, 'information' | 'pull'>;

const ROUNDS = 20;
/** How many shoppers the first prior counts as, for how much weights differ between shoppers. */
const IMAGINED_SHOPPERS = 5;
/** A weight on which all seem to agree may still differ a little. */
const LEAST_VARIANCE = 1e-3;

/**
 * The prior that a next shopper comes with: mean and variance of the weights over shoppers, each of whom is known only
 * as surely as their choices allow. Random-effects estimate (Laird and Ware, Biometrics 1982): the mean by generalised
 * least squares, the variances by minorisation–maximisation of the likelihood (Zhou et al., JCGS 2019, which needs fewer
 * rounds than expectation–maximisation when shoppers chose little), both drawn to `FIRST_PRIOR`.
 */
export async function learnSharedWeights(
  shoppers: readonly ShopperChoices[],
  breathe: () => Promise<void>,
): Promise<WeightPrior> {
  const first = Float64Array.from(FIRST_PRIOR.mean);
  const trust = diagonal(FIRST_PRIOR.variance.map((value) => 1 / value));
  let mean: Float64Array = first;
  let variance = FIRST_PRIOR.variance;
  for (let round = 0; round < ROUNDS; round += 1) {
    const between = diagonal(variance.map((value) => 1 / value));
    let weight: Symmetric = trust;
    const drawn = times(trust, first);
    const covariances: Symmetric[] = [];
    for (const { information, pull } of shoppers) {
      const covariance = invert(sum(information, between), WEIGHTS);
      covariances.push(covariance);
      weight = sum(weight, less(information, product(product(information, covariance), information)));
      const explained = times(information, times(covariance, pull));
      pull.forEach((value, at) => {
        drawn[at] = (drawn[at] as number) + value - (explained[at] as number);
      });
      await breathe();
    }
    mean = solve(weight, drawn);
    const pulled = times(between, mean);
    // Of imagined shoppers the weights are known, and differ as they do at first.
    const found = FIRST_PRIOR.variance.map((first) => IMAGINED_SHOPPERS * first);
    const expected = variance.map((value) => IMAGINED_SHOPPERS * value);
    shoppers.forEach(({ pull }, index) => {
      const covariance = covariances[index] as Symmetric;
      const own = times(
        covariance,
        pull.map((value, at) => value + (pulled[at] as number)),
      );
      own.forEach((value, at) => {
        const known = (variance[at] as number) - (covariance[at * WEIGHTS + at] as number);
        found[at] = (found[at] as number) + (value - (mean[at] as number)) ** 2;
        expected[at] = (expected[at] as number) + Math.max(0, known);
      });
    });
    variance = variance.map((value, at) =>
      Math.max(LEAST_VARIANCE, value * Math.sqrt((found[at] as number) / (expected[at] as number))),
    );
  }
  return { mean: [...mean].map(short), variance: variance.map(short) };
}

function product(a: Symmetric, b: Symmetric): Symmetric {
  const result = new Float64Array(WEIGHTS * WEIGHTS);
  for (let row = 0; row < WEIGHTS; row += 1) {
    for (let at = 0; at < WEIGHTS; at += 1) {
      const left = a[row * WEIGHTS + at] as number;
      if (left === 0) continue;
      for (let column = 0; column < WEIGHTS; column += 1) {
        const place = row * WEIGHTS + column;
        result[place] = (result[place] as number) + left * (b[at * WEIGHTS + column] as number);
      }
    }
  }
  return result;
}

function less(a: Symmetric, b: Symmetric): Symmetric {
  return a.map((value, at) => value - (b[at] as number));
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}
