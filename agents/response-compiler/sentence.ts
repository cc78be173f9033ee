import type { Citation } from './reply.ts';

/** One thing the reply says, with what it rests on. */
export interface Sentence {
  /** As written; complete, with its full stop. */
  readonly text: string;
  /** As spoken, one entry a sentence, plain words; empty when it need not be said aloud. */
  readonly speech: readonly string[];
  /** The same with fewer products named, for when others are named beside it; the speech where there is none. */
  readonly brief?: readonly string[];
  /** The same naming no product, for when there is still too much. */
  readonly nameless?: string;
  /** True for what must not be dropped when it is spoken: what really changed, and what was refused or left out. */
  readonly matters?: boolean;
  /** True for what is said for the shopper's safety; it comes before what else matters. */
  readonly warns?: boolean;
  readonly citations: readonly Citation[];
}

/**
 * Says something: one sentence, or several in a list. They are given apart because names of products hold points and
 * question marks of their own. `speech` null: not said aloud.
 */
export function say(
  text: string | readonly string[],
  citations: readonly Citation[] = [],
  speech: string | readonly string[] | null = text,
  brief: string | null = null,
): Sentence {
  return {
    text: typeof text === 'string' ? text : text.join(' '),
    speech: speech === null ? [] : typeof speech === 'string' ? [speech] : speech,
    citations,
    ...(brief === null ? {} : { brief: [brief] }),
  };
}

/** The same, told aloud in any case; `nameless` where it can be said without naming a product. */
export function thatMatters(sentence: Sentence, nameless?: string): Sentence {
  return { ...sentence, matters: true, ...(nameless === undefined ? {} : { nameless }) };
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** The first `most` of a list and how many follow: "a, b, c and 4 more". `total` counts those not in the list too. */
export function listSome(words: readonly string[], most: number, total = words.length): string {
  const named = words.slice(0, most);
  const rest = total - named.length;
  return listWords(rest > 0 ? [...named, `${rest} more`] : named);
}

/** Products named in one spoken sentence. */
export const SPOKEN_NAMES = 3;

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
