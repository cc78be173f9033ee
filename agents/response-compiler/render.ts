import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import { type Sentence, SPOKEN_NAMES } from './sentence.ts';
import { countNamed, speakQuestion } from './speak-question.ts';
import { splitSentences } from './split-sentences.ts';

/** Most sentences that are spoken. */
const SPOKEN_SENTENCES = 2;
/** Most things that matter which are drawn together: nobody follows more. */
const MOST_DRAWN = 4;

/** The written reply: every sentence, once, as it is; the question last. */
export function renderText(sentences: readonly Sentence[], question: string | null): string {
  const written = new Set(sentences.map(({ text }) => text));
  if (question !== null) written.delete(question);
  return [...written, ...(question === null ? [] : [question])].join(' ');
}

/**
 * The spoken reply: at most two sentences and three products, without markup. The question, which needs an answer, is
 * always among them, and so is what matters (what really changed, what was refused or left out), drawn together in one
 * sentence where there is no room for several; otherwise what was said first counts most. Where all of it names too many
 * products, parts are said in brief, the latest first.
 */
export function renderSpeech(
  sentences: readonly Sentence[],
  question: Pick<PendingQuestion, 'text' | 'options' | 'spoken'> | null,
): string {
  const parts = partsOf(sentences, question?.text ?? null);
  const isMuch = parts.some(({ of }) => of.matters === true);
  const asked = (most?: number) => (question === null ? [] : askingOf(speakQuestion(question, most), isMuch));
  const room = Math.max(0, SPOKEN_SENTENCES - sum(asked().map((words) => splitSentences(words).length)));
  const chosen = choose(parts, room);
  const options = question === null ? 0 : Math.min(SPOKEN_NAMES, countNamed(question));
  const said = withinNames(chosen, SPOKEN_NAMES - options, options > 0);
  const spoken = drawTogether(said, Math.max(1, room));
  const named = sum(said.map(({ words, of }) => namesIn(words, of)));
  return [...spoken, ...asked(Math.max(1, SPOKEN_NAMES - named))].join(' ');
}

/** A question's sentences; only what asks where there is more to say that matters. */
function askingOf(question: string, isMuch: boolean): readonly string[] {
  const sentences = splitSentences(question);
  const asking = sentences.findLast((sentence) => sentence.trim().endsWith('?'));
  return isMuch && sentences.length > 1 && asking !== undefined ? [asking.trim()] : [question];
}

/** A sentence to be spoken. */
interface Part {
  readonly words: string;
  readonly brief: string | undefined;
  readonly of: Sentence;
}

function partsOf(sentences: readonly Sentence[], question: string | null): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const of of sentences) {
    of.speech.forEach((words, at) => {
      if (words === question || parts.has(words)) return;
      parts.set(words, { words, brief: of.brief?.[at], of });
    });
  }
  return [...parts.values()];
}

/** What matters, and in the room that is left what was said first; in the order of the reply. */
function choose(parts: readonly Part[], room: number): readonly Part[] {
  const matters = (part: Part) => part.of.matters === true && part.of.speech[0] === part.words;
  const urgent = parts.filter((part) => matters(part) && part.of.warns === true);
  const rest = parts.filter((part) => matters(part) && part.of.warns !== true);
  const mattering = [...urgent, ...rest].slice(0, MOST_DRAWN);
  const others = parts.filter((part) => !matters(part)).slice(0, Math.max(0, room - mattering.length));
  return parts.filter((part) => mattering.includes(part) || others.includes(part));
}

/**
 * Says parts in brief when together they name more products than `most`, and the latest without any name while they
 * still do; what is said for safety keeps its names longest.
 */
function withinNames(parts: readonly Part[], most: number, besideOptions: boolean): readonly Part[] {
  const count = (some: readonly Part[]) => sum(some.map(({ words, of }) => namesIn(words, of)));
  if (count(parts) <= most) return parts;
  const said = parts.map((part) => ({ ...part, words: part.brief ?? part.words }));
  // A question may name fewer options, so that two products can stand beside it.
  const limit = besideOptions ? Math.max(most, SPOKEN_NAMES - 1) : most;
  const latestFirst = [...said].reverse();
  for (const part of [
    ...latestFirst.filter(({ of }) => of.warns !== true),
    ...latestFirst.filter(({ of }) => of.warns === true),
  ]) {
    if (count(said) > limit) part.words = part.of.nameless ?? part.words;
  }
  return said;
}

/** As many sentences as there is room for: the last ones are joined to one. */
function drawTogether(parts: readonly Part[], room: number): readonly string[] {
  const words = parts.map((part) => part.words);
  if (words.length <= room) return words;
  const [last, ...clauses] = words.slice(room - 1).reverse();
  const joined = clauses.reverse().map((clause) => clause.replace(/[.!]$/, ''));
  return [...words.slice(0, room - 1), [...joined, last].join('; ')];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** How many of the products that a sentence cites it names aloud. */
function namesIn(spoken: string, { citations }: Sentence): number {
  return citations.filter(({ kind, claim }) => kind === 'product' && spoken.includes(claim)).length;
}
