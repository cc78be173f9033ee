import type { Product } from '#agents/search/product.ts';
import { foldText, tokenize } from '#agents/search/tokenize.ts';

/**
 * False when a word of `said` is one of the product's only if its plural and an accent both fall away: "rose wine" is
 * rosé, but "roses" are flowers.
 */
export function isNamedAsWritten(said: string, { name, aliases, category }: Product): boolean {
  // an alias of several words ("rose wine") is not what one of them is called
  const alone = aliases.filter((alias) => words(alias).length === 1);
  const names = words(`${name} ${alone.join(' ')} ${category}`);
  return words(said).every((word) => {
    const token = tokenize(word)[0];
    const same = names.filter((other) => tokenize(other)[0] === token);
    const isPlain = foldText(word) === word;
    return (
      same.length === 0 ||
      same.some((other) => !isPlain || foldText(other) === other || foldText(other) === word)
    );
  });
}

function words(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
