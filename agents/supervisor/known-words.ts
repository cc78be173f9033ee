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
const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...COMMON_WORDS,
  ...CUE_WORDS,
  ...FILLERS,
  ...FOREIGN_WORDS,
  ...FOOD_FACT_WORDS,
  ...patternWords(),
]);

/** Whether a word, or what it is inflected from ("checking", "updated", "perfectly"), is known. */
export function isKnownWord(word: string): boolean {
  if (KNOWN_WORDS.has(word)) return true;
  for (const ending of ['ing', 'ed', 'er', 'est', 'ally', 'ly', 'es', 'd', 'r', 's', 'y', 'ion']) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < 3) continue;
    const single = /(.)\1$/.test(stem) ? stem.slice(0, -1) : stem;
    if (KNOWN_WORDS.has(stem) || KNOWN_WORDS.has(`${stem}e`) || KNOWN_WORDS.has(single)) return true;
  }
  return false;
}
