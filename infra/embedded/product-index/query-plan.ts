import { contentTokens } from '#agents/search/tokenize.ts';
import type { Spelling } from './spelling.ts';
import type { TermPostings } from './term-postings.ts';

/** A word of the catalogue that may be what a query word means; weight in (0, 1] says how surely. */
export interface Alternative {
  readonly term: number;
  readonly weight: number;
}

/** One word of a query with everything in the catalogue that it may stand for. */
export interface TermGroup {
  readonly token: string;
  /** The likeliest word of the catalogue; the token itself when there is none. */
  readonly read: string;
  readonly alternatives: readonly Alternative[];
  /** Inverse document frequency (Robertson & Spärck Jones), of the best-known alternative. */
  readonly idf: number;
  /** Words alike in letters, for the n-gram channel. */
  readonly near: readonly Alternative[];
}

export interface Vocabulary {
  readonly postings: TermPostings;
  readonly spelling: Spelling;
  readonly productCount: number;
  /** The words of a compound: "oatmilk" is "oat milk"; the word itself when it is none. */
  readonly partsOf: (token: string) => readonly string[];
}

/** Words of a query beyond these are not searched: each group has one bit of 32. */
const MAX_GROUPS = 24;
const MAX_NEAR = 12;
const ONE_SLIP = 0.85;
const TWO_SLIPS = 0.65;
/** A short word with two slips is rather another word: flowers are no flour. */
const SHORT = 6;
const GUESSED = 0.5;
const PREFIX = 0.6;

/** Reads a query against the words of the catalogue: misspellings, joined and parted compounds, beginnings of words. */
export function planQuery(text: string, alpha: number, vocabulary: Vocabulary): readonly TermGroup[] {
  const { postings, spelling } = vocabulary;
  const known = (token: string) => postings.frequency(postings.idOf(token)) > 0;
  const tokens = [...new Set(contentTokens(text).flatMap((token) => vocabulary.partsOf(token)))];
  const words = tokens.slice(0, MAX_GROUPS);
  const alternatives = words.map((token) => ownAlternatives(token, vocabulary, known));

  for (let at = 0; at + 1 < words.length; at += 1) {
    const joined = `${words[at] ?? ''}${words[at + 1] ?? ''}`;
    const pair = [alternatives[at] ?? [], alternatives[at + 1] ?? []];
    const found: Alternative[] = [];
    if (known(joined)) found.push({ term: postings.idOf(joined), weight: 1 });
    else if (!known(words[at] ?? '') || !known(words[at + 1] ?? '')) {
      // "her issa" was one word before it was typed or heard as two.
      for (const it of spelling.corrections(joined, (term) => postings.frequency(term))) {
        if (it.distance === 1 || joined.length >= 8)
          found.push({ term: it.term, weight: slipWeight(it.distance, joined) });
      }
    }
    for (const list of pair) list.push(...found);
  }

  return words.map((token, at) => ({
    token,
    read: postings.terms[alternatives[at]?.[0]?.term ?? -1] ?? token,
    alternatives: alternatives[at] ?? [],
    idf: idfOf(alternatives[at] ?? [], vocabulary),
    near:
      alpha > 0
        ? spelling.near(token, MAX_NEAR).map(({ term, similarity }) => ({ term, weight: similarity }))
        : [],
  }));
}

function ownAlternatives(
  token: string,
  { postings, spelling }: Vocabulary,
  known: (token: string) => boolean,
): Alternative[] {
  if (known(token)) return [{ term: postings.idOf(token), weight: 1 }];
  const corrections = spelling.corrections(token, (term) => postings.frequency(term));
  if (corrections.length > 0) {
    // The nearest spelling is the likeliest; the others stay possible.
    return corrections.map((it, rank) => ({
      term: it.term,
      weight: slipWeight(it.distance, token) * (rank === 0 ? 1 : 0.7),
    }));
  }
  if (token.length < 3) return [];
  return spelling
    .near(token, MAX_NEAR)
    .filter(({ term }) => postings.terms[term]?.startsWith(token))
    .map(({ term }) => ({ term, weight: PREFIX }));
}

function slipWeight(distance: number, { length }: string): number {
  if (distance === 1) return ONE_SLIP;
  return length > SHORT ? TWO_SLIPS : GUESSED;
}

function idfOf(alternatives: readonly Alternative[], { postings, productCount }: Vocabulary): number {
  const frequency = alternatives.reduce((most, it) => Math.max(most, postings.frequency(it.term)), 0);
  return Math.log(1 + (Math.max(productCount, frequency) - frequency + 0.5) / (frequency + 0.5));
}
