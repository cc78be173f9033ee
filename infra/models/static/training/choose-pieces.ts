import { wordsIn } from '#infra/models/static/word-pieces.ts';

export interface PieceCounts {
  readonly pieces: readonly string[];
  /** How often each word stands in the texts; 0 for parts of words. */
  readonly counts: readonly number[];
}

/** Parts of words that are kept, of those that MiniLM's own vocabulary lists first. */
const PARTS = 2_500;
/**
 * MiniLM's vocabulary lists its words by how common they are in general English: the word in place `p` counts as if it
 * stood `GENERAL / p` times in the texts, so that words that our texts lack by chance are known too.
 */
const GENERAL = 15_000;
/** Places of MiniLM's vocabulary that hold signs and letters. */
const SIGNS = 900;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** The `rows` words and parts of words that are worth a vector, from the texts and from MiniLM's vocabulary. */
export function choosePieces(
  texts: readonly string[],
  vocabulary: readonly string[],
  rows: number,
): PieceCounts {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const places = new Map(vocabulary.map((piece, place) => [piece, place]));
  const worth = (word: string): number => {
    const place = (places.get(word) ?? 0) - SIGNS;
    return (counts.get(word) ?? 0) + (place > 0 ? GENERAL / place : 0);
  };
  const words = [...new Set([...counts.keys(), ...vocabulary.filter((piece) => /^[a-z]{2,}$/u.test(piece))])]
    .filter((word) => word.length > 1 && /^(?:\p{L}+|\d{1,4})$/u.test(word))
    .map((word) => ({ word, worth: worth(word) }))
    .sort((left, right) => right.worth - left.worth || (left.word < right.word ? -1 : 1))
    .map(({ word }) => word);
  const parts = vocabulary.filter((piece) => /^##[a-z]+$/u.test(piece)).slice(0, PARTS);
  const pieces = [
    ...new Set([...LETTERS, ...LETTERS.map((letter) => `##${letter}`), ...parts, ...words]),
  ].slice(0, rows);
  return { pieces, counts: pieces.map((piece) => counts.get(piece) ?? 0) };
}
