import type { Token } from './token.ts';

const DEAR = new Set('expensive pricey dear costly fancy spendy'.split(' '));
const DEGREES = new Set('too very so that super overly particularly'.split(' '));
const PHRASES = (
  'on a tight budget|on a budget|on the cheap|on the cheaper side|on the cheap side|low cost|low price|low priced|budget friendly|wallet friendly|easy on the wallet|' +
  'reasonably priced|decently priced|well priced|affordably priced|fairly priced|at a good price|for a good price|for cheap|that will not break the bank|' +
  'will not break the bank|without breaking the bank|that does not cost much|that do not cost much|that does not cost a lot|good value|cheap and cheerful'
)
  .split('|')
  .map((phrase) => phrase.split(' '));

/** How many tokens at `at` ask for a low price: "not too expensive", "on a budget"; 0 when none do. */
export function thriftAt(tokens: readonly Token[], at: number): number {
  const text = (offset: number): string => tokens[at + offset]?.text ?? '';
  const phrase = PHRASES.find((words) => words.every((word, offset) => text(offset) === word));
  if (phrase) return phrase.length;
  let next = 0;
  if (text(0) === 'that' || text(0) === 'which') next = ['is', 'are'].includes(text(1)) ? 2 : 0;
  if (text(next) !== 'not' && text(next) !== 'nothing') return 0;
  next += 1;
  if (DEGREES.has(text(next))) next += 1;
  return DEAR.has(text(next)) ? next + 1 : 0;
}
