import { wordClass } from './lexicon.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface GreetingReading {
  readonly greeted: boolean;
  readonly rest: readonly Token[];
}

const ADDRESSED = new Set(
  'there again everyone friend leafloaf assistant all guys team buddy mate bot to you'.split(' '),
);
const TIMES = new Set('morning afternoon evening day'.split(' '));
/** These call for attention rather than greet, when more follows. */
const CALLS = new Set('hey yo heya'.split(' '));

/** Takes a greeting off the start of a message: "hello, add milk". "hi chew candy" is candy. */
export function takeGreeting(tokens: readonly Token[], vocabulary: CatalogueVocabulary): GreetingReading {
  const [first, second] = tokens;
  if (!first) return { greeted: false, rest: tokens };
  const timed = first.text === 'good' && TIMES.has(second?.text ?? '');
  // "hi-c" is a drink
  if (second?.glued === true) return { greeted: false, rest: tokens };
  const named = second !== undefined && vocabulary.pairCount(first.lemma, second.lemma) > 0;
  if (!timed && (!wordClass('hi').has(first.text) || named)) return { greeted: false, rest: tokens };
  let at = timed ? 2 : 1;
  while (
    at < tokens.length &&
    (ADDRESSED.has(tokens[at]?.text ?? '') ||
      tokens[at]?.kind === 'punct' ||
      tokens[at]?.kind === 'emoji' ||
      wordClass('hi').has(tokens[at]?.text ?? ''))
  )
    at += 1;
  const rest = tokens.slice(at);
  return { greeted: rest.length === 0 || !CALLS.has(first.text), rest };
}
