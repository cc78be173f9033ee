import type { Citation } from './reply.ts';

/** One thing the reply says, with what it rests on. */
export interface Sentence {
  /** As written; complete, with its full stop. */
  readonly text: string;
  /** As spoken: plain words without lists; null when it need not be said aloud. */
  readonly speech: string | null;
  readonly citations: readonly Citation[];
}

export function say(
  text: string,
  citations: readonly Citation[] = [],
  speech: string | null = text,
): Sentence {
  return { text, speech, citations };
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
