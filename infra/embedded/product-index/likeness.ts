import type { ProductSegment } from './product-segment.ts';
import type { Ranking } from './ranking.ts';

/**
 * How alike products are to a query in meaning: 0 no more than most of the catalogue, 1 outstandingly. Cosines of two
 * models, or of two queries, do not compare; how many standard deviations they lie above the mean of the catalogue does.
 */
export interface Likeness {
  of(slot: number): number;
  /** The cosine of a product that is `likeness` alike. */
  cosineFor(likeness: number): number;
}

/**
 * Mean and deviation come from `sample` products spread evenly over the index. Null when there is nothing to compare
 * with.
 */
export function likenessBy(
  cosine: (slot: number) => number,
  { vectors, columns }: ProductSegment,
  { fullyAlike }: Ranking,
  sample: number,
): Likeness | null {
  const step = Math.max(1, Math.floor(columns.length / sample));
  let [count, sum, squares] = [0, 0, 0];
  for (let slot = 0; slot < columns.length; slot += step) {
    if (columns.alive[slot] !== 1 || vectors?.has(slot) !== true) continue;
    const value = cosine(slot);
    count += 1;
    sum += value;
    squares += value * value;
  }
  if (count < 2) return null;
  const mean = sum / count;
  const full = fullyAlike * Math.sqrt(Math.max(1e-6, squares / count - mean * mean));
  return {
    of: (slot) => Math.min(1, Math.max(0, (cosine(slot) - mean) / full)),
    cosineFor: (likeness) => mean + likeness * full,
  };
}
