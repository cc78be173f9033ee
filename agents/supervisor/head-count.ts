import { readNumber } from './number-reading.ts';
import type { Token } from './token.ts';

const HEADS = new Set('people persons person guests adults servings portions kids us'.split(' '));
const LEADING = new Set('we are there is will be it for serves serving feeding of'.split(' '));

/** "(tacos tonight,) 4 people", "there are six of us": for how many; null when a clause says anything else. */
export function readHeadCount(tokens: readonly Token[]): number | null {
  const words = tokens.filter(({ kind }) => kind !== 'punct');
  const at = words.findIndex(({ text }) => !LEADING.has(text));
  const number = at < 0 ? null : readNumber(words, at);
  if (number === null || !Number.isInteger(number.value) || number.value < 1 || number.value > 100)
    return null;
  const rest = words.slice(number.next);
  const counts = rest.some(({ text }) => HEADS.has(text));
  return counts && rest.every(({ text }) => HEADS.has(text) || LEADING.has(text)) ? number.value : null;
}
