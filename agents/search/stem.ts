/** Plurals that no rule reaches, and spellings of one word; both sides of a comparison pass through here. */
const WORD_FORMS = new Map<string, string>([
  ['leaves', 'leaf'],
  ['loaves', 'loaf'],
  ['halves', 'half'],
  ['knives', 'knife'],
  ['calves', 'calf'],
  ['geese', 'goose'],
  ['mice', 'mouse'],
  ['feet', 'foot'],
  ['teeth', 'tooth'],
  ['children', 'child'],
  ['women', 'woman'],
  ['men', 'man'],
  ['yoghurt', 'yogurt'],
  ['yoghourt', 'yogurt'],
  ['chilli', 'chili'],
  ['chillies', 'chili'],
  ['chilies', 'chili'],
  ['chiles', 'chili'],
  ['chile', 'chili'],
  ['doughnut', 'donut'],
  ['catsup', 'ketchup'],
  ['flavour', 'flavor'],
  ['colour', 'color'],
  ['fibre', 'fiber'],
  ['aluminium', 'aluminum'],
  ['whisky', 'whiskey'],
]);

/**
 * One form for the singular and the plural of a word in Latin letters, after Harman's S-stemmer (JASIS 42(1), 1991)
 * with the endings groceries need. Other endings stay, since "salted" is not "salt" on a shelf.
 */
export function stem(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  const form = WORD_FORMS.get(word);
  if (form !== undefined) return form;
  const singular = singularOf(word);
  return WORD_FORMS.get(singular) ?? singular;
}

function singularOf(word: string): string {
  if (word.length > 4) {
    // "berries" and "berry", "cookies" and "cookie" meet in y.
    if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
    if (word.endsWith('ie')) return `${word.slice(0, -2)}y`;
    if (word.endsWith('oes') && word.length > 5) return word.slice(0, -2);
    if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
    // "quiche" meets "quiches".
    if (word.endsWith('che')) return word.slice(0, -1);
  }
  if (word.length > 3 && word.endsWith('s') && !/[sui]s$/.test(word)) return word.slice(0, -1);
  return word;
}
