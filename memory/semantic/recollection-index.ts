import type { Recollection, RecollectionHit } from './recollection-store.ts';
import { termsOf } from './terms.ts';

export interface RecollectionIndexOptions {
  /** Share of the vector channel in the score; the rest is lexical. Default 0.7. */
  readonly semanticWeight?: number;
  /** What the turn before counts in the key of a turn, against 1 for the turn itself. Default 0.6, measured. */
  readonly neighbourWeight?: number;
  /** Share of its neighbours' scores that a turn gets added to its own. Default 0.2, measured. */
  readonly spread?: number;
  /** Cosine below which a recollection that shares no word is no hit. Depends on the embedder. Default 0.25. */
  readonly minSimilarity?: number;
}

export interface RecollectionIndex {
  readonly size: number;
  /** Adds one that is newer than all of its conversation. Without a vector it is found by its words. */
  add(recollection: Recollection, vector: Float32Array | null): void;
  search(query: {
    readonly text: string;
    /** Null: words alone decide. */
    readonly vector: Float32Array | null;
    readonly limit: number;
    readonly excludeTurnIds: readonly string[];
  }): readonly RecollectionHit[];
}

/** BM25 (Robertson and Zaragoza 2009) with values usual for short texts. */
const K1 = 1.2;
const B = 0.75;

interface Posting {
  readonly entries: number[];
  readonly counts: number[];
}

/** The newest turn of a conversation, whose neighbour the next one is. */
interface Newest {
  readonly position: number;
  readonly terms: readonly string[];
  readonly vector: Float32Array | null;
}

/**
 * The recollections of one shopper in memory: BM25 beside vectors, both over the turn and, with less weight, the turn
 * before it in its conversation, because an answer such as "yes, the big one" is found by what it answers; and a turn
 * rises with the turns around it that are found.
 */
export function createRecollectionIndex(options: RecollectionIndexOptions = {}): RecollectionIndex {
  const { semanticWeight = 0.7, neighbourWeight = 0.6, spread = 0.2, minSimilarity = 0.25 } = options;
  const entries: Recollection[] = [];
  const lengths: number[] = [];
  const postings = new Map<string, Posting>();
  const newestOf = new Map<string, Newest>();
  /** The position of the turn before and of the turn after in the same conversation; -1: none. */
  const before: number[] = [];
  const after: number[] = [];
  /** What an entry is found by: its own vector and its neighbour's, of length 1; null where there is neither. */
  const keys: (Float32Array | null)[] = [];
  let totalLength = 0;

  /**
   * BM25 as a share of what a text could reach that holds every term of the query again and again: one weak word in
   * common stays weak, however little the others have.
   */
  const lexicalScores = (text: string): Float64Array => {
    const scores = new Float64Array(entries.length);
    let reachable = 0;
    const average = totalLength / Math.max(1, entries.length);
    for (const term of new Set(termsOf(text))) {
      const posting = postings.get(term);
      const holders = posting?.entries.length ?? 0;
      const idf = Math.log(1 + (entries.length - holders + 0.5) / (holders + 0.5));
      reachable += idf * (K1 + 1);
      if (posting === undefined) continue;
      for (let at = 0; at < holders; at += 1) {
        const position = posting.entries[at] ?? 0;
        const count = posting.counts[at] ?? 0;
        const norm = K1 * (1 - B + (B * (lengths[position] ?? 0)) / average);
        scores[position] = (scores[position] ?? 0) + (idf * count * (K1 + 1)) / (count + norm);
      }
    }
    return reachable === 0 ? scores : scores.map((score) => score / reachable);
  };

  const similarities = (vector: Float32Array | null): Float64Array => {
    const scores = new Float64Array(keys.length);
    if (vector === null) return scores;
    for (const [position, key] of keys.entries()) {
      if (key !== null) scores[position] = dotProduct(key, vector);
    }
    return scores;
  };

  return {
    get size() {
      return entries.length;
    },
    add(recollection, vector) {
      const previous = newestOf.get(recollection.conversationId);
      const terms = termsOf(recollection.text);
      const position = entries.length;
      keys.push(blend(vector, previous?.vector ?? null, neighbourWeight));
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const term of previous?.terms ?? []) counts.set(term, (counts.get(term) ?? 0) + neighbourWeight);
      let length = 0;
      for (const [term, count] of counts) {
        length += count;
        const posting = postings.get(term) ?? { entries: [], counts: [] };
        posting.entries.push(position);
        posting.counts.push(count);
        postings.set(term, posting);
      }
      entries.push(recollection);
      lengths.push(length);
      totalLength += length;
      before.push(previous?.position ?? -1);
      after.push(-1);
      if (previous !== undefined) after[previous.position] = position;
      newestOf.set(recollection.conversationId, { position, terms, vector });
    },
    search({ text, vector, limit, excludeTurnIds }) {
      const excluded = new Set(excludeTurnIds);
      const lexical = lexicalScores(text);
      const semantic = similarities(vector);
      const scores = lexical.map(
        (score, position) =>
          semanticWeight * Math.max(0, semantic[position] ?? 0) + (1 - semanticWeight) * score,
      );
      const scoreAt = (position: number | undefined) => scores[position ?? -1] ?? 0;
      return entries
        .map((recollection, position) => ({
          recollection,
          // Divided so that a score stays in [0, 1].
          score:
            (scoreAt(position) + spread * (scoreAt(before[position]) + scoreAt(after[position]))) /
            (1 + 2 * spread),
        }))
        .filter(
          ({ recollection }, position) =>
            ((lexical[position] ?? 0) > 0 || (semantic[position] ?? 0) >= minSimilarity) &&
            !excluded.has(recollection.turnId),
        )
        .sort(bestThenNewest)
        .slice(0, Math.max(0, limit));
    },
  };
}

/** `vector + weight · previous`, of length 1; null when there is nothing to say. */
function blend(
  vector: Float32Array | null,
  previous: Float32Array | null,
  weight: number,
): Float32Array | null {
  const [first, second] = vector === null ? [previous, null] : [vector, previous];
  if (first === null) return null;
  const sum = second === null ? first : first.map((value, at) => value + weight * (second[at] ?? 0));
  const length = Math.sqrt(dotProduct(sum, sum));
  return length === 0 ? null : sum.map((value) => value / length);
}

function dotProduct(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) {
    throw new RangeError(`One vector has ${left.length} numbers, another ${right.length}: use one embedder.`);
  }
  let dot = 0;
  for (let at = 0; at < left.length; at += 1) dot += (left[at] ?? 0) * (right[at] ?? 0);
  return dot;
}

function bestThenNewest(left: RecollectionHit, right: RecollectionHit): number {
  return (
    right.score - left.score ||
    right.recollection.recordedAt - left.recollection.recordedAt ||
    (left.recollection.recollectionId < right.recollection.recollectionId ? -1 : 1)
  );
}
