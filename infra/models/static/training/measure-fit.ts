import type { StaticEncoder } from '#infra/models/static/static-encoder.ts';
import type { VectorTable } from './principal-axes.ts';

export interface FitFigures {
  /** Share of the ten texts nearest by MiniLM that are among the ten nearest by the encoder. */
  readonly neighbours10: number;
  /** Pearson's correlation of the likenesses of pairs of texts. */
  readonly correlation: number;
}

const NEAREST = 10;
/** Texts that are measured against each other, and every how many of them ask for their nearest. */
const MEASURED = 3_000;
const ASKING = 7;

/** How well an encoder orders texts that it was not fitted on, beside MiniLM's vectors of them. */
export function measureFit(
  encoder: StaticEncoder,
  texts: readonly string[],
  teacher: VectorTable,
): FitFigures {
  const count = Math.min(texts.length, MEASURED);
  const vectors = texts.slice(0, count).map((text) => encoder.encode(text));
  const likeness: [number, number][] = [];
  let shared = 0;
  let asked = 0;
  for (let text = 0; text < count; text += ASKING) {
    const own = new Float64Array(count);
    const wanted = new Float64Array(count);
    for (let other = 0; other < count; other += 1) {
      own[other] = other === text ? -2 : dotProduct(vectors[text], vectors[other]);
      wanted[other] = other === text ? -2 : dotProduct(rowOf(teacher, text), rowOf(teacher, other));
      if (other !== text) likeness.push([own[other] ?? 0, wanted[other] ?? 0]);
    }
    const nearest = new Set(topOf(wanted));
    shared += topOf(own).filter((other) => nearest.has(other)).length / NEAREST;
    asked += 1;
  }
  return { neighbours10: shared / asked, correlation: correlationOf(likeness) };
}

function topOf(scores: Float64Array): readonly number[] {
  return [...scores.keys()]
    .sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
    .slice(0, NEAREST);
}

function rowOf({ dimension, numbers }: VectorTable, row: number): Float32Array {
  return numbers.subarray(row * dimension, (row + 1) * dimension);
}

function dotProduct(left: Float32Array | undefined, right: Float32Array | undefined): number {
  let dot = 0;
  for (let at = 0; at < (left?.length ?? 0); at += 1) dot += (left?.[at] ?? 0) * (right?.[at] ?? 0);
  return dot;
}

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [left, right] = [mean(0), mean(1)];
  let both = 0;
  let lefts = 0;
  let rights = 0;
  for (const [one, other] of pairs) {
    both += (one - left) * (other - right);
    lefts += (one - left) ** 2;
    rights += (other - right) ** 2;
  }
  return both / Math.sqrt(lefts * rights);
}
