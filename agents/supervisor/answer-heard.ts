import { correctHeard } from './correct-heard.ts';
import type { DialogueFocus, PendingCommand, PendingQuestion } from './dialogue-focus.ts';
import type { IntentName, RoutedIntent } from './intent.ts';
import { readingKey } from './reading-key.ts';
import { wordsOf } from './same-words.ts';
import { tellApart } from './tell-readings-apart.ts';
import type { Understand, UnderstandRequest } from './understanding.ts';

/** Intents that show something and change nothing that was heard, as long as it points at nothing shown. */
const LOOKING: ReadonlySet<IntentName> = new Set(['show_cart', 'order_status']);

type ConfirmHeard = Extract<PendingCommand, { kind: 'confirm_heard' }>;

/** What was said to "did I hear that right?". */
export type HeardAnswer =
  /** These are the intents that were meant, and what was said beside them. */
  | {
      readonly kind: 'meant';
      readonly intents: readonly RoutedIntent[];
      /** It was said again, rather than agreed to. */
      readonly repeated: boolean;
    }
  /** Something of it was put right. */
  | { readonly kind: 'corrected'; readonly intents: readonly RoutedIntent[] }
  | { readonly kind: 'declined'; readonly intents: readonly RoutedIntent[] }
  /** Only something to look at: the question stays open beside it. */
  | { readonly kind: 'looked'; readonly intents: readonly RoutedIntent[] }
  /** Something else: the question is gone. */
  | { readonly kind: 'other' };

/** Reads an answer to whether something was heard right: yes, no, one of the readings by its place or its words, or again. */
export function answerHeard(
  request: UnderstandRequest,
  { command, options }: PendingQuestion & { readonly command: ConfirmHeard },
  understand: Understand,
): HeardAnswer {
  const { readings, asked } = command;
  const [first] = readings;
  if (first === undefined) return { kind: 'other' };
  const meant = (intents: readonly RoutedIntent[], repeated = false): HeardAnswer => ({
    kind: 'meant',
    intents,
    repeated,
  });
  const words = wordsOf(request.message);
  const option = options.findIndex(({ label }) => wordsOf(label) === words);
  if (option > 0 && option < readings.length) return meant(readings[option]?.intents ?? []);
  const again = readings.find(({ said }) => wordsOf(said) === words);
  if (again !== undefined) return meant(again.intents, true);

  const { intents } = understand(request);
  const [answer, ...others] = intents;
  if (answer?.name === 'accept') return meant([...first.intents, ...others]);
  const told =
    readings.length > 1
      ? tellApart(
          request.message,
          readings.map(({ said }) => said),
        )
      : null;
  if (told !== null) return meant(readings[told]?.intents ?? []);
  const chosen = chosenReading(request, readings, understand);
  if (chosen === 'none') return { kind: 'declined', intents };
  if (chosen !== null) return meant(chosen.intents);
  const key = readingKey(understand({ ...request, focus: { ...request.focus, pending: asked } }));
  const same = readings.find((reading) => readingKey(reading) === key);
  if (same !== undefined) return meant(same.intents, true);
  const corrected = correctHeard(first.intents, request.message, intents, request.cartProducts);
  if (corrected !== null) return { kind: 'corrected', intents: corrected };
  if (answer?.name === 'decline') return { kind: 'declined', intents };
  return intents.every(({ name }) => LOOKING.has(name)) && !readings.some(pointsAtShown)
    ? { kind: 'looked', intents }
    : { kind: 'other' };
}

function pointsAtShown({ intents }: ConfirmHeard['readings'][number]): boolean {
  return intents.some(
    ({ slots }) => slots.choice != null || slots.items?.some(({ reference }) => reference !== null) === true,
  );
}

/** "The second one", "no, the other one", "melons": the readings as options to choose from. None: "the last", which is no. */
function chosenReading(
  request: UnderstandRequest,
  readings: ConfirmHeard['readings'],
  understand: Understand,
): ConfirmHeard['readings'][number] | 'none' | null {
  const labels = [...readings.map(({ said }) => said), 'No'];
  const choosing: PendingQuestion = {
    kind: 'choose_line',
    text: '',
    options: labels.map((label) => ({ label, productId: null })),
    command: { kind: 'choose_line', quantity: null },
  };
  const focus: DialogueFocus = { ...request.focus, pending: choosing };
  const [answer, ...others] = understand({ ...request, focus }).intents;
  const choice = answer?.name === 'accept' && others.length === 0 ? answer.slots.choice : null;
  if (choice?.kind === 'other') return readings[1] ?? 'none';
  if (choice?.kind !== 'ordinal') return null;
  const place = choice.index > 0 ? choice.index - 1 : labels.length + choice.index;
  return readings[place] ?? (place === readings.length ? 'none' : null);
}
