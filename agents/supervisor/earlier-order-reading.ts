import { TIME_WORDS } from '#agents/order/order-time.ts';
import type { Token } from './token.ts';

/** Where an earlier order is pointed at in a phrase: "from last week", "i had in my order of may 3rd". */
export interface EarlierReading {
  /** The words before. */
  readonly rest: readonly Token[];
  /** When it was, in the words said: "last week", "order may 3rd". */
  readonly which: string;
}

/** What joins a time on to a thing. */
const OPENERS = new Set('like as from since that which i we'.split(' '));
/** What does so only beside an order or a purchase: "in my last order", but "strawberries in may". */
const PLACES = new Set('in on of at during'.split(' '));
const VERBS = new Set('had got bought ordered purchased placed made get order buy was were did'.split(' '));
const ORDERS = new Set('order orders purchase delivery shop basket groceries'.split(' '));
const BESIDE = new Set('my our the a an please again'.split(' '));

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DAY = '(?:sun|mon|tues|wednes|thurs|fri|satur)day';
const SPAN = 'times?|weeks?|weekend|months?|years?|night|days|orders?|purchase|delivery|shop|basket|one';
/** Without one of these, the words are no time in the past. */
const ANCHOR = new RegExp(
  `\\b(?:(?:last|latest|previous|prior|past|recent)(?: \\w+)? (?:${SPAN}|${DAY}|${MONTH})|(?:last|before|earlier|previously)$|` +
    `before last|yesterday|ago|${DAY}|${MONTH}|christmas|thanksgiving|halloween|easter|valentines?|` +
    `\\d{1,2}/\\d{1,2}|\\d{4} \\d{1,2} \\d{1,2}|(?:the|of|from|on) \\d{1,2}(?:st|nd|rd|th))\\b`,
);
/** "what i ordered today", "the order of this week". */
const BOUGHT_ANCHOR = /\b(?:today|this (?:week|month|morning|year|weekend))\b/;

/** The end of a phrase that says when it was bought; null when there is none. */
export function readEarlier(tokens: readonly Token[]): EarlierReading | null {
  const words = tokens.filter(({ kind }) => kind !== 'emoji');
  let from = words.length;
  while (from > 0 && isOfTime(words[from - 1])) from -= 1;
  const told = words.slice(from);
  const bought = told.some(({ text }) => VERBS.has(text) || ORDERS.has(text));
  for (; from < words.length; from += 1) {
    const opener = words[from]?.text ?? '';
    if (!OPENERS.has(opener) && !PLACES.has(opener)) continue;
    const phrase = words.slice(from);
    const text = phrase.map((token) => token.text).join(' ');
    if (PLACES.has(opener) && !bought) continue;
    if (!ANCHOR.test(text) && !(bought && BOUGHT_ANCHOR.test(text))) continue;
    const naming = phrase.filter((token) => !isFrame(token.text));
    const which = whichOf(naming);
    // "like in my order": it was an order, and nothing says which.
    return { rest: words.slice(0, from), which: which === '' ? 'last' : which };
  }
  return ofNamedOrder(words);
}

/** Of these orders there is only one, which is not placed yet. */
const NOT_PLACED = new Set(
  'this current open my our the your grocery groceries shopping online next whole'.split(' '),
);
const LONGEST_NAME = 3;

/** "from the birthday order": an order by what it was for. */
function ofNamedOrder(words: readonly Token[]): EarlierReading | null {
  const last = words.at(-1)?.text ?? '';
  if (last !== 'order' && last !== 'delivery') return null;
  const from = words.findLastIndex(({ text }) => text === 'from');
  if (from < 1) return null;
  const name = words.slice(from + 1, -1).filter(({ text }) => !NOT_PLACED.has(text));
  const isName = name.length > 0 && name.length <= LONGEST_NAME && name.every(({ kind }) => kind === 'word');
  return isName ? { rest: words.slice(0, from), which: whichOf(name) } : null;
}

/** Words that say which order, as text, without articles. */
export function whichOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ text, kind }) => kind !== 'punct' && !BESIDE.has(text))
    .map(({ text }) => text)
    .join(' ');
}

/** As `whichOf`, without the words that join it on: "tuesday" of "on tuesday". */
export function whenSaid(tokens: readonly Token[]): string {
  return whichOf(tokens.filter(({ text }) => !isFrame(text) && !['for', 'to', 'with', 'and'].includes(text)));
}

/** Whether the words only say when or which order, and name no thing. */
export function saysOnlyWhen(tokens: readonly Token[]): boolean {
  return tokens.every((token) => isOfTime(token) || token.text === 'for');
}

function isFrame(text: string): boolean {
  return OPENERS.has(text) || PLACES.has(text) || VERBS.has(text) || ORDERS.has(text);
}

function isOfTime(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const { kind } = token;
  // "yesterday's order"
  const text = token.text.replace(/'s?$/, '');
  return (
    isFrame(text) ||
    BESIDE.has(text) ||
    TIME_WORDS.has(text) ||
    ['number', 'ordinal', 'ratio'].includes(kind) ||
    (kind === 'punct' && (text === ',' || text === '-'))
  );
}
