import type { PieceCounts } from './choose-pieces.ts';
import type { VectorTable } from './principal-axes.ts';

/** Share of all words from which a word counts for little (Arora, Liang and Ma 2017, smooth inverse frequency). */
const COMMON = 1e-3;
/** What a part of a word counts beside a whole word, before the fit tells. */
const PART_WEIGHT = 0.3;

/** Where the fit begins: each word's own vector from MiniLM, shorter the more common the word is. Changed in place. */
export function weighFirstVectors(
  { pieces, counts }: PieceCounts,
  { dimension, numbers }: VectorTable,
): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (const [row, piece] of pieces.entries()) {
    const share = (counts[row] ?? 0) / total;
    const weight = ((piece.startsWith('##') ? PART_WEIGHT : 1) * COMMON) / (COMMON + share);
    for (let at = row * dimension; at < (row + 1) * dimension; at += 1) {
      numbers[at] = (numbers[at] ?? 0) * weight;
    }
  }
}
