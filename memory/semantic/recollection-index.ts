import type { Recollection, RecollectionHit } from './recollection-store.ts';
import { termsOf } from './terms.ts';

export interface RecollectionIndexOptions {
  /** Share of the vector channel in the score; the rest is lexical. Default 0.7. */
  readonly semanticWeight?: number;
  /** What the turn before counts in the key of a turn, against 1 for the turn itself. Default 0.6, measured. */
  readonly neighbourWeight?: number;
  /** Cosine below which a recollection that shares no word is no hit. Depends on the embedder. Default 0.25. */
  readonly minSimilarity?: number;
}

export interface RecollectionIndex {
  readonly size: number;
  /** Adds one that is newer than all of its conversation. */
  add(recollection: Recollection, vector: Float32Array): void;
  search(query: {
    readonly text: string;
    readonly vector: Float32Array;
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

/**
 * The recollections of one shopper in memory: BM25 beside vectors, both over the turn and, with less weight, the turn
 * before it in its conversation, because an answer such as "yes, the big one" is found by what it answers.
 */
export function createRecollectionIndex(options: RecollectionIndexOptions = {}): RecollectionIndex {
  const { semanticWeight = 0.7, neighbourWeight = 0.6, minSimilarity = 0.25 } = options;
  const entries: Recollection[] = [];
  const lengths: number[] = [];
  const postings = new Map<string, Posting>();
  const previousOf = new Map<string, { readonly terms: readonly string[]; readonly vector: Float32Array }>();
  let vectors = new Float32Array(0);
  let dimensions = 0;
  let totalLength = 0;

  const store = (position: number, vector: Float32Array, previous: Float32Array | undefined): void => {
    dimensions ||= vector.length;
    if (vector.length !== dimensions) {
      throw new RangeError(
        `A vector has ${vector.length} numbers, the index ${dimensions}: use one embedder.`,
      );
    }
    if ((position + 1) * dimensions > vectors.length) {
      const grown = new Float32Array(Math.max(16, position * 2) * dimensions);
      grown.set(vectors);
      vectors = grown;
    }
    const start = position * dimensions;
    let squares = 0;
    for (let at = 0; at < dimensions; at += 1) {
      const value = (vector[at] ?? 0) + neighbourWeight * (previous?.[at] ?? 0);
      vectors[start + at] = value;
      squares += value * value;
    }
    if (squares === 0) return;
    const scale = 1 / Math.sqrt(squares);
    for (let at = start; at < start + dimensions; at += 1) vectors[at] = (vectors[at] ?? 0) * scale;
  };

  const lexicalScores = (text: string): Float64Array => {
    const scores = new Float64Array(entries.length);
    const average = totalLength / Math.max(1, entries.length);
    for (const term of new Set(termsOf(text))) {
      const posting = postings.get(term);
      if (posting === undefined) continue;
      const holders = posting.entries.length;
      const idf = Math.log(1 + (entries.length - holders + 0.5) / (holders + 0.5));
      for (let at = 0; at < holders; at += 1) {
        const position = posting.entries[at] ?? 0;
        const count = posting.counts[at] ?? 0;
        const norm = K1 * (1 - B + (B * (lengths[position] ?? 0)) / average);
        scores[position] = (scores[position] ?? 0) + (idf * count * (K1 + 1)) / (count + norm);
      }
    }
    return scores;
  };

  const similarities = (vector: Float32Array): Float64Array => {
    const scores = new Float64Array(entries.length);
    for (let position = 0; position < entries.length; position += 1) {
      const start = position * dimensions;
      let dot = 0;
      for (let at = 0; at < dimensions; at += 1) dot += (vectors[start + at] ?? 0) * (vector[at] ?? 0);
      scores[position] = dot;
    }
    return scores;
  };

  return {
    get size() {
      return entries.length;
    },
    add(recollection, vector) {
      const previous = previousOf.get(recollection.conversationId);
      const terms = termsOf(recollection.text);
      const position = entries.length;
      store(position, vector, previous?.vector);
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
      previousOf.set(recollection.conversationId, { terms, vector });
    },
    search({ text, vector, limit, excludeTurnIds }) {
      const excluded = new Set(excludeTurnIds);
      const lexical = lexicalScores(text);
      const semantic = similarities(vector);
      const candidates = entries
        .map((recollection, position) => ({
          recollection,
          lexical: lexical[position] ?? 0,
          semantic: Math.max(0, semantic[position] ?? 0),
        }))
        .filter((one) => one.lexical > 0 || one.semantic >= minSimilarity)
        .filter((one) => !excluded.has(one.recollection.turnId));
      const greatest = (channel: 'lexical' | 'semantic') =>
        candidates.reduce((most, one) => Math.max(most, one[channel]), 0) || 1;
      const [mostLexical, mostSemantic] = [greatest('lexical'), greatest('semantic')];
      return candidates
        .map(({ recollection, ...one }) => ({
          recollection,
          score:
            semanticWeight * (one.semantic / mostSemantic) +
            (1 - semanticWeight) * (one.lexical / mostLexical),
        }))
        .sort(bestThenNewest)
        .slice(0, Math.max(0, limit));
    },
  };
}

function bestThenNewest(left: RecollectionHit, right: RecollectionHit): number {
  return (
    right.score - left.score ||
    right.recollection.recordedAt - left.recollection.recordedAt ||
    (left.recollection.recollectionId < right.recollection.recollectionId ? -1 : 1)
  );
}
