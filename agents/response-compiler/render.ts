import type { Sentence } from './sentence.ts';
import { splitSentences } from './split-sentences.ts';

/** Most sentences that are spoken. */
const SPOKEN_SENTENCES = 2;

/** The written reply: every sentence, once, as it is; the question last. */
export function renderText(sentences: readonly Sentence[], question: string | null): string {
  const written = new Set(sentences.map(({ text }) => text));
  if (question !== null) written.delete(question);
  return [...written, ...(question === null ? [] : [question])].join(' ');
}

/**
 * The spoken reply: at most two sentences without markup. The question, which needs an answer, is always among them,
 * and rather with what it is about, `cause`, than with anything else; otherwise what was said first counts most.
 */
export function renderSpeech(
  sentences: readonly Sentence[],
  question: string | null,
  cause: Sentence | null = null,
): string {
  const asked = question === null ? [] : [question];
  const room = SPOKEN_SENTENCES - (question === null ? 0 : Math.max(1, splitSentences(question).length));
  const inOrder = cause === null ? sentences : [cause, ...sentences];
  const spoken = [...new Set(inOrder.flatMap(({ speech }) => speech))].filter((it) => it !== question);
  return [...spoken.slice(0, Math.max(0, room)), ...asked].join(' ');
}
