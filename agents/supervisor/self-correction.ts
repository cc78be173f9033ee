import { readAmount } from './amount-reading.ts';
import { CLAUSE_VERBS } from './lexicon.ts';
import { readNumber } from './number-reading.ts';
import type { Token } from './token.ts';
import { isContainer, unitOf } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

const phrases = (text: string): readonly (readonly string[])[] =>
  text
    .split('|')
    .map((words) => words.split(' '))
    .sort((left, right) => right.length - left.length);
/** Takes back what was said just before. */
const TAKES_BACK = phrases(
  'i mean|i meant|make that|make it|actually|no wait|no sorry|scratch that|sorry|oops|whoops|wait|or rather',
);
/** Opens other sentences too, and takes back only after a pause. */
const AFTER_PAUSE = phrases('no|nope|rather');
const BETWEEN_THINGS = new Set([',', 'and', 'plus', ';', '\n', '.']);
const ENDS = new Set([...BETWEEN_THINGS, '!', 'please']);
const BESIDE = new Set(['of', 'them', 'those', 'the', 'in', 'total', 'instead']);

/** "two cans of tuna, sorry, three" is three cans of tuna: the amount said last stands in the place of the first. */
export function mendAmounts(tokens: readonly Token[], vocabulary: CatalogueVocabulary): readonly Token[] {
  for (let at = 2; at < tokens.length; at += 1) {
    const next = endOfCue(tokens, at);
    const mended = next === null ? null : withAmountFrom(tokens, at, next, vocabulary);
    if (mended !== null) return mended;
  }
  return mendThings(tokens, vocabulary);
}

/** Leaves no doubt that what was said before is not meant; "actually" may as well lead to one thing more. */
const STRONG = new Set('no nope sorry mean meant scratch oops whoops rather make'.split(' '));
/** A thing is named by few words; more is a sentence of its own. */
const MOST_WORDS = 4;

/** "milk, no wait, oat milk": the thing said last stands in the place of the one before the cue. */
function mendThings(tokens: readonly Token[], vocabulary: CatalogueVocabulary): readonly Token[] {
  for (let at = 1; at < tokens.length; at += 1) {
    const next = endOfCue(tokens, at);
    if (next === null) continue;
    const end = endOfThing(tokens, next);
    const meant = tokens.slice(next, end);
    let start = at;
    while (start > 0 && isOfThing(tokens[start - 1])) start -= 1;
    const wrong = tokens.slice(start, at);
    // "not the oat milk, I meant eggs" says itself what goes and what comes
    if (tokens.slice(0, start).some(({ text }) => TURNS_DOWN.has(text))) return tokens;
    if (!namesThing(meant, vocabulary) || !namesThing(wrong, vocabulary)) return tokens;
    const strong = tokens.slice(at, next).some(({ text }) => STRONG.has(text));
    const sameKind = wrong.at(-1)?.lemma === meant.at(-1)?.lemma;
    if (!strong && !sameKind) return tokens;
    const counted = readNumber(meant, 0) !== null;
    const amountAt = counted ? startOfAmount(tokens, start) : start;
    return [...tokens.slice(0, amountAt), ...meant, ...tokens.slice(end)];
  }
  return tokens;
}

const TURNS_DOWN = new Set(['not', 'no', 'without', 'nope']);

function endOfThing(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < tokens.length && !ENDS.has(tokens[end]?.text ?? '')) end += 1;
  return end;
}

function isOfThing(token: Token | undefined): boolean {
  const plain = token?.kind === 'word' || token?.kind === 'percent';
  return (
    plain && !NOT_OF_THING.has(token.text) && !CLAUSE_VERBS.has(token.text) && readNumber([token], 0) === null
  );
}

const NOT_OF_THING = new Set(
  'i we you me us and or of a an the some my to in please not no do would like'.split(' '),
);

function namesThing(words: readonly Token[], vocabulary: CatalogueVocabulary): boolean {
  const named = readNumber(words, 0) === null ? words : words.slice(1);
  const plain = named.filter(({ text }) => !['a', 'an', 'the', 'some'].includes(text));
  return (
    plain.length > 0 &&
    plain.length <= MOST_WORDS &&
    plain.every(isOfThing) &&
    vocabulary.isShoppable(plain.at(-1)?.lemma ?? '')
  );
}

/** "3" before "apples" goes with them when another number was said. */
function startOfAmount(tokens: readonly Token[], start: number): number {
  return start > 0 && readNumber(tokens, start - 1) !== null ? start - 1 : start;
}

function endOfCue(tokens: readonly Token[], at: number): number | null {
  let next = at;
  let cued = false;
  for (;;) {
    const pause = tokens[next]?.text === ',' || tokens[next]?.text === '.';
    const start = pause ? next + 1 : next;
    const cue = [...TAKES_BACK, ...(pause || cued ? AFTER_PAUSE : [])].find((words) =>
      words.every((word, offset) => tokens[start + offset]?.text === word),
    );
    if (cue === undefined) return cued ? start : null;
    next = start + cue.length;
    cued = true;
  }
}

function withAmountFrom(
  tokens: readonly Token[],
  cue: number,
  from: number,
  vocabulary: CatalogueVocabulary,
): readonly Token[] | null {
  const right = readNumber(tokens, from);
  if (right === null) return null;
  let start = cue;
  while (start > 0 && !BETWEEN_THINGS.has(tokens[start - 1]?.text ?? '')) start -= 1;
  while (start < cue && readAmount(tokens, start, vocabulary)?.amount == null) start += 1;
  const wrong = firstAmount(tokens, start);
  // "two, no, three bananas"
  const counts = tokens[right.next]?.kind === 'word' && wrong?.next === cue;
  if (counts) return [...tokens.slice(0, start), ...tokens.slice(from)];
  if (wrong === null || wrong.next >= cue) return null;
  let end = right.next;
  const said = new Set(tokens.slice(wrong.next, cue).map(({ lemma }) => lemma));
  const repeats = (token: Token): boolean =>
    said.has(token.lemma) || BESIDE.has(token.text) || isContainer(token.text) || unitOf(token.text) !== null;
  for (let token = tokens[end]; token !== undefined && !ENDS.has(token.text); token = tokens[end]) {
    if (!repeats(token)) return null;
    end += 1;
  }
  const unit = unitOf(tokens[right.next]?.text ?? '') === null ? 0 : 1;
  if (unit === 1 && unitOf(tokens[wrong.next]?.text ?? '') === null) return null;
  return [
    ...tokens.slice(0, start),
    ...tokens.slice(from, right.next + unit),
    ...tokens.slice(wrong.next + unit, cue),
    ...tokens.slice(end),
  ];
}

/** "2", and what stands for a number: "a dozen", "a couple of". */
function firstAmount(tokens: readonly Token[], at: number): { readonly next: number } | null {
  const [article, word, of] = [0, 1, 2].map((offset) => tokens[at + offset]?.text ?? '');
  if (article === 'a' || article === 'an') {
    if (word === 'couple') return { next: of === 'of' ? at + 3 : at + 2 };
    if (unitOf(word ?? '') !== null || isContainer(word ?? '')) return { next: at + 1 };
  }
  return readNumber(tokens, at);
}
