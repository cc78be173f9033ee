import { readAllBut } from './all-but-answer.ts';
import { type ChosenOption, readChoice, readOtherOfKind } from './choice-reading.ts';
import { trimClause } from './clause-opening.ts';
import type { PendingQuestion } from './dialogue-focus.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
import { readItems } from './item-reading.ts';
import { wordClass } from './lexicon.ts';
import { readOrderChoice } from './order-choice-reading.ts';
import { isOwnRequest, seeksAssent } from './own-request.ts';
import type { ReadingContext } from './reading-context.ts';
import { isBareAmount } from './rules/mentions.ts';
import type { Token } from './token.ts';
import { besideYes, type LimitedYes } from './whole-yes.ts';

export interface AnswerReading {
  readonly intents: readonly RoutedIntent[];
  /** What the message says beyond the answer: "yes, and add eggs". */
  readonly rest: readonly Token[];
  /** A yes to an order with more than kindness beside it: it holds only when `rest` asks for nothing else. */
  readonly limited?: LimitedYes;
}

const YES_PHRASES = new Set(
  (
    'okay then|ok then|sure why not|yes why not|alright then|fine then|go ahead|do it|do that|please do|of course|why not|sounds good|that works|go for it|that is right|that is correct|that is fine|' +
    'looks good|i do|i am sure|let us do it|let us do that|for sure|by all means|i would|i would love that|i would like that|' +
    'yes i do|it is|go on|no problem|no worries|i agree|that is ok|that is okay|make it so|all good|sure thing|you bet|let us go|fine by me|fine with me'
  ).split('|'),
);
/** What says yes only to a question of that kind; elsewhere it is a request of its own. */
const YES_BY_KIND: Readonly<Partial<Record<PendingQuestion['kind'], ReadonlySet<string>>>> = {
  confirm_order: new Set(
    (
      'place it|buy it all|order it all|order that|order them|buy them|buy everything|order everything|place order|place the order|place my order|order it|order now|confirm|confirm it|confirm the order|confirm order|confirm my order|' +
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
    'take it out|take them out|take those out|take both out|remove it|remove them|remove those|remove both|remove it please|yes take it out|take that out|go|fine|of course'.split(
      '|',
    ),
  ),
  cancel_order: new Set(
    'cancel|cancel it|cancel that|cancel them|cancel both|cancel all|cancel all of them|cancel both of them|cancel them all|both|both of them|all of them|all|them all|cancel the order|cancel my order|cancel that order|do cancel it|go|fine|do cancel'.split(
      '|',
    ),
  ),
  replace_gone: new Set(
    'replace it|replace them|swap it|swap them|put it in|put them in|put that in|add it|add them|add both|both|all of them|all|go|great|good|fine'.split(
      '|',
    ),
  ),
  add_named: new Set(
    'add it|add them|add that|add it anyway|still add it|anyway|go|great|good|fine'.split('|'),
  ),
  add_all: new Set(
    'add them|add it|add them all|add all|add all of them|all of them|add everything|everything|all|go|great|good|fine|cool'.split(
      '|',
    ),
  ),
};
/** What says no only to a question of that kind. */
const NO_BY_KIND: Readonly<Partial<Record<PendingQuestion['kind'], ReadonlySet<string>>>> = {
  cancel_order: new Set(
    'do not cancel|do not cancel it|keep the order|keep my order|keep that order|let it be|keep that|keep them|keep both|keep them both|keep them all|keep my orders'.split(
      '|',
    ),
  ),
  choose_order: new Set(
    'none of those orders|no order|do not cancel|do not cancel any|keep them|keep them all'.split('|'),
  ),
  replace_gone: new Set(
    (
      'without|order without|go without|without it|without them|order without it|order without them|leave them out|leave that out|just leave it out|' +
      'remove it|remove them|drop it|drop them|skip them|take it out|take them out|do not replace it|do not replace them|no replacement|no substitutions|no substitution'
    ).split('|'),
  ),
};
const NO_PHRASES = new Set(
  (
    'maybe not|perhaps not|probably not|not|not this time|not any more|better not|i better not|not now|not yet|hold up|one second|one moment|let me think|give me a minute|give me a second|no way|do not|do not do that|do not do it|do not add it|do not add them|never mind|forget it|forget about it|leave it|leave it out|skip it|skip|not really|not today|' +
    'maybe later|later|hold on|hang on|wait|stop|cancel that|cancel it|cancel that nothing|nothing|neither|none|none of them|none of those|neither of them|i changed my mind|not at all|no need|not that one|i do not think so|' +
    'i would rather not|i am good|that is not right|not quite|do not place it|do not order|keep it|keep shopping|absolutely not|of course not|i do not|i do not want it|i do not want that'
  ).split('|'),
);

/** Says yes to a question, and nothing but kindness without one. */
const PLEASANTRIES = new Set(
  'no problem|no worries|sounds good|looks good|all good|that is fine|that is ok|that is okay|i agree'.split(
    '|',
  ),
);
/** What turns something down even when nothing was asked. */
const WEAK_NO = new Set(
  'not|maybe not|perhaps not|probably not|better not|not this time|not now|hold up|one moment|let me think|never mind|forget it|forget about it|no way|not really|no need|not yet|hold on'.split(
    '|',
  ),
);
const HALTS = new Set(['cancel', 'stop', 'wait', 'wrong', 'negative']);

/** Reads "yes", "no, the big one", "the second", "oatly" as the answer to the question asked last; null when it is none. */
export function readAnswer(tokens: readonly Token[], context: ReadingContext): AnswerReading | null {
  const words = trimClause(tokens.filter((token) => token.kind !== 'emoji'));
  const { pending } = context.focus;
  if (pending !== null && asksBack(words, pending, context)) return unclear(context);
  if (pending?.kind === 'confirm_order') {
    const beside = besideYes(tokens, isYesTo(pending), isNo);
    if (beside === 'yes') return answer(true, 0.95);
    if (beside !== 'none' && !wordClass('no').has(words[0]?.text ?? ''))
      return beside.turnedDown ? answer(false, 0.9) : { intents: [], rest: beside.rest, limited: beside };
  }
  const several = pending?.kind === 'add_all' || pending?.kind === 'remove_lines';
  const allBut = several ? readAllBut(words, context) : null;
  if (allBut !== null) return { intents: [allBut], rest: [] };
  const lead = leadingAnswer(words, pending);
  if (!lead) return pending ? readPlainAnswer(words, pending, context, 0.9) : null;
  const rest = skipConnectors(words.slice(lead.length));
  if (rest.length === 0) return answer(lead.yes, pending ? 0.95 : 0.35);
  if (!pending) return { intents: [], rest };
  const whole = leadingAnswer(rest, pending);
  if (whole && whole.length === rest.length) return answer(lead.yes, 0.95);
  const items = lead.yes ? readItems(rest, context) : [];
  // "yes, two" when there is only one thing to choose
  if (items.length === 1 && items[0] && isBareAmount(items[0]) && pending.options.length <= 2)
    return { intents: [{ name: 'accept', confidence: 0.92, slots: { items } }], rest: [] };
  return readPlainAnswer(rest, pending, context, 0.92) ?? { ...answer(lead.yes, 0.8), rest };
}

/** What neither agrees nor asks for anything clear. */
function unclear({ source }: ReadingContext): AnswerReading {
  return {
    intents: [{ name: 'clarify', confidence: 0.9, slots: { unclear: source.trim().slice(0, 80) } }],
    rest: [],
  };
}

/** "sure?", "add it?", "all of them?": a yes with a question mark agrees to nothing. */
function asksBack(words: readonly Token[], pending: PendingQuestion, { source }: ReadingContext): boolean {
  if (!source.trimEnd().endsWith('?')) return false;
  const said = words.filter(({ kind }) => kind !== 'punct');
  const lead = leadingAnswer(said, pending);
  return lead?.yes === true && lead.length === said.length;
}

function isNo(phrase: string): boolean {
  return NO_PHRASES.has(phrase) || wordClass('no').has(phrase);
}

function isYesTo({ kind }: PendingQuestion): (phrase: string) => boolean {
  return (phrase) => YES_PHRASES.has(phrase) || YES_BY_KIND[kind]?.has(phrase) === true;
}

/** The answer in a clause of its own: a choice, or something else of the kind that was offered. */
function readPlainAnswer(
  words: readonly Token[],
  pending: PendingQuestion,
  context: ReadingContext,
  confidence: number,
): AnswerReading | null {
  if (seeksAssent(words)) return unclear(context);
  if (isOwnRequest(words, pending, context)) return null;
  const single = pending.options.filter(({ productId }) => productId !== null).length === 1;
  const counted = single && pending.kind === 'choose_to_add' ? readItems(words, context) : [];
  if (counted.length === 1 && counted[0] && isBareAmount(counted[0]))
    return { intents: [{ name: 'accept', confidence, slots: { items: counted } }], rest: [] };
  const recounted = readItems(words, context);
  const { command } = pending;
  if (
    recounted.length === 1 &&
    recounted[0] &&
    isBareAmount(recounted[0]) &&
    command.kind === 'choose_to_add' &&
    command.query !== undefined &&
    (recounted[0].amount?.value ?? 0) > pending.options.length
  )
    return { intents: [recount(recounted[0], command.query)], rest: [] };
  const choice = readOrderChoice(words, pending, context) ?? readChoice(words, pending, context);
  // of one thing there is no other
  if (single && choice?.choice?.kind === 'other') return answer(false, confidence);
  if (choice) return { intents: [accepted(choice, confidence)], rest: [] };
  const other = readOtherOfKind(words, pending, context);
  return other ? { intents: [other], rest: [] } : null;
}

/** "no, 5", said to "which yogurts?": the question asked again for five. */
function recount(item: ItemMention, query: string): RoutedIntent {
  return { name: 'add_to_cart', confidence: 0.8, slots: { items: [{ ...item, query }], answers: true } };
}

function answer(yes: boolean, confidence: number): AnswerReading {
  return { intents: [{ name: yes ? 'accept' : 'decline', confidence, slots: {} }], rest: [] };
}

function accepted({ choice, items }: ChosenOption, confidence: number): RoutedIntent {
  return { name: 'accept', confidence, slots: { choice, ...(items === undefined ? {} : { items }) } };
}

function leadingAnswer(
  words: readonly Token[],
  pending: PendingQuestion | null,
): { readonly yes: boolean; readonly length: number } | null {
  const said = words.map((token) => token.text);
  const whole = said.filter((word) => word !== ',' && word !== 'please').join(' ');
  if (pending === null && PLEASANTRIES.has(whole)) return null;
  const yes = YES_PHRASES.has(whole) || (pending !== null && YES_BY_KIND[pending.kind]?.has(whole) === true);
  if (said.length <= 6 && yes) return { yes: true, length: words.length };
  const no =
    pending === null
      ? WEAK_NO.has(whole)
      : NO_PHRASES.has(whole) || NO_BY_KIND[pending.kind]?.has(whole) === true;
  if (said.length <= 6 && no) return { yes: false, length: words.length };
  const turned = pending === null ? 0 : turnedDown(said);
  if (turned > 0) return { yes: false, length: turned };
  const first = said[0] ?? '';
  const next = said[1];
  // with nothing asked, "confirm" asks for the order
  if (pending === null && (first === 'confirm' || first === 'confirmed')) return null;
  // "confirm my order" asks for a deed
  if (first === 'confirm' && next !== undefined && next !== ',' && pending?.kind !== 'confirm_order')
    return null;
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
        'place',
        'check',
        'confirm',
      ].includes(next))
  )
    return { yes: false, length: next === 'thanks' ? 2 : next === 'thank' ? 3 : 1 };
  return null;
}

/** How many words turn all options down before another one is named: "none of those, gouda", "neither, the small one". */
function turnedDown(said: readonly string[]): number {
  const [first, second, third] = said;
  if (first === 'neither') return second === 'of' ? 3 : 1;
  if (first === 'none') return second === 'of' ? 3 : 1;
  const pointed = ['those', 'these', 'them', 'any'].includes(second ?? '');
  if (first === 'not' && pointed) return third === 'of' ? 4 : 2;
  return 0;
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
