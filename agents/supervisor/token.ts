export type TokenKind = 'word' | 'number' | 'money' | 'percent' | 'ordinal' | 'ratio' | 'emoji' | 'punct';

/** One token of a message. Rules compare `text` and `lemma`; wording is cut from the source by `start` and `end`. */
export interface Token {
  /** Lower case, curly quotes straightened, contractions expanded, typos mended. */
  readonly text: string;
  /** Singular of `text`; equal to it when there is none. */
  readonly lemma: string;
  readonly kind: TokenKind;
  /** number, percent: the value · money: cents · ordinal: the index from 1 (−1 is the last). */
  readonly value: number | null;
  /** Offsets into the utterance's source, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Joined to the token before by a hyphen ("half-and-half"). */
  readonly glued: boolean;
}

export interface Utterance {
  /** The message in Unicode NFKC with straight quotes; `start` and `end` of tokens count in it. */
  readonly source: string;
  readonly tokens: readonly Token[];
}

/** The words between the first and the last of `tokens`, as said. */
export function wordsAsSaid(source: string, tokens: readonly Token[]): string {
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  return first && last ? source.slice(first.start, last.end) : '';
}
