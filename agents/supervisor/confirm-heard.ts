import type { HeardTranscript } from './choose-transcript.ts';
import { isConsequential } from './consequence.ts';
import type { DialogueFocus, PendingQuestion } from './dialogue-focus.ts';
import type { RoutedIntent } from './intent.ts';
import { wordsOf } from './same-words.ts';
import { ASK_BELOW } from './transcript-weights.ts';

/** Longest part of what was heard that a question repeats, in characters. */
const MOST_REPEATED = 90;
/** Other readings less likely than this are not offered. */
const WORTH_OFFERING = 0.05;

/** Whether a turn must ask what was said before it does it: it would change something, and may well be misheard. */
export function mustConfirm(
  heard: HeardTranscript | null,
  intents: readonly RoutedIntent[],
  focus: DialogueFocus,
): heard is HeardTranscript {
  return (
    heard !== null &&
    heard.by !== 'typed' &&
    heard.confidence < ASK_BELOW &&
    intents.some((intent) => isConsequential(intent, focus))
  );
}

/**
 * The question whether something was heard right. It keeps what was understood, and the question that was open then,
 * so that a yes does exactly that. What else may have been said is an option when it would change something as well.
 */
export function askWhetherHeard(
  heard: HeardTranscript,
  intents: readonly RoutedIntent[],
  focus: DialogueFocus,
): PendingQuestion {
  const said = repeated(heard.text);
  const { runnerUp } = heard;
  const isOffered =
    runnerUp !== null &&
    runnerUp.confidence >= WORTH_OFFERING &&
    wordsOf(repeated(runnerUp.text)) !== wordsOf(said) &&
    runnerUp.reading.intents.some((intent) => isConsequential(intent, focus));
  const readings = [
    { said: heard.text, intents },
    ...(isOffered ? [{ said: runnerUp.text, intents: runnerUp.reading.intents }] : []),
  ];
  const asked = focus.pending;
  const question = `Did I hear that right: ${said}?`;
  return {
    kind: 'confirm_heard',
    // A bare yes means something only beside what it answers.
    text: asked !== null && intents.some(isBareYes) ? `${question} ${asked.text}` : question,
    options: [
      { label: 'Yes', productId: null },
      ...(isOffered ? [{ label: repeated(runnerUp.text), productId: null }] : []),
      { label: 'No', productId: null },
    ],
    command: { kind: 'confirm_heard', readings, asked },
  };
}

function isBareYes({ name, slots }: RoutedIntent): boolean {
  return name === 'accept' && slots.choice == null && slots.items === undefined;
}

/** What was heard, as one short piece of plain words. */
function repeated(text: string): string {
  const words = text
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\s'’%$€£₹.,/&+-]/gu, ' ')
    .replace(/[.,](?=\s|$)/gu, (mark) => (mark === ',' ? ',' : ''))
    .replace(/\s+/gu, ' ')
    .replace(/[\s,]+$/u, '')
    .trim();
  if (words.length <= MOST_REPEATED) return words;
  return `${words.slice(0, words.lastIndexOf(' ', MOST_REPEATED) || MOST_REPEATED)}…`;
}
