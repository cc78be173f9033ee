import type { Sentence } from './sentence.ts';

/** Most sentences that are spoken. */
const SPOKEN_SENTENCES = 2;

/** The written reply: every sentence, once. */
export function renderText(sentences: readonly Sentence[]): string {
  return tidy([...new Set(sentences.map(({ text }) => text))].join(' '));
}

/**
 * The spoken reply: at most two sentences without markup. The question, which needs an answer, is always one of
 * them; otherwise what was said first counts most.
 */
export function renderSpeech(sentences: readonly Sentence[], question: string | null): string {
  const spoken = sentences.flatMap(({ speech }) => (speech === null ? [] : splitSentences(speech)));
  const room = SPOKEN_SENTENCES - (question === null ? 0 : 1);
  const chosen = [...new Set(spoken)].filter((sentence) => sentence !== question).slice(0, room);
  if (question !== null) chosen.push(question);
  return tidy(chosen.join(' '));
}

/** Splits at sentence ends followed by a capital: the points in "$4.99" and "St. Dalfour" are none. */
function splitSentences(text: string): readonly string[] {
  return text.split(/(?<=[a-z0-9”’)][.!?]”?) (?=[A-Z“])/u).filter((part) => part !== '');
}

function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
