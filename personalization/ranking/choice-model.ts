import { placeSignal, type Signals, WEIGHTS } from './signals.ts';
import { type Symmetric, solve, sum, times } from './symmetric.ts';

/** One candidate of a list that was shown: its signals, and its place there, counted from 1. */
export interface Seen {
  readonly signals: Signals;
  readonly place: number;
}

/** What one look at a list came to: a candidate was taken from it, or turned down. */
export interface Choice {
  readonly seen: readonly Seen[];
  /** Its index in `seen`. */
  readonly which: number;
  readonly outcome: 'chosen' | 'turned_down';
}

export interface Updated {
  readonly mean: Float64Array;
  /** What the choice says of the weights: the Fisher information at `mean`. */
  readonly information: Symmetric;
  /** How likely the choice was before it was learned from. */
  readonly likelihood: number;
}

const STEPS = 8;
const SETTLED = 1e-6;
const LEAST_CHANCE = 1e-9;

/**
 * One Bayesian step of a conditional logit (McFadden 1974) over the list, the place among the signals: the mode of a
 * normal prior times the likelihood of this choice, by damped Newton steps, with the information there (Laplace). What
 * was turned down has the likelihood of not being chosen.
 */
export function updateByChoice(before: Float64Array, precision: Symmetric, choice: Choice): Updated {
  const inputs = choice.seen.map(inputsOf);
  let mean = before;
  let at = look(mean, inputs, choice);
  const likelihood = at.likelihood;
  const worth = (weights: Float64Array, here: { readonly likelihood: number }) => {
    const away = weights.map((weight, index) => weight - (before[index] as number));
    return Math.log(here.likelihood) - dot(away, times(precision, away)) / 2;
  };
  let value = worth(mean, at);
  for (let step = 0; step < STEPS; step += 1) {
    const away = mean.map((weight, index) => weight - (before[index] as number));
    const pull = times(precision, away);
    const slope = at.slope.map((part, index) => part - (pull[index] as number));
    const move = solve(sum(precision, at.information), slope);
    let share = 1;
    let found = false;
    for (let halving = 0; halving < 6 && !found; halving += 1, share /= 2) {
      const next = mean.map((weight, index) => weight + share * (move[index] as number));
      const there = look(next, inputs, choice);
      const nextValue = worth(next, there);
      if (nextValue < value) continue;
      found = true;
      const gained = nextValue - value;
      [mean, at, value] = [next, there, nextValue];
      if (gained < SETTLED) step = STEPS;
    }
    if (!found) break;
  }
  return { mean, information: at.information, likelihood };
}

/** How likely each candidate is to be chosen, with the place in which it stands. */
export function chancesOf(weights: Float64Array, seen: readonly Seen[]): Float64Array {
  return chances(weights, seen.map(inputsOf));
}

function chances(weights: Float64Array, inputs: readonly Float64Array[]): Float64Array {
  const scores = Float64Array.from(inputs, (input) => dot(weights, input));
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const odds = scores.map((score) => Math.exp(score - highest));
  const total = odds.reduce((all, odd) => all + odd, 0);
  return odds.map((odd) => odd / total);
}

/** Likelihood, slope and information of a choice under some weights. */
function look(weights: Float64Array, inputs: readonly Float64Array[], { which, outcome }: Choice) {
  const shares = chances(weights, inputs);
  const expected = new Float64Array(WEIGHTS);
  inputs.forEach((input, index) => {
    input.forEach((value, signal) => {
      expected[signal] = (expected[signal] as number) + (shares[index] as number) * value;
    });
  });
  const chance = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, shares[which] as number));
  const apart = (inputs[which] as Float64Array).map((value, signal) => value - (expected[signal] as number));
  const information = new Float64Array(WEIGHTS * WEIGHTS);
  if (outcome === 'turned_down') {
    const odds = chance / (1 - chance);
    addSquare(information, apart, odds);
    return { likelihood: 1 - chance, slope: apart.map((value) => -odds * value), information };
  }
  inputs.forEach((input, index) => {
    const away = input.map((value, signal) => value - (expected[signal] as number));
    addSquare(information, away, shares[index] as number);
  });
  return { likelihood: chance, slope: apart, information };
}

function addSquare(matrix: Symmetric, vector: Float64Array, weight: number): void {
  for (let row = 0; row < vector.length; row += 1) {
    const left = weight * (vector[row] as number);
    if (left === 0) continue;
    for (let column = 0; column < vector.length; column += 1) {
      const at = row * vector.length + column;
      matrix[at] = (matrix[at] as number) + left * (vector[column] as number);
    }
  }
}

function inputsOf({ signals, place }: Seen): Float64Array {
  return Float64Array.from([...signals.slice(0, WEIGHTS - 1), placeSignal(place)]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let at = 0; at < a.length; at += 1) total += (a[at] as number) * (b[at] as number);
  return total;
}
