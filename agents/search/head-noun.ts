import { tokenize } from './tokenize.ts';

/** How a thing is packed or cut, not what it is: "Organic Spinach Bunch" is spinach, "Eggs Family Pack" eggs. */
const FORM_WORDS = new Set(
  'bunch bag pack pk family value size ct count oz lb fl g kg ml l gal gallon slice sliced bottle can carton box tub jar each original classic fresh frozen organic large small medium jumbo unsweetened plain pint quart half dozen natural raw whole'.split(
    ' ',
  ),
);

/**
 * The word that says what a product is: the last one of an English name's main part ("Milk Chocolate Bar" is a bar,
 * "Tuna in Water" tuna, "Milk, Whole" milk). Null when the name has no word.
 */
export function headNoun(name: string): string | null {
  const main = name.split(/,|\(|\s[-–—|]\s|\s(?:with|in|for|from|w\/)\s/i)[0] ?? name;
  const tokens = tokenize(main);
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token !== undefined && !FORM_WORDS.has(token) && !/^\d/.test(token)) return token;
  }
  return tokens.at(-1) ?? null;
}
