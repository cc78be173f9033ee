import { COMMON_WORDS } from './common-words.ts';
import { FOOD_FACT_WORDS } from './food-facts.ts';
import { CUE_WORDS, FILLERS } from './lexicon.ts';
import { RULES } from './rules/all-rules.ts';
import { FOREIGN_WORDS } from './rules/scope-rules.ts';

function patternWords(): readonly string[] {
  return RULES.flatMap((rule) =>
    rule.patterns.flatMap((pattern) => pattern.match(/(?<![$@+*\w])[a-z]+/g) ?? []),
  );
}

/** Every word that is right as it is, whatever the catalogue holds: it is never mended into a product's. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...COMMON_WORDS,
  ...CUE_WORDS,
  ...FILLERS,
  ...FOREIGN_WORDS,
  ...FOOD_FACT_WORDS,
  ...patternWords(),
]);
