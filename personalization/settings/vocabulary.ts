/** The names that diets and allergies go by. The catalogue's, so that every stored one can be checked on a product. */
export interface SettingsVocabulary {
  readonly diets: readonly string[];
  readonly allergens: readonly string[];
}

/** The known name that is meant ("Gluten-free", "peanuts"), or null. */
export function knownName(names: readonly string[], said: string): string | null {
  const wanted = said
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => plainForm(name) === plainForm(wanted)) ??
    null
  );
}

function plainForm(name: string): string {
  return name.replace(/s$/u, '');
}
