import { readAmount } from './amount-reading.ts';
import { exclusionCue } from './constraint-reading.ts';
import { allergensOf } from './food-facts.ts';
import { isPlural } from './lemma.ts';
import { FILLERS } from './lexicon.ts';
import { readNumber, smallNumberOf } from './number-reading.ts';
import { PRAISE } from './query-words.ts';
import { superlativeOf } from './reference-reading.ts';
import type { Token } from './token.ts';
import { isContainer, unitOf } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Two words that "and" makes one thing in English; with `tail` only when a noun follows ("salt and vinegar chips"). */
const FIXED_PAIRS: ReadonlyMap<string, 'always' | 'tail'> = new Map(
  Object.entries({
    'half half': 'always',
    'mac cheese': 'always',
    'macaroni cheese': 'always',
    'sweet sour': 'always',
    'hot sour': 'always',
    'cookie cream': 'always',
    'cooky cream': 'always',
    'ben jerry': 'always',
    'arm hammer': 'always',
    'head shoulder': 'always',
    'm m': 'always',
    'black white': 'always',
    'salt vinegar': 'tail',
    'salt pepper': 'tail',
    'cream onion': 'tail',
    'cream chive': 'tail',
    'bread butter': 'tail',
    'pork bean': 'tail',
    'ham cheese': 'tail',
    'sage onion': 'tail',
    'honey mustard': 'tail',
  } as const),
);
const DETERMINERS = new Set(
  'a an the some my another one two three four five six seven eight nine ten'.split(' '),
);
const INSIDE = new Set(
  'with without for in of on under below over than and or about around from by to at number option item no half not the a an just only'.split(
    ' ',
  ),
);

/** Said while thinking, before the next thing. */
const THINKING = new Set('actually wait hmm oh um uh er well'.split(' '));

/** Splits a list of things at commas, "and", "plus" and new amounts; names that hold an "and" stay whole. */
export function splitItems(
  tokens: readonly Token[],
  vocabulary: CatalogueVocabulary,
): readonly (readonly Token[])[] {
  const items: Token[][] = [];
  let current: Token[] = [];
  const close = (): void => {
    if (current.length > 0) items.push(current);
    current = [];
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    if (isSeparator(tokens, at, current, vocabulary)) {
      close();
      continue;
    }
    if (token.kind === 'punct' || (token.text === 'and' && current.length === 0)) continue;
    if (current.length === 0 && THINKING.has(token.text)) continue;
    if (startsNewItem(tokens, at, current, vocabulary)) close();
    current.push(token);
  }
  close();
  return items.flatMap((item) => splitUnmarked(withoutTally(item), items.length > 1 ? 2 : 3, vocabulary));
}

/** "(i need) 3 things milk bread and eggs": how many they are counts none of them. */
function withoutTally(item: readonly Token[]): readonly Token[] {
  const number = readNumber(item, 0);
  const noun = number === null ? undefined : item[number.next];
  const after = number === null ? undefined : item[number.next + 1];
  if (number === null || !TALLIED.has(noun?.text ?? '') || after?.kind !== 'word' || INSIDE.has(after.text))
    return item;
  return item.slice(number.next + 1);
}

const TALLIED = new Set('things items products groceries'.split(' '));

/** "milk eggs bread": words that the catalogue never puts beside each other, each bought by itself. Beside other things of a list two of them will do. */
function splitUnmarked(
  item: readonly Token[],
  fewest: number,
  vocabulary: CatalogueVocabulary,
): readonly (readonly Token[])[] {
  const plain = item.every(
    (token) =>
      token.kind === 'word' && !FILLERS.has(token.text) && !INSIDE.has(token.text) && !PRAISE.has(token.text),
  );
  if (!plain || item.length < fewest) return [item];
  const three = partsOf(item, vocabulary, (before) => isPlural(before.text));
  if (three.length >= 3) return three;
  const parts = partsOf(item, vocabulary, (before, token) => isPlural(before.text) && isPlural(token.text));
  return parts.length >= fewest ? parts : [item];
}

/**
 * The things that stand side by side; none when not all of them are sold. `areSeveral` tells "tomatoes onions", where
 * the plural describes nothing, from what a label puts side by side.
 */
function partsOf(
  item: readonly Token[],
  vocabulary: CatalogueVocabulary,
  areSeveral: (before: Token, token: Token) => boolean,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [];
  for (const [at, token] of item.entries()) {
    const before = item[at - 1];
    const apart =
      before &&
      vocabulary.isShoppable(before.lemma) &&
      (vocabulary.pairCount(before.lemma, token.lemma) === 0 ||
        (vocabulary.isShoppable(token.lemma) && areSeveral(before, token)));
    if (apart || parts.length === 0) parts.push([token]);
    else parts[parts.length - 1]?.push(token);
  }
  const sold = parts.every((part) => vocabulary.isShoppable(part[part.length - 1]?.lemma ?? ''));
  return sold ? parts : [];
}

function isSeparator(
  tokens: readonly Token[],
  at: number,
  current: readonly Token[],
  vocabulary: CatalogueVocabulary,
): boolean {
  const text = tokens[at]?.text ?? '';
  // "bananas: 5"
  const number = text === ':' ? readNumber(tokens, at + 1) : null;
  const behind = number === null ? undefined : tokens[number.next];
  const counts = number !== null && (behind === undefined || behind.kind === 'punct');
  if (counts && current.length > 0) return false;
  if (text === ',' || text === ';' || text === '\n' || text === ':')
    return !(current.length > 0 && exclusionCue(tokens, at + 1, vocabulary) > 0);
  if (text === 'plus' || text === 'also') return tokens[at + 1] !== undefined;
  if (text === 'along' || text === 'together') return tokens[at + 1]?.text === 'with';
  if (text === 'or') return isAlternative(tokens, at, vocabulary);
  if (text !== 'and') return false;
  if (current.length === 0) return true;
  const next = tokens[at + 1];
  if (!next || next.text === 'and' || exclusionCue(tokens, at + 1, vocabulary) > 0) return false;
  if (isInBetween(current) || isFraction(tokens, at) || joinsExclusions(tokens, at, current, vocabulary))
    return false;
  if (isOrdinalList(current, tokens, at)) return false;
  return !isOneName(tokens, at, vocabulary);
}

const NO_ALTERNATIVES = new Set(
  'so something anything whatever more less under over cheaper better whichever other any similar'.split(' '),
);

/** Whether "or" at `at` stands between two things of which either will do: "milk or oat milk". */
function isAlternative(tokens: readonly Token[], at: number, vocabulary: CatalogueVocabulary): boolean {
  const left = tokens[at - 1];
  const right = tokens[at + 1];
  if (tokens[at]?.text !== 'or' || left?.kind !== 'word' || right?.kind !== 'word') return false;
  if (NO_ALTERNATIVES.has(right.text) || !vocabulary.isShoppable(left.lemma)) return false;
  if (tokens.slice(0, at).some((_, place) => exclusionCue(tokens, place, vocabulary) > 0)) return false;
  const end = tokens.findIndex(
    (token, place) => place > at && (token.kind === 'punct' || token.text === 'and'),
  );
  return tokens.slice(at + 1, end < 0 ? undefined : end).some((token) => vocabulary.isShoppable(token.lemma));
}

/** Whether a phrase leaves open which of two things is wanted. */
export function offersAlternatives(tokens: readonly Token[], vocabulary: CatalogueVocabulary): boolean {
  return tokens.some((_, at) => isAlternative(tokens, at, vocabulary));
}

/** "between 2 and 4 dollars" */
function isInBetween(current: readonly Token[]): boolean {
  const [before, last] = current.slice(-2);
  const isBetween = before?.text === 'between' || before?.text === 'from';
  return isBetween && (last?.kind === 'number' || last?.kind === 'money');
}

/** "a pound and a half of beef", "2 and 1/2 lb" */
function isFraction(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? '';
  const counts =
    unitOf(before) !== null || tokens[at - 1]?.kind === 'number' || readNumber(tokens, at - 1) !== null;
  if (tokens[at - 1]?.text === 'hundred' && smallNumberOf(tokens[at + 1]?.text ?? '') !== null) return true;
  const after = tokens[at + 1];
  const part = after?.text === 'a' ? tokens[at + 2]?.text : after?.text;
  return (
    counts &&
    (part === 'half' || part === 'quarter' || (after?.kind === 'number' && after.text.includes('/')))
  );
}

/** "without nuts and eggs" leaves both out. */
function joinsExclusions(
  tokens: readonly Token[],
  at: number,
  current: readonly Token[],
  vocabulary: CatalogueVocabulary,
): boolean {
  const cue = current.findIndex((_, offset) => exclusionCue(current, offset, vocabulary) > 0);
  if (cue < 0) return false;
  const left = allergensOf([tokens[at - 1]?.lemma ?? '']);
  const right = allergensOf([tokens[at + 1]?.lemma ?? '']);
  return (
    left.length > 0 && right.length > 0 && (tokens[at + 2] === undefined || tokens[at + 2]?.kind === 'punct')
  );
}

/** "the first and second one" */
function isOrdinalList(current: readonly Token[], tokens: readonly Token[], at: number): boolean {
  const ordinal = (token: Token | undefined): boolean =>
    token?.kind === 'ordinal' || /^(?:first|second|third|fourth|fifth|last)$/.test(token?.text ?? '');
  const last = current[current.length - 1];
  const previous =
    ordinal(last) || (['one', 'ones'].includes(last?.text ?? '') && ordinal(current[current.length - 2]));
  return previous && (ordinal(tokens[at + 1]) || (tokens[at + 1]?.text === 'the' && ordinal(tokens[at + 2])));
}

/** Whether the "and" at `at` lies inside one product's name. */
export function isOneName(tokens: readonly Token[], at: number, vocabulary: CatalogueVocabulary): boolean {
  const left = tokens[at - 1];
  const right = tokens[at + 1];
  if (!left || !right || left.kind === 'punct' || right.kind === 'punct') return false;
  if (tokens[at]?.glued === true) return true;
  if (DETERMINERS.has(right.text) || right.kind === 'number') return false;
  const after = tokens[at + 2];
  const tail = after?.kind === 'word' && !INSIDE.has(after.text) ? after : null;
  const fixed = FIXED_PAIRS.get(`${left.lemma.replace(/'s$/, '')} ${right.lemma.replace(/'s$/, '')}`);
  if (fixed === 'always' || (fixed === 'tail' && tail !== null)) return true;
  const lemmas = tokens.slice(Math.max(0, at - 4), at + 6).map((token) => token.lemma);
  const middle = Math.min(4, at);
  const bothSold = vocabulary.isShoppable(left.lemma) && vocabulary.isShoppable(right.lemma);
  for (let from = 0; from < middle; from += 1)
    for (const match of vocabulary.phrasesAt(lemmas, from)) {
      const whole = match.kind === 'alias' || match.kind === 'brand' || (match.kind === 'dish' && !bothSold);
      if (whole && from + match.length > middle + 1) return true;
    }
  const joined = vocabulary.joinedCount(left.lemma, right.lemma);
  if (joined === 0) return false;
  if (!vocabulary.isShoppable(left.lemma)) return true;
  if (tail === null) return !vocabulary.isShoppable(right.lemma);
  return vocabulary.pairCount(right.lemma, tail.lemma) <= joined;
}

/** "2 apples 3 bananas", "three pepsis a fanta": an amount after a noun opens the next thing. */
function startsNewItem(
  tokens: readonly Token[],
  at: number,
  current: readonly Token[],
  vocabulary: CatalogueVocabulary,
): boolean {
  const token = tokens[at];
  const before = current[current.length - 1];
  if (!token || !before || before.kind !== 'word' || INSIDE.has(before.text) || unitOf(before.text) !== null)
    return false;
  if (
    isContainer(before.text) ||
    before.text === 'x' ||
    ['more', 'than', 'least', 'most', 'another'].includes(before.text)
  )
    return false;
  if (current.length === 1 && readNumber(current, 0) !== null) return false;
  // "cheapest 12 oz coffee" is one thing.
  if (superlativeOf(before.text) !== null) return false;
  // "the first one that …"
  if (token.text === 'one' && ['first', 'last', 'second', 'third', 'other', 'same'].includes(before.text))
    return false;
  const article = token.text === 'a' || token.text === 'an';
  if (!article && readNumber(tokens, at) === null) return false;
  if (readNumber([before], 0) !== null || vocabulary.pairCount(before.lemma, token.lemma) > 0) return false;
  const amount = readAmount(tokens, at, vocabulary);
  if (!article && amount === null) return false;
  const after = tokens[amount?.next ?? at + 1];
  return (
    after !== undefined &&
    after.kind === 'word' &&
    after.text !== 'and' &&
    after.text !== 'x' &&
    !INSIDE.has(after.text) &&
    !['each', 'please', 'total', 'one', 'instead', 'too', 'also', 'now', 'then', 'twice'].includes(after.text)
  );
}
