import { FILLERS } from './lexicon.ts';
import { readNumber } from './number-reading.ts';
import { tokenise } from './tokenise.ts';

/** Words that only lead to which one is meant: "no, fifteen", "I said melons". */
const LEADS = new Set('no nope yes yeah yep i said say meant mean it was is the'.split(' '));

/** Before "one" that stands for a thing: "that one". */
const BEFORE_ONE = new Set('that this the other which first second third last'.split(' '));

/** Which of several texts an answer names by what only that one says: "fifteen" of "add 15 bagels" and "add 50 bagels". */
export function tellApart(answer: string, texts: readonly string[]): number | null {
  const said = [...meaningsOf(answer)].filter((word) => !LEADS.has(word));
  if (said.length === 0) return null;
  const fitting = texts.flatMap((text, at) => {
    const held = meaningsOf(text);
    return said.every((word) => held.has(word)) ? [at] : [];
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** The number that is all an answer says: "no, three", "I said 3". Null when it says anything else. */
export function bareNumber(answer: string): number | null {
  const said = [...meaningsOf(answer)].filter((word) => !LEADS.has(word));
  const value = said.length === 1 ? Number(said[0]) : Number.NaN;
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** Lemmas of words that carry meaning, and numbers by their value. */
function meaningsOf(text: string): ReadonlySet<string> {
  const { tokens } = tokenise(text);
  const found = new Set<string>();
  for (let at = 0; at < tokens.length; ) {
    const pronoun = tokens[at]?.text === 'one' && BEFORE_ONE.has(tokens[at - 1]?.text ?? '');
    const number = pronoun ? null : readNumber(tokens, at);
    if (number !== null) {
      found.add(String(number.value));
      at = number.next;
      continue;
    }
    const token = tokens[at];
    if (token !== undefined && token.kind !== 'punct' && !FILLERS.has(token.text)) found.add(token.lemma);
    at += 1;
  }
  return found;
}
