import { trimClause } from './clause-opening.ts';
import type { PendingQuestion } from './dialogue-focus.ts';
import type { Reference, RoutedIntent } from './intent.ts';
import { readItem } from './item-reading.ts';
import { FILLERS, wordClass } from './lexicon.ts';
import { readNumber } from './number-reading.ts';
import type { ReadingContext } from './reading-context.ts';
import { readReference } from './reference-reading.ts';
import type { Token } from './token.ts';

export interface AnswerReading {
  readonly intents: readonly RoutedIntent[];
  /** What the message says beyond the answer: "yes, and add eggs". */
  readonly rest: readonly Token[];
}

const YES_PHRASES = new Set(
  (
    'go ahead|do it|do that|please do|of course|why not|sounds good|that works|go for it|that is right|that is correct|that is fine|' +
    'looks good|i do|i am sure|let us do it|let us do that|for sure|by all means|i would|i would love that|i would like that|' +
    'yes i do|it is|go on|no problem|no worries|i agree|that is ok|that is okay|make it so|all good'
  ).split('|'),
);
/** What says yes only to a question of that kind; elsewhere it is a request of its own. */
const YES_BY_KIND: Readonly<Partial<Record<PendingQuestion['kind'], ReadonlySet<string>>>> = {
  confirm_order: new Set(
    (
      'place it|place order|place the order|place my order|order it|order now|confirm|confirm it|confirm the order|confirm order|confirm my order|' +
      'check out|buy it|submit|submit it|that is all|that is it|send it|ship it|proceed|done|i am done|complete the order|complete my order|finish|go|good|great|fine|cool|exactly'
    ).split('|'),
  ),
  clear_cart: new Set(
    'empty it|clear it|empty my cart|clear my cart|remove everything|remove it all|go|fine'.split('|'),
  ),
  add_despite: new Set(
    'add it|add it anyway|add anyway|anyway|do it anyway|add that|still add it|go|fine|i know'.split('|'),
  ),
  remove_lines: new Set(
    'take it out|take them out|remove it|remove them|remove it please|yes take it out|take that out|go|fine|of course'.split(
      '|',
    ),
  ),
  add_all: new Set(
    'add them|add it|add them all|add all|add all of them|all of them|add everything|everything|all|go|great|good|fine|cool'.split(
      '|',
    ),
  ),
};
const NO_PHRASES = new Set(
  (
    'not now|not yet|no way|do not|do not do that|do not do it|do not add it|do not add them|never mind|forget it|forget about it|leave it|leave it out|skip it|skip|not really|not today|' +
    'maybe later|later|hold on|hang on|wait|stop|cancel that|cancel it|neither|none|none of them|none of those|neither of them|i changed my mind|not at all|no need|not that one|i do not think so|' +
    'i would rather not|i am good|that is not right|not quite|do not place it|do not order|keep it|keep shopping|absolutely not|of course not|i do not|i do not want it|i do not want that'
  ).split('|'),
);

/** What turns something down even when nothing was asked. */
const WEAK_NO = new Set(
  'not now|never mind|forget it|forget about it|no way|not really|no need|not yet|hold on'.split('|'),
);
const HALTS = new Set(['cancel', 'stop', 'wait', 'wrong', 'negative']);

/** Reads "yes", "no, the big one", "the second", "oatly" as the answer to the question asked last; null when it is none. */
export function readAnswer(tokens: readonly Token[], context: ReadingContext): AnswerReading | null {
  const words = trimClause(tokens.filter((token) => token.kind !== 'emoji'));
  const { pending } = context.focus;
  const lead = leadingAnswer(words, pending);
  if (lead) {
    const rest = skipConnectors(words.slice(lead.length));
    if (rest.length === 0) return answer(lead.yes, pending ? 0.95 : 0.35);
    if (!pending) return { intents: [], rest };
    const whole = leadingAnswer(rest, pending);
    if (whole && whole.length === rest.length) return answer(lead.yes, 0.95);
    const choice = readChoice(rest, pending, context);
    if (choice) return { intents: [accepted(choice, 0.92)], rest: [] };
    return { ...answer(lead.yes, 0.8), rest };
  }
  if (!pending) return null;
  const choice = readChoice(words, pending, context);
  return choice ? { intents: [accepted(choice, 0.9)], rest: [] } : null;
}

function answer(yes: boolean, confidence: number): AnswerReading {
  return { intents: [{ name: yes ? 'accept' : 'decline', confidence, slots: {} }], rest: [] };
}

function accepted(choice: Reference, confidence: number): RoutedIntent {
  return { name: 'accept', confidence, slots: { choice } };
}

function leadingAnswer(
  words: readonly Token[],
  pending: PendingQuestion | null,
): { readonly yes: boolean; readonly length: number } | null {
  const said = words.map((token) => token.text);
  const whole = said.filter((word) => word !== ',' && word !== 'please').join(' ');
  const yes = YES_PHRASES.has(whole) || (pending !== null && YES_BY_KIND[pending.kind]?.has(whole) === true);
  if (said.length <= 6 && yes) return { yes: true, length: words.length };
  const no = pending === null ? WEAK_NO.has(whole) : NO_PHRASES.has(whole);
  if (said.length <= 6 && no) return { yes: false, length: words.length };
  const first = said[0] ?? '';
  const next = said[1];
  if (wordClass('yes').has(first))
    return { yes: true, length: next === 'thanks' || next === 'please' ? 2 : 1 };
  if (HALTS.has(first) && next !== undefined && next !== ',') return null;
  // "no more eggs", "no sugar", "stop learning" are requests of their own
  if (
    wordClass('no').has(first) &&
    (next === undefined ||
      [
        ',',
        'thanks',
        'thank',
        'the',
        'not',
        'do',
        'i',
        'that',
        'wait',
        'no',
        'never',
        'it',
        'please',
        'way',
        'and',
        'but',
        'just',
        'add',
        'make',
        'remove',
        'show',
        'leave',
        'cancel',
        'second',
        'first',
        'last',
        'order',
      ].includes(next))
  )
    return { yes: false, length: next === 'thanks' ? 2 : next === 'thank' ? 3 : 1 };
  return null;
}

function skipConnectors(words: readonly Token[]): readonly Token[] {
  let from = 0;
  while (
    from < words.length &&
    ['and', ',', 'but', 'please', 'then', 'also', '.', '!', 'well', 'actually'].includes(
      words[from]?.text ?? '',
    )
  )
    from += 1;
  return words.slice(from);
}

/** Which option is meant: by place, by words of its label, or by what describes it. */
function readChoice(
  words: readonly Token[],
  pending: PendingQuestion,
  context: ReadingContext,
): Reference | null {
  const { options } = pending;
  const plain = stripChoosing(words.filter((token) => token.kind !== 'punct'));
  if (options.length === 0 || plain.length === 0 || plain.length > 10) return null;
  const number = readNumber(plain, 0);
  const onlyNumber = number !== null && number.next === plain.length && Number.isInteger(number.value);
  if (onlyNumber && number.value >= 1 && number.value <= options.length)
    return { kind: 'ordinal', index: number.value };
  const labelled = matchLabels(
    plain,
    options.map((option) => option.label),
  );
  if (labelled !== null) return { kind: 'ordinal', index: labelled + 1 };
  const pointed =
    readReference(plain, context.vocabulary)?.references[0] ??
    readItem(plain, context, { ofCart: true })[0]?.reference;
  if (pointed && pointed.kind !== 'habit') return pointed;
  const content = plain.filter((token) => !FILLERS.has(token.text));
  const matching = options.filter(
    (option) => content.length > 0 && content.every((token) => labelWords(option.label).has(token.lemma)),
  );
  return matching.length > 0 && content.length > 0
    ? { kind: 'attribute', words: content.map((token) => token.text) }
    : null;
}

const CHOOSING = new Set(
  'i would like want take will have prefer choose pick go with give me get need make it add use meant mean'.split(
    ' ',
  ),
);

function stripChoosing(words: readonly Token[]): readonly Token[] {
  let from = 0;
  while (from < words.length - 1 && CHOOSING.has(words[from]?.text ?? '')) from += 1;
  return words.slice(from);
}

/** The one option whose label has all the words said; null when none or several have. */
function matchLabels(words: readonly Token[], labels: readonly string[]): number | null {
  const content = words.filter((token) => !FILLERS.has(token.text) && token.text !== 'one');
  if (content.length === 0) return null;
  const fitting = labels.flatMap((label, at) =>
    content.every((token) => labelWords(label).has(token.lemma)) ? [at] : [],
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function labelWords(label: string): ReadonlySet<string> {
  return new Set(
    [...label.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)?%?/gu)].flatMap(([word]) => [
      word,
      word.replace(/(?:es|s)$/, ''),
    ]),
  );
}
