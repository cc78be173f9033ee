const BEFORE = new Set(['no', 'non', 'without', 'zero', 'not']);
const AFTER = new Set(['free', 'less']);
/** After "free" or "less" these make another thing of it: "eggs free range", "fish less than 5". */
const NO_DENIAL = new Set(['range', 'run', 'roaming', 'trade', 'standing', 'than']);
const JOINS = new Set(['and', 'or']);
/** Between a denial and its word: "no added sugar". */
const PASSED_OVER = new Set(['added', 'any', 'artificial', 'extra']);
const SHORTEST_STEM = 3;
/** "unsalted" is a denial, "united" is none. */
const SHORTEST_PARTICIPLE = 5;

/** Words that a text says the product is without: "Sugar Free", "no added sugar", "free from nuts", "stemless". */
export function deniedWords(tokens: readonly string[]): ReadonlySet<string> {
  const denied = new Set<string>();
  /** Whether "free" or "less" denies what stands before `at`, over "and": "gluten and dairy free". */
  const deniedAfter = (at: number): boolean =>
    AFTER.has(tokens[at] ?? '')
      ? !NO_DENIAL.has(tokens[at + 1] ?? '')
      : JOINS.has(tokens[at] ?? '') && deniedAfter(at + 2);
  tokens.forEach((token, at) => {
    const before = PASSED_OVER.has(tokens[at - 1] ?? '') ? tokens[at - 2] : tokens[at - 1];
    const freeFrom = (before === 'of' || before === 'from') && tokens[at - 2] === 'free';
    if (BEFORE.has(before ?? '') || freeFrom || deniedAfter(at + 1)) denied.add(token);
    for (const word of deniedWithin(token)) denied.add(word);
  });
  return denied;
}

/** What one word denies: "eggless" egg, "nondairy" dairy, "unsalted" both salted and salt. */
function deniedWithin(token: string): readonly string[] {
  if (token.endsWith('less') && token.length >= SHORTEST_STEM + 4) return [token.slice(0, -4)];
  if (token.startsWith('non') && token.length >= SHORTEST_STEM + 3) return [token.slice(3)];
  if (!/^un.*ed$/.test(token) || token.length < SHORTEST_PARTICIPLE + 2) return [];
  return [token.slice(2), token.slice(2, -2)];
}

/** The term under which the index keeps that a product is without a word; no text gives such a term. */
export function denialTerm(word: string): string {
  return `¬${word}`;
}
