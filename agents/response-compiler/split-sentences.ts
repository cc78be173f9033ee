/** Words that end in a point in the middle of a sentence, without the point. */
const ABBREVIATIONS = new Set(
  'st mr mrs ms dr jr sr prof no nos vs etc approx incl max min oz lb lbs fl ct pt qt gal tsp tbsp pkg pc pcs co inc ltd'.split(
    ' ',
  ),
);

/** The sentences of a text of prose, whole. The points in "$4.99", "St. Dalfour", "1.5 oz" and "J. Smith" end none. */
export function splitSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/([.!?…])["”’)\]]*\s+(?=["“‘(]?[\p{Lu}\p{N}])/gu)) {
    if (match[1] === '.' && isAbbreviated(text.slice(start, match.index))) continue;
    const end = match.index + match[0].length;
    sentences.push(text.slice(start, end).trim());
    start = end;
  }
  const last = text.slice(start).trim();
  return last === '' ? sentences : [...sentences, last];
}

function isAbbreviated(before: string): boolean {
  const word = /[\p{L}.]+$/u.exec(before)?.[0] ?? '';
  return ABBREVIATIONS.has(word.toLowerCase()) || /^(?:\p{L}\.)*\p{L}$/u.test(word);
}
