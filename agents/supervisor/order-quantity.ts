import { readNumber } from './number-reading.ts';
import {
  ARTICLES,
  BY_WAY,
  EMPTY_HEADS,
  ENDINGS,
  FORMS,
  LINKS,
  MODIFYING,
  NEGATIONS,
  ORDERING,
  POINTED_AT,
} from './order-words.ts';
import type { ServedBeside } from './served-beside.ts';
import type { Token } from './token.ts';
import { tokenise } from './tokenise.ts';
import { isContainer, unitOf } from './units.ts';

/** One thing that an order sentence asks for. */
export interface OrderedThing {
  readonly count: number;
  /** The words that name it, as lemmas. */
  readonly words: readonly string[];
}

/**
 * The things that a sentence orders and how many of each: "two large pizzas with extra cheese and a coke" is two and
 * one. Sizes ("a 12 inch", "two liter coke"), what goes on or into a thing ("with a thin crust", "two shots of
 * espresso"), what is refused ("no onions") and what a number only describes ("for four people") count nothing.
 */
export function readOrderedThings(message: string, servedBeside: ServedBeside): readonly OrderedThing[] {
  return new OrderReading(tokenise(message).tokens, servedBeside).things();
}

/** How many things a sentence orders altogether. */
export function totalOrdered(message: string, servedBeside: ServedBeside): number {
  return readOrderedThings(message, servedBeside).reduce((sum, { count }) => sum + count, 0);
}
