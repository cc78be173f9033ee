import type { Reference } from './intent.ts';
import type { Token } from './token.ts';
import { isContainer } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface SizeGradeReading {
  /** The pack of the thing that is meant; null when no size was said so. */
  readonly references: readonly Reference[] | null;
  readonly rest: readonly Token[];
}

const LARGEST = new Set(
  'big bigger biggest large larger largest huge giant jumbo family party king bulk value'.split(' '),
);
const SMALLEST = new Set('small smaller smallest little tiny mini travel snack trial single'.split(' '));
const SIZE = new Set(['size', 'sized']);

/** "big bag of rice", "family size cereal", "small carton of cream": the largest or the smallest pack of the thing. */
export function readSizeGrade(tokens: readonly Token[], vocabulary: CatalogueVocabulary): SizeGradeReading {
  for (let at = 0; at < tokens.length; at += 1) {
    const word = tokens[at]?.text ?? '';
    const by = LARGEST.has(word) ? 'largest' : SMALLEST.has(word) ? 'smallest' : null;
    const next = tokens[at + 1];
    if (by === null || !next) continue;
    const sized = SIZE.has(next.text);
    const packed = isContainer(next.text) && tokens[at + 2]?.text === 'of';
    // "large eggs", "snack pack pudding" are names
    if (!sized && (!packed || vocabulary.pairCount(tokens[at]?.lemma ?? '', next.lemma) > 0)) continue;
    const rest = [...tokens.slice(0, at), ...tokens.slice(at + (sized ? 2 : 1))];
    const joint = sized && rest[at]?.text === 'of' ? rest.filter((_, place) => place !== at) : rest;
    const named = joint.some((token) => token.kind === 'word' && vocabulary.count(token.lemma) > 0);
    return named
      ? { references: [{ kind: 'superlative', by }], rest: joint }
      : { references: null, rest: tokens };
  }
  return { references: null, rest: tokens };
}
