import { readAmount } from './amount-reading.ts';
import { superlativeOf } from './reference-reading.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** "the cheapest 12 oz coffee" in the order that amounts are read in: "the 12 oz cheapest coffee". */
export function amountFirst(words: readonly Token[], vocabulary: CatalogueVocabulary): readonly Token[] {
  const last = words.findIndex(({ text }) => superlativeOf(text) !== null);
  // "the cheapest one" counts nothing.
  if (last < 0 || words[last + 1]?.text === 'one') return words;
  const amount = readAmount(words, last + 1, vocabulary);
  if (amount === null || words[amount.next]?.kind !== 'word') return words;
  const pair = superlativeOf(`${words[last - 1]?.text} ${words[last]?.text}`) !== null;
  const first = pair ? last - 1 : last;
  return [
    ...words.slice(0, first),
    ...words.slice(last + 1, amount.next),
    ...words.slice(first, last + 1),
    ...words.slice(amount.next),
  ];
}
