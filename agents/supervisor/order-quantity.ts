import { readNumber } from './number-reading.ts';
import {
  endOfCircumstance,
  endOfName,
  endOfRefused,
  endsThere,
  isCircumstance,
  isName,
  isThing,
  opensName,
  readCount,
  sizedName,
} from './order-phrases.ts';
import { MODIFYING, NEGATIONS, ORDERING } from './order-words.ts';
import { plainLemma, type ServedBeside } from './served-beside.ts';
import type { Token } from './token.ts';
import { tokenise } from './tokenise.ts';

/** One thing that an order sentence asks for. */
export interface OrderedThing {
  readonly count: number;
  /** The words that name it, as lemmas; empty when it is only counted ("three with ham"). */
  readonly words: readonly string[];
}

/**
 * The things that a sentence orders and how many of each: "two large pizzas with extra cheese and a coke" is two and
 * one. Sizes ("a 12 inch", "two liter coke"), parts ("with a thin crust", "two shots of espresso"), what is refused
 * ("no onions") and what a number only describes ("for four people") count nothing. What comes without a number counts
 * once when the sentence begins with it, or when it is had beside a dish and not on it. Never throws for any string.
 */
export function readOrderedThings(message: string, servedBeside: ServedBeside): readonly OrderedThing[] {
  const tokens = tokenise(message).tokens;
  const lemmas = tokens.map(({ text }) => plainLemma(text));
  const reading: Reading = { tokens, lemmas, servedBeside, things: [], modifying: false, begun: false };
  for (let at = 0; at < tokens.length; ) {
    const from = at;
    at = STEPS.reduce<number | null>((next, step) => next ?? step(reading, from), null) ?? from + 1;
  }
  return reading.things;
}

/** How many things a sentence orders altogether. */
export function totalOrdered(message: string, servedBeside: ServedBeside): number {
  return readOrderedThings(message, servedBeside).reduce((sum, { count }) => sum + count, 0);
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly lemmas: readonly string[];
  readonly servedBeside: ServedBeside;
  readonly things: OrderedThing[];
  /** After "with": what follows is on or in the thing before. */
  modifying: boolean;
  /** Something was named, refused or described: a bare name opens the order no more. */
  begun: boolean;
}

/** Reads what stands at a place and answers the place after it; null when it is not of that kind. */
type Step = (reading: Reading, at: number) => number | null;

/** Tried in this order at every place; a word that none takes is passed over. */
const STEPS: readonly Step[] = [
  passRefused,
  passCircumstance,
  multiplyLast,
  takeCounted,
  takeBeside,
  takeOpening,
  heedWord,
];

function passRefused(reading: Reading, at: number): number | null {
  if (!NEGATIONS.has(wordAt(reading, at))) return null;
  reading.begun = true;
  return endOfRefused(reading.tokens, at + 1);
}

function passCircumstance({ tokens }: Reading, at: number): number | null {
  return isCircumstance(tokens, at) ? Math.max(at + 1, endOfCircumstance(tokens, at + 1)) : null;
}

/** "large pizza x 2" */
function multiplyLast(reading: Reading, at: number): number | null {
  const word = wordAt(reading, at);
  const last = reading.things.at(-1);
  if (!last || (word !== 'x' && word !== 'times')) return null;
  const times = readNumber(reading.tokens, at + 1);
  if (!times || !Number.isInteger(times.value)) return null;
  reading.things[reading.things.length - 1] = { ...last, count: last.count * times.value };
  return times.next;
}

/** "two large pizzas", "a coke"; "the double cheeseburger" when it comes first. */
function takeCounted(reading: Reading, at: number): number | null {
  const { tokens, lemmas, things, modifying } = reading;
  const counted = readCount(tokens, at);
  const asked = things.length === 0 && !modifying && ORDERING.has(wordAt(reading, at - 1));
  const defined = asked && wordAt(reading, at) === 'the' && !readCount(tokens, at + 1);
  if (!counted && !defined) return null;
  const count = counted?.count ?? 1;
  const nameAt = counted?.next ?? at + 1;
  const next = endOfName(tokens, nameAt);
  const name = lemmas.slice(nameAt, next).filter((_, index) => tokens[nameAt + index]?.kind !== 'number');
  if (isThing(name, lemmas[next] ?? '', modifying) && !isPartOf(reading, next, name, count))
    things.push({ count, words: name });
  reading.begun = true;
  return Math.max(next, nameAt);
}

/** "… and fries", "… onions large garlic fries": needs no number to be a thing of its own. */
function takeBeside(reading: Reading, at: number): number | null {
  const { tokens, lemmas, servedBeside, things } = reading;
  if (!isName(tokens[at])) return null;
  const length = servedBeside(lemmas, at) || sizedName(tokens, at);
  if (length === 0) return null;
  const next = Math.max(at + length, endOfName(tokens, at + length));
  things.push({ count: 1, words: lemmas.slice(at, next) });
  reading.begun = true;
  return next;
}

/** "large pizza with …": what a sentence begins with is wanted once. */
function takeOpening(reading: Reading, at: number): number | null {
  const { tokens, lemmas, things, begun } = reading;
  if (begun || !isName(tokens[at]) || !opensName(wordAt(reading, at - 1))) return null;
  const next = Math.max(at + 1, endOfName(tokens, at));
  const name = lemmas.slice(at, next);
  if (endsThere(tokens[next]) && isThing(name, lemmas[next] ?? '', false)) {
    things.push({ count: 1, words: name });
    reading.begun = true;
  }
  return next;
}

function heedWord(reading: Reading, at: number): null {
  const word = wordAt(reading, at);
  if (MODIFYING.has(word)) {
    reading.modifying = true;
    reading.begun = true;
  } else if (ORDERING.has(word)) reading.modifying = false;
  return null;
}

/** "two pizzas, one with ham and one with bacon", "two of them": tells things apart that are counted already. */
function isPartOf(reading: Reading, next: number, name: readonly string[], count: number): boolean {
  if (name.length > 0) return false;
  return wordAt(reading, next) === 'of' || reading.things.some((thing) => thing.count > count);
}

function wordAt({ tokens }: Reading, at: number): string {
  return tokens[at]?.text ?? '';
}
