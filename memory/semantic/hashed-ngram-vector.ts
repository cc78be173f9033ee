import type { Embedder } from './embedder.ts';
import { termsOf, wordsOf } from './terms.ts';

/**
 * The embedder for when there is none that knows meaning. In long conversations its vectors help most at 0.3 of the
 * blend (LoCoMo recall@10 .70 by `npm run bench -- memory`, and .62 at 0.7), so it claims no more.
 */
export const hashedNgramEmbedder: Embedder = {
  name: 'hashed-ngram-256-1',
  embed: hashedNgramVector,
  semanticWeight: 0.3,
  minSimilarity: 0.3,
};

/** Numbers in a vector. */
export const HASHED_NGRAM_DIMENSIONS = 256;
/** What the trigrams of a word count together (as a length) beside the whole word, which counts 1. */
const TRIGRAM_WEIGHT = 1.5;

/**
 * A vector of hashed words and character trigrams, of length 1 (all zeros when the text has no words). It brings
 * together spellings, typos and compounds; it knows no meaning: "soda" and "pop" are as far apart as any two words.
 */
export function hashedNgramVector(text: string): Float32Array {
  const vector = new Float32Array(HASHED_NGRAM_DIMENSIONS);
  const terms = termsOf(text);
  for (const term of terms.length > 0 ? terms : wordsOf(text)) {
    bump(vector, term, 1);
    const padded = `<${term}>`;
    const weight = TRIGRAM_WEIGHT / Math.sqrt(padded.length - 2);
    for (let at = 0; at + 3 <= padded.length; at += 1) bump(vector, padded.slice(at, at + 3), weight);
  }
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}

/** Signed feature hashing (Weinberger et al. 2009): collisions cancel out on average instead of adding up. */
function bump(vector: Float32Array, feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const slot = hash % HASHED_NGRAM_DIMENSIONS;
  const sign = hash >>> 31 === 0 ? 1 : -1;
  vector[slot] = (vector[slot] ?? 0) + sign * weight;
}

/** FNV-1a over UTF-16 units with a final mix, since its high bits are weak for short texts. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}
