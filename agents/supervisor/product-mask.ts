import { lemmaOf } from './lemma.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Longest name of a product or brand that is looked for, in words. */
const LONGEST_NAME = 4;

/**
 * Whether the word at a place is part of a product's or brand's name of several words ("Happy Egg", "angry orchard"),
 * so that it says nothing of how the shopper feels. A single word is left to its everyday meaning.
 */
export function createProductMask(
  vocabulary: () => Pick<CatalogueVocabulary, 'phrasesAt'>,
): (words: readonly string[], position: number) => boolean {
  let lastWords: readonly string[] = [];
  let masked: ReadonlySet<number> = new Set();
  return (words, position) => {
    if (words !== lastWords) {
      lastWords = words;
      masked = maskedPositions(words, vocabulary());
    }
    return masked.has(position);
  };
}

function maskedPositions(
  words: readonly string[],
  vocabulary: Pick<CatalogueVocabulary, 'phrasesAt'>,
): ReadonlySet<number> {
  const lemmas = words.map(lemmaOf);
  const masked = new Set<number>();
  for (let from = 0; from < lemmas.length; from += 1) {
    for (const { kind, length } of vocabulary.phrasesAt(lemmas, from)) {
      if (length < 2 || length > LONGEST_NAME || (kind !== 'brand' && kind !== 'alias')) continue;
      for (let position = from; position < from + length; position += 1) masked.add(position);
    }
  }
  return masked;
}
