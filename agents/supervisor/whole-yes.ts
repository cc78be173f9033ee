import type { IntentName, RoutedIntent } from './intent.ts';
import { wordClass } from './lexicon.ts';
import type { Token } from './token.ts';

/** What a yes to an order may stand beside: it neither adds to it nor limits it. */
const KINDNESS = new Set(
  (
    'please|thanks|thank you|thank you so much|thank you very much|thanks so much|thanks a lot|many thanks|cheers|now|right now|today|and|then|so|well|oh|hey|' +
    'great|good|perfect|awesome|cool|lovely|wonderful|excellent|super|nice|fine|for me|for us|that is all|that is everything|that is it|if you please|if you can|if you could|if possible|if you would|' +
    'if you do not mind|when you can|whenever you are ready|when you are ready|as soon as possible|asap|i think so|i think|i guess|i believe so|um|uh|hmm|' +
    'looks good|looks great|it looks good|it looks great|looks right|it looks right|all looks good|everything looks good|sounds great|a lot|for your help|for the help|for everything|very much|my friend|go ahead and|just|totally'
  ).split('|'),
);
const LONGEST_PHRASE = 6;
/** Words under which a yes does not hold yet. */
const LIMITS = new Set(
  'if when once until till unless after before provided assuming only later tomorrow but though although however except without minus not no'.split(
    ' ',
  ),
);
/** A yes that begins so waits for something that can't be waited for. */
const CONDITIONS = new Set(
  'if when once until till unless after before provided assuming later tomorrow'.split(' '),
);
const EXCEPTIONS: readonly (readonly string[])[] = [
  'except for',
  'except',
  'without',
  'minus',
  'apart from',
  'other than',
  'everything but',
  'everything except',
  'all but',
  'all except',
  'just not',
  'not',
  'excluding',
].map((words) => words.split(' '));
/** Beside these a yes means the same: the order, again, or talk. */
const SAME: ReadonlySet<IntentName> = new Set(['accept', 'confirm_order', 'small_talk', 'greeting']);

export interface LimitedYes {
  /** What the yes waits for opens the rest: "if it comes before noon". */
  readonly waits: boolean;
  /** Whether words of the message limit the yes. */
  readonly bound: boolean;
  readonly turnedDown: boolean;
  readonly rest: readonly Token[];
  readonly said: string;
}

/**
 * What is left of a message beside its yes and kindness; null when nothing is. An order is placed by a yes alone: what
 * else was said comes first.
 */
export function besideYes(
  tokens: readonly Token[],
  isYes: (phrase: string) => boolean,
  isNo: (phrase: string) => boolean,
): LimitedYes | 'yes' | 'none' {
  const words = tokens.filter((token) => token.kind !== 'punct' && token.kind !== 'emoji');
  const left: Token[] = [];
  let agreed = false;
  for (let at = 0; at < words.length; ) {
    const yes = phraseAt(words, at, (phrase) => isYes(phrase) || wordClass('yes').has(phrase));
    const kind = phraseAt(words, at, (phrase) => KINDNESS.has(phrase));
    if (yes > 0 && yes >= kind) agreed = true;
    else if (kind === 0) left.push(...words.slice(at, at + 1));
    at += Math.max(yes, kind, 1);
  }
  if (!agreed) return 'none';
  const [first] = left;
  if (!first) return 'yes';
  const from = tokens.indexOf(first);
  const rest = tokens.slice(from);
  return {
    waits: CONDITIONS.has(first.text),
    bound: left.some((token) => LIMITS.has(token.text)),
    turnedDown: words.some((_, at) => at > 0 && phraseAt(words, at, isNo) === words.length - at),
    rest: withoutException(rest),
    said: rest.map((token) => token.text).join(' '),
  };
}

/** The length of the longest phrase at `at` that `fits`. */
function phraseAt(words: readonly Token[], at: number, fits: (phrase: string) => boolean): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1)
    if (
      fits(
        words
          .slice(at, at + length)
          .map((token) => token.text)
          .join(' '),
      )
    )
      return length;
  return 0;
}

/** "(yes,) except the lemons": these are taken out. */
function withoutException(rest: readonly Token[]): readonly Token[] {
  const from = rest.findIndex((token) => token.kind !== 'punct' && token.text !== 'but');
  const [first] = rest.slice(from);
  const words = rest.slice(from).map((token) => token.text);
  const cue = EXCEPTIONS.find((phrase) => phrase.every((word, at) => words[at] === word));
  if (!first || !cue) return rest;
  return [{ ...first, text: 'remove', lemma: 'remove' }, ...rest.slice(from + cue.length)];
}

/** Whether the yes stands after what was said with it was read; what else is asked for is done first, without it. */
export function settleYes(yes: LimitedYes, read: readonly RoutedIntent[]): readonly RoutedIntent[] {
  const others = read.filter(({ name }) => !SAME.has(name));
  if (yes.waits || (yes.bound && others.length === 0))
    return [{ name: 'clarify', confidence: 0.9, slots: { unclear: yes.said.slice(0, 80) } }];
  return others.length > 0 ? others : [{ name: 'accept', confidence: 0.9, slots: {} }];
}
