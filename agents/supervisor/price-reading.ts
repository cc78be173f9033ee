import { isPlural } from './lemma.ts';
import { readNumber } from './number-reading.ts';
import type { Token } from './token.ts';
import { unitOf } from './units.ts';

export interface PriceReading {
  readonly minCents: number | null;
  readonly maxCents: number | null;
  readonly from: number;
  readonly next: number;
}

const UPPER = [
  'under',
  'below',
  'less than',
  'cheaper than',
  'lower than',
  'no more than',
  'not more than',
  'at most',
];
const UPPER_MORE = [
  'up to',
  'max',
  'maximum',
  'within',
  'not over',
  'not above',
  'beneath',
  'no higher than',
];
const LOWER = ['over', 'above', 'more than', 'at least', 'starting at', 'minimum', 'min'];
const ABOUT = ['around', 'about', 'roughly', 'approximately'];
const CUES: readonly (readonly [readonly string[], 'max' | 'min' | 'about' | 'between'])[] = [
  ...[...UPPER, ...UPPER_MORE].map((words) => [words.split(' '), 'max'] as const),
  ...LOWER.map((words) => [words.split(' '), 'min'] as const),
  ...ABOUT.map((word) => [[word], 'about'] as const),
  [['between'], 'between'] as const,
  [['from'], 'between'] as const,
];
const AFTER_UPPER = [
  'or less',
  'or under',
  'or below',
  'or cheaper',
  'max',
  'maximum',
  'tops',
  'and under',
  'and below',
  'or so',
];
const AFTER_LOWER = ['or more', 'or over', 'or above', 'and up', 'plus', 'and over'];
const MONEY_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    dollar: 100,
    dollars: 100,
    buck: 100,
    bucks: 100,
    cent: 1,
    cents: 1,
    usd: 100,
    euro: 100,
    euros: 100,
    rupees: 100,
  }),
);
const LEADS = new Set([
  'for',
  'priced',
  'costing',
  'cost',
  'costs',
  'that',
  'which',
  'is',
  'are',
  'at',
  'price',
]);
/** "around $5" lets a price be this far off. */
const ABOUT_SHARE = 0.2;

interface Money {
  readonly cents: number;
  readonly next: number;
  readonly certain: boolean;
}

/** Reads the first price limit among the tokens: "under $5", "less than 3 dollars", "between 2 and 4", "$6 or less". */
export function readPrice(tokens: readonly Token[]): PriceReading | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const found = priceAt(tokens, at);
    if (!found) continue;
    let from = at;
    while (from > 0 && LEADS.has(tokens[from - 1]?.text ?? '')) from -= 1;
    let next = found.next;
    if (['each', 'apiece', 'total'].includes(tokens[next]?.text ?? '')) next += 1;
    return { ...found, from, next };
  }
  return null;
}

function priceAt(tokens: readonly Token[], at: number): Omit<PriceReading, 'from'> | null {
  for (const [words, kind] of CUES) {
    if (!words.every((word, offset) => tokens[at + offset]?.text === word)) continue;
    const money = moneyAt(tokens, at + words.length);
    // "at least 3 mangoes" counts them
    const noun = money === null ? undefined : tokens[money.next];
    if (!money || (!money.certain && noun?.kind === 'word' && isPlural(noun.text))) continue;
    if (kind === 'between') {
      const joint = ['and', 'to', 'or'].includes(tokens[money.next]?.text ?? '');
      const upper = joint ? moneyAt(tokens, money.next + 1) : null;
      if (!upper || (words[0] === 'from' && !upper.certain && !money.certain)) continue;
      // "between 2 and 4 dollars": the unit said last holds for both
      const low =
        upper.certain && !money.certain && upper.cents < money.cents ? money.cents / 100 : money.cents;
      return { minCents: Math.min(low, upper.cents), maxCents: Math.max(low, upper.cents), next: upper.next };
    }
    if (kind === 'about') {
      if (!money.certain) continue;
      const minCents = Math.round(money.cents * (1 - ABOUT_SHARE));
      return { minCents, maxCents: Math.round(money.cents * (1 + ABOUT_SHARE)), next: money.next };
    }
    return kind === 'max'
      ? { minCents: null, maxCents: money.cents, next: money.next }
      : { minCents: money.cents, maxCents: null, next: money.next };
  }
  const money = moneyAt(tokens, at);
  if (!money?.certain) return null;
  const upper = tokens[money.next]?.text === 'to' ? moneyAt(tokens, money.next + 1) : null;
  if (upper?.certain) return { minCents: money.cents, maxCents: upper.cents, next: upper.next };
  const tail = AFTER_LOWER.find((words) => startsWith(tokens, money.next, words));
  if (tail) return { minCents: money.cents, maxCents: null, next: money.next + tail.split(' ').length };
  const cap = AFTER_UPPER.find((words) => startsWith(tokens, money.next, words));
  return { minCents: null, maxCents: money.cents, next: money.next + (cap ? cap.split(' ').length : 0) };
}

function startsWith(tokens: readonly Token[], at: number, words: string): boolean {
  return words.split(' ').every((word, offset) => tokens[at + offset]?.text === word);
}

/** Money at `at`; `certain` when a currency was said, for "under 5" may also count something else. */
export function moneyAt(tokens: readonly Token[], at: number): Money | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === 'money' && token.value !== null) {
    const word = tokens[at + 1]?.text ?? '';
    return { cents: token.value, next: MONEY_WORDS.has(word) ? at + 2 : at + 1, certain: true };
  }
  const number = readNumber(tokens, at);
  if (!number) return null;
  // "three fifty"
  const cents = number.byWords && number.value < 20 ? readNumber(tokens, number.next) : null;
  if (cents?.byWords === true && cents.value >= 10 && cents.value < 100 && Number.isInteger(number.value))
    return { cents: number.value * 100 + cents.value, next: cents.next, certain: false };
  const factor = MONEY_WORDS.get(tokens[number.next]?.text ?? '');
  if (factor !== undefined)
    return { cents: Math.round(number.value * factor), next: number.next + 1, certain: true };
  const after = tokens[number.next];
  if (
    after?.kind === 'word' &&
    (unitOf(after.text) !== null || ['calorie', 'gram', 'minute', 'percent', 'carb'].includes(after.lemma))
  )
    return null;
  return { cents: Math.round(number.value * 100), next: number.next, certain: false };
}
