import type { CatalogueVocabulary } from './vocabulary.ts';

/** How a thing without something is called: "unsalted", "seedless", "boneless". */
const FORMS: readonly ((noun: string) => string)[] = [
  (noun) => `un${noun}ed`,
  (noun) => `un${noun.replace(/e$/, '')}ed`,
  (noun) => `${noun}less`,
];

/** The catalogue's own word for what is without `noun` ("salt" → "unsalted"); null when it has none. */
export function privativeOf(noun: string, vocabulary: Pick<CatalogueVocabulary, 'count'>): string | null {
  if (noun.length < 3) return null;
  return FORMS.map((form) => form(noun)).find((word) => vocabulary.count(word) > 0) ?? null;
}
