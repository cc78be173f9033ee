import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import { type Sentence, SPOKEN_NAMES } from './sentence.ts';
import { countNamed, speakQuestion } from './speak-question.ts';
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
 * The spoken reply: at most two sentences and three products, without markup. The question, which needs an answer, is
 * always among them, and rather with what it is about, `cause`, than with anything else; otherwise what was said first
 * counts most. Where all of it names too many products, each part is said in brief.
 */
export function renderSpeech(
  sentences: readonly Sentence[],
  question: Pick<PendingQuestion, 'text' | 'options' | 'spoken'> | null,
  cause: Sentence | null = null,
): string {
  const asks = question === null ? 0 : Math.max(1, splitSentences(speakQuestion(question)).length);
  const inOrder = cause === null ? sentences : [cause, ...sentences];
  const chosen = new Map<
    string,
    { readonly spoken: string; readonly brief: string; readonly of: Sentence }
  >();
  for (const sentence of inOrder) {
    sentence.speech.forEach((spoken, at) => {
      if (spoken === question?.text || chosen.size >= SPOKEN_SENTENCES - asks || chosen.has(spoken)) return;
      chosen.set(spoken, { spoken, brief: sentence.brief?.[at] ?? spoken, of: sentence });
    });
  }
  const parts = [...chosen.values()];
  const options = question === null ? 0 : Math.min(SPOKEN_NAMES, countNamed(question));
  const isTooMuch = options + sum(parts.map(({ spoken, of }) => namesIn(spoken, of))) > SPOKEN_NAMES;
  const said = parts.map(({ spoken, brief }) => (isTooMuch ? brief : spoken));
  if (question === null) return said.join(' ');
  const named = sum(parts.map(({ of }, at) => namesIn(said[at] ?? '', of)));
  return [...said, speakQuestion(question, Math.max(1, SPOKEN_NAMES - named))].join(' ');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** How many of the products that a sentence cites it names aloud. */
function namesIn(spoken: string, { citations }: Sentence): number {
  return citations.filter(({ kind, claim }) => kind === 'product' && spoken.includes(claim)).length;
}
