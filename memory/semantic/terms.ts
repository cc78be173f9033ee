/** English words that say nothing about what a turn was about. Negations stay: "no nuts" is not "nuts". */
const STOP_WORDS = new Set(
  `a about after again all also am an and any are as at be because been before being but by can could did do does doing
  for from get got had has have having he her here hers him his how i id if ill im in into is it its ive just let lets
  like me more most my of off oh ok okay on one or our out over own please really she should so some such than that
  thats the their them then there these they theyre this those to too up us very was we were weve what whats when where
  which while who why will with would yeah yes you your youre`.split(/\s+/u),
);

/** Words as written, lower case, accents and other marks of their script kept; "don't" is "dont". */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** The words of a text that carry meaning, each reduced to a common stem; the order is kept. */
export function termsOf(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** A light suffix stripper: joins plurals and verb forms, and leaves short words alone. */
function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/u.test(word)) return word;
  const singular =
    word.endsWith('ies') && word.length > 4
      ? `${word.slice(0, -3)}y`
      : /(?:ss|x|ch|sh|z|o)es$/u.test(word)
        ? word.slice(0, -2)
        : word.endsWith('s') && !/(?:ss|us|is)$/u.test(word)
          ? word.slice(0, -1)
          : word;
  const base = singular.replace(/(?<=[a-z]{3})(?:ing|ed|ly)$/u, '');
  if (base === singular) return singular.replace(/(?<=[a-z]{3})e$/u, '');
  return base.replace(/([b-df-hj-np-rtv-z])\1$/u, '$1').replace(/(?<=[a-z]{3})e$/u, '');
}
