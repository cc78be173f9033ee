import { exclusionCue } from './constraint-reading.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
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
  const at = said.findIndex((_, place) => cueAt(said, place, context) > 0);
  if (at < 0) return null;
  const agreed = said.slice(0, at).filter(({ text }) => text !== 'but');
  if (!agreed.every(({ text }) => ALL.has(text) || wordClass('yes').has(text))) return null;
  // "no tofu" alone may as well turn everything down
  if (agreed.length === 0 && !AGREES.has(said[at]?.text ?? '')) return null;
  const unclear: RoutedIntent = {
    name: 'clarify',
    confidence: 0.9,
    slots: { unclear: context.source.trim().slice(0, 80) },
  };
  const from = at + cueAt(said, at, context);
  if (CONDITIONS.has(said[at]?.text ?? '')) return unclear;
  const without = readItems(said.slice(from), context);
  const isOpen = ({ query, reference, amount }: ItemMention) =>
    (query === '' && (reference === null || reference.kind === 'deixis')) || amount !== null;
  if (without.length === 0 || without.some(isOpen)) return unclear;
  return { name: 'accept', confidence: 0.9, slots: { without } };
}

/** How many words at `at` leave something out of a yes, or make it hang on something. */
function cueAt(said: readonly Token[], at: number, { vocabulary, focus }: ReadingContext): number {
  const text = said[at]?.text ?? '';
  const removes = focus.pending?.kind === 'remove_lines';
  if (text === 'but' && removes && KEEPING.has(said[at + 1]?.text ?? '')) return 2;
  if (at > 0 && CONDITIONS.has(text)) return 1;
  return exclusionCue(said, at, vocabulary);
}

const KEEPING = new Set('keep leave'.split(' '));
/** A yes under these waits for what cannot be waited for. */
const CONDITIONS = new Set('if when unless until once provided'.split(' '));
const AGREES = new Set('except but without minus excluding other'.split(' '));
