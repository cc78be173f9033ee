import type { Token } from './token.ts';

const JOINS = new Set('that which what'.split(' '));
const WHEN = new Set('just already only earlier before first last'.split(' '));
const DEEDS = new Set('added put got picked chose selected included'.split(' '));
const AFTER = new Set(
  'in on to into the my our there cart basket bag trolley list it earlier before just now already first last by mistake accident'.split(
    ' ',
  ),
);

/** Where "(the milk) that I just added to my cart" begins to tell how the thing came into the cart; null when it does not. */
export function ownDoingAt(tokens: readonly Token[]): number | null {
  const verb = tokens.findIndex(({ text }) => DEEDS.has(text));
  if (verb < 1 || !tokens.slice(verb + 1).every(({ text }) => AFTER.has(text))) return null;
  let at = verb - 1;
  while (at >= 0 && WHEN.has(tokens[at]?.text ?? '')) at -= 1;
  if (!['i', 'we', 'you'].includes(tokens[at]?.text ?? '')) return null;
  return JOINS.has(tokens[at - 1]?.text ?? '') ? at - 1 : at;
}
