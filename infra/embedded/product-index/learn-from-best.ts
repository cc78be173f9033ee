import { type Likeness, likenessBy } from './likeness.ts';
import type { ProductSegment } from './product-segment.ts';
import { quantize } from './quantize.ts';
import type { Ranking } from './ranking.ts';
import { selectTop } from './select-top.ts';

/** Best products that tell what the query is about. */
const BEST = 10;
/** Best products whose order is learned anew; those behind keep theirs. */
const REORDERED = 300;
/** Products whose likeness to the best tells what is usual. */
const SAMPLE = 300;
/** A later one of the best counts this much less for each place. */
const RANK_DECAY = 0.2;

/**
 * Pseudo-relevance feedback (Rocchio, in The SMART Retrieval System, 1971, here on vectors and shelves): what the best
 * products have in common is likely meant. Raises scores in [0, 1] and scales them back into it.
 */
export function learnFromBest(
  segment: ProductSegment,
  scores: Float32Array,
  slots: Uint32Array,
  count: number,
  alpha: number,
  ranking: Ranking,
  withMeaning: boolean,
): void {
  const { columns } = segment;
  const order = (left: number, right: number) =>
    (scores[right] as number) - (scores[left] as number) || left - right;
  const top = selectTop(slots, count, REORDERED, order);
  const best = top.slice(0, BEST);
  const onShelf = new Map<number, number>();
  for (const slot of best) {
    const shelf = columns.category[slot] as number;
    onShelf.set(shelf, (onShelf.get(shelf) ?? 0) + 1 / best.length);
  }
  const likeBest = withMeaning ? likenessToMean(segment, best, ranking) : null;
  const meaning = likeBest === null ? 0 : ranking.likeBest * 2 * alpha;
  for (const slot of top) {
    const shelf = ranking.shelfOfBest * (onShelf.get(columns.category[slot] as number) ?? 0);
    scores[slot] = (scores[slot] as number) + shelf + meaning * (likeBest?.of(slot) ?? 0);
  }
  const most = 1 + ranking.shelfOfBest + meaning;
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] as number;
    scores[slot] = (scores[slot] as number) / most;
  }
}

function likenessToMean(segment: ProductSegment, best: readonly number[], ranking: Ranking): Likeness | null {
  const { vectors } = segment;
  if (vectors === null) return null;
  const mean = new Float32Array(vectors.dimension);
  best.forEach((slot, rank) => {
    vectors.addTo(mean, slot, 1 / (1 + rank * RANK_DECAY));
  });
  const length = Math.hypot(...mean);
  if (length === 0) return null;
  return likenessBy(vectors.cosineWith(quantize(mean.map((it) => it / length))), segment, ranking, SAMPLE);
}
