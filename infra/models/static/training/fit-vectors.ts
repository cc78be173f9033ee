import type { PieceLists } from './piece-lists.ts';
import type { VectorTable } from './principal-axes.ts';
import { createRandom, shuffle } from './random.ts';

export interface FitOptions {
  /** Passes over the texts. */
  readonly epochs: number;
  readonly batch: number;
  /** Adam's step at the beginning; it falls to zero along a cosine. */
  readonly learningRate: number;
  /** What the likeness of two texts counts beside the likeness of a text to its own target. */
  readonly pairWeight: number;
  readonly seed: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

const MOMENTUM = 0.9;
const VARIANCE = 0.99;
const TINY = 1e-8;

/**
 * Moves the vectors of word pieces so that the sum of a text's pieces points where the text's target points, and so
 * that any two texts of a batch are as like as their targets are:
 *
 *   loss = Σ (1 − cos(sᵢ, tᵢ)) + pairWeight / batch · Σ (cos(sᵢ, sⱼ) − cos(tᵢ, tⱼ))²
 *
 * by Adam (Kingma and Ba 2015) on the rows that a batch touches. `vectors` is changed in place.
 */
export function fitVectors(
  vectors: VectorTable,
  { rows, starts }: PieceLists,
  targets: VectorTable,
  { epochs, batch, learningRate, pairWeight, seed, onEpoch }: FitOptions,
): void {
  const { dimension, numbers } = vectors;
  const random = createRandom(seed);
  const first = new Float32Array(numbers.length);
  const second = new Float32Array(numbers.length);
  const steps = new Int32Array(numbers.length / dimension);
  const gradient = new Float32Array(numbers.length);
  const order = Array.from({ length: starts.length - 1 }, (_, text) => text);
  const total = epochs * Math.ceil(order.length / batch);
  const sums = new Float32Array(batch * dimension);
  const lengths = new Float32Array(batch);
  const slopes = new Float32Array(batch * dimension);
  let done = 0;

  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(random, order);
    let loss = 0;
    for (let from = 0; from < order.length; from += batch) {
      const texts = order.slice(from, from + batch);
      sumPieces(texts);
      loss += slope(texts);
      const rate = (learningRate / 2) * (1 + Math.cos((Math.PI * done) / total));
      step(texts, rate);
      done += 1;
    }
    onEpoch?.(epoch, loss / order.length);
  }

  function sumPieces(texts: readonly number[]): void {
    sums.fill(0);
    for (const [place, text] of texts.entries()) {
      const base = place * dimension;
      for (let at = starts[text] ?? 0; at < (starts[text + 1] ?? 0); at += 1) {
        const start = (rows[at] ?? 0) * dimension;
        for (let d = 0; d < dimension; d += 1)
          sums[base + d] = (sums[base + d] ?? 0) + (numbers[start + d] ?? 0);
      }
      let squares = 0;
      for (let d = base; d < base + dimension; d += 1) squares += (sums[d] ?? 0) ** 2;
      const length = Math.sqrt(squares) || 1;
      lengths[place] = length;
      for (let d = base; d < base + dimension; d += 1) sums[d] = (sums[d] ?? 0) / length;
    }
  }

  /** Fills `slopes` with the loss's derivatives by the unnormalised sums; answers the loss. */
  function slope(texts: readonly number[]): number {
    let loss = 0;
    slopes.fill(0);
    const perPair = pairWeight / texts.length;
    for (const [place, text] of texts.entries()) {
      const mine = place * dimension;
      const target = text * dimension;
      loss += 1;
      for (let d = 0; d < dimension; d += 1) {
        const goal = targets.numbers[target + d] ?? 0;
        loss -= goal * (sums[mine + d] ?? 0);
        slopes[mine + d] = (slopes[mine + d] ?? 0) - goal;
      }
      if (perPair === 0) continue;
      for (let other = 0; other < place; other += 1) {
        const theirs = other * dimension;
        const otherTarget = (texts[other] ?? 0) * dimension;
        let likeness = 0;
        let wanted = 0;
        for (let d = 0; d < dimension; d += 1) {
          likeness += (sums[mine + d] ?? 0) * (sums[theirs + d] ?? 0);
          wanted += (targets.numbers[target + d] ?? 0) * (targets.numbers[otherTarget + d] ?? 0);
        }
        const off = likeness - wanted;
        loss += perPair * off * off;
        const pull = 2 * perPair * off;
        for (let d = 0; d < dimension; d += 1) {
          slopes[mine + d] = (slopes[mine + d] ?? 0) + pull * (sums[theirs + d] ?? 0);
          slopes[theirs + d] = (slopes[theirs + d] ?? 0) + pull * (sums[mine + d] ?? 0);
        }
      }
    }
    for (let place = 0; place < texts.length; place += 1) {
      const base = place * dimension;
      let along = 0;
      for (let d = base; d < base + dimension; d += 1) along += (slopes[d] ?? 0) * (sums[d] ?? 0);
      const length = lengths[place] ?? 1;
      for (let d = base; d < base + dimension; d += 1) {
        slopes[d] = ((slopes[d] ?? 0) - along * (sums[d] ?? 0)) / length;
      }
    }
    return loss;
  }

  function step(texts: readonly number[], rate: number): void {
    const touched = new Set<number>();
    for (const [place, text] of texts.entries()) {
      const base = place * dimension;
      for (let at = starts[text] ?? 0; at < (starts[text + 1] ?? 0); at += 1) {
        const row = rows[at] ?? 0;
        touched.add(row);
        const start = row * dimension;
        for (let d = 0; d < dimension; d += 1) {
          gradient[start + d] = (gradient[start + d] ?? 0) + (slopes[base + d] ?? 0);
        }
      }
    }
    for (const row of touched) {
      const count = (steps[row] ?? 0) + 1;
      steps[row] = count;
      const firstScale = 1 / (1 - MOMENTUM ** count);
      const secondScale = 1 / (1 - VARIANCE ** count);
      for (let at = row * dimension; at < (row + 1) * dimension; at += 1) {
        const g = gradient[at] ?? 0;
        gradient[at] = 0;
        const m = MOMENTUM * (first[at] ?? 0) + (1 - MOMENTUM) * g;
        const v = VARIANCE * (second[at] ?? 0) + (1 - VARIANCE) * g * g;
        first[at] = m;
        second[at] = v;
        numbers[at] = (numbers[at] ?? 0) - (rate * m * firstScale) / (Math.sqrt(v * secondScale) + TINY);
      }
    }
  }
}
