import { COMMON_WORDS } from './common-words.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

/** Words inside of an alias, a brand or another known phrase of several words ("half and half"). */
export function namedTokens(words: readonly Token[], context: ReadingContext): ReadonlySet<Token> {
  const lemmas = words.map((token) => token.lemma);
  const named = new Set<Token>();
  for (let at = 0; at < words.length; at += 1) {
    const joined =
      lemmas[at + 1] === 'and' && context.vocabulary.joinedCount(lemmas[at] ?? '', lemmas[at + 2] ?? '') > 0;
    const lengths = context.vocabulary.phrasesAt(lemmas, at).map((match) => match.length);
    const length = Math.max(0, joined ? 3 : 0, ...lengths.filter((one) => one > 1));
    for (const token of words.slice(at, at + length)) named.add(token);
  }
  return named;
}

export function isProductWord(token: Token, context: ReadingContext): boolean {
  const { vocabulary } = context;
  if (vocabulary.count(token.lemma) === 0) return false;
  return !COMMON_WORDS.has(token.text) || vocabulary.isShoppable(token.lemma);
}
