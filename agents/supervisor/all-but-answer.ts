import { exclusionCue } from './constraint-reading.ts';
import type { RoutedIntent } from './intent.ts';
import { readItems } from './item-reading.ts';
import { wordClass } from './lexicon.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

/** What agrees to all that was offered, before the exception. */
const ALL = new Set(
  (
    'add put get take want have buy order i will would like give me and then please in into to my the cart basket all of ' +
    'everything it that them those these lot whole thing stuff both rest go ahead with do just'
  ).split(' '),
);

/** "(yes,) everything except the tofu", said to an offer of several things; null when it is something else. */
export function readAllBut(words: readonly Token[], context: ReadingContext): RoutedIntent | null {
  const said = words.filter(({ kind }) => kind !== 'punct');
  const at = said.findIndex((_, place) => exclusionCue(said, place, context.vocabulary) > 0);
  if (at < 0) return null;
  const agreed = said.slice(0, at).filter(({ text }) => text !== 'but');
  if (!agreed.every(({ text }) => ALL.has(text) || wordClass('yes').has(text))) return null;
  // "no tofu" alone may as well turn everything down
  if (agreed.length === 0 && !AGREES.has(said[at]?.text ?? '')) return null;
  const without = readItems(said.slice(at + exclusionCue(said, at, context.vocabulary)), context);
  if (without.length === 0 || without.some(({ query }) => query === '')) return null;
  return { name: 'accept', confidence: 0.9, slots: { without } };
}

const AGREES = new Set('except but without minus excluding other'.split(' '));
