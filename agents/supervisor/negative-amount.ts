import { CLAUSE_VERBS } from './lexicon.ts';
import { readNumber } from './number-reading.ts';
import { type Token, wordsAsSaid } from './token.ts';

const BEFORE_AMOUNT = new Set('to it that them those at'.split(' '));

/** "add -3 bananas", "-3 apples", "make it minus two", as said; null when every amount is one. Minus after a thing is a dash. */
export function negativeAmount(source: string, tokens: readonly Token[]): string | null {
  for (const [at, token] of tokens.entries()) {
    const said = token.text === 'minus';
    // "minus one" by itself takes one off
    if (said && at === 0 && readNumber(tokens, 1)?.next === tokens.length) continue;
    const before = tokens[at - 1];
    // A dash before the first of several lines is a bullet.
    if (!before && source.trim().includes('\n')) continue;
    if (before && !(CLAUSE_VERBS.has(before.text) || BEFORE_AMOUNT.has(before.text))) continue;
    const signed = /(?:^|\s)[-−]$/.test(source.slice(Math.max(0, token.start - 2), token.start));
    if (readNumber(tokens, said ? at + 1 : at) === null || !(said || signed)) continue;
    const words = wordsAsSaid(source, tokens.slice(at, at + 3));
    return said ? words : `-${words}`;
  }
  return null;
}
