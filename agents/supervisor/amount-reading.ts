import type { SaidAmount } from './intent.ts';
import { isPlural } from './lemma.ts';
import { readNumber, wordOfNumber } from './number-reading.ts';
import type { Token } from './token.ts';
import { isContainer, isPackSizeUnit, isPluralUnit, unitOf } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface AmountReading {
  readonly amount: SaidAmount | null;
  /** A pack size that describes the product rather than counts it: "16 oz", "12 pack". */
  readonly size: string | null;
  /** What the thing comes in, in the singular: "can" of "two cans of". */
  readonly packing: string | null;
  readonly next: number;
}

/** Beyond any cart; larger numbers mean nothing more. */
const LARGEST = 999_999;
const MORE = new Set(['more', 'extra', 'additional']);
const FEWER = new Set(['fewer', 'less']);
const SIZE_WORDS = new Set(
  'big small large medium jumbo huge giant family mini little whole single'.split(' '),
);
const NOT_NOUNS = new Set('up to in on of for at by off plus and or'.split(' '));

/**
 * Reads how much is wanted at `at`: "2", "a couple of", "half a dozen", "3 more", "2 dozen", "1 gallon of",
 * "two bags of", "a 12 pack of". Null when the number belongs to a name ("7 up", "80/20", "2%") or there is none.
 */
export function readAmount(
  tokens: readonly Token[],
  at: number,
  vocabulary: CatalogueVocabulary,
): AmountReading | null {
  const first = tokens[at];
  if (!first) return null;
  const loose = readLooseCount(tokens, at);
  if (loose) return finish(tokens, loose.value, loose.next, loose.mode, vocabulary, false);
  const article = first.text === 'a' || first.text === 'an';
  const number = readNumber(tokens, at) ?? (article ? readNumber(tokens, at + 1) : null);
  if (number) {
    if (belongsToName(tokens, at, number.next, number.value, vocabulary)) return null;
    return finish(tokens, number.value, pastOther(tokens, number.next), 'absolute', vocabulary, article);
  }
  const unitAt = article ? at + 1 : at;
  const word = tokens[unitAt]?.text ?? '';
  const of = tokens[unitAt + 1]?.text === 'of';
  if (
    unitOf(word) === 'dozen' ||
    (article && (unitOf(word) !== null || isContainer(word))) ||
    (of && isContainer(word))
  )
    return finish(tokens, 1, unitAt, 'absolute', vocabulary, article);
  const sized = article && SIZE_WORDS.has(word) && isContainer(tokens[unitAt + 1]?.text ?? '');
  return sized ? finish(tokens, 1, unitAt, 'absolute', vocabulary, true) : null;
}

/** "three or four": the first will do. */
function pastOther(tokens: readonly Token[], next: number): number {
  const other = tokens[next]?.text === 'or' ? readNumber(tokens, next + 1) : null;
  return other?.next ?? next;
}

function readLooseCount(
  tokens: readonly Token[],
  at: number,
): { readonly value: number; readonly next: number; readonly mode: SaidAmount['mode'] } | null {
  const words = [0, 1, 2].map((offset) => tokens[at + offset]?.text ?? '');
  const [first, second] = words;
  const start = first === 'a' || first === 'the' ? at + 1 : at;
  const word = start === at ? first : second;
  if (word === 'couple') return { value: 2, next: start + 1, mode: 'absolute' };
  if (word === 'several' || (word === 'few' && (start > at || first === 'few')))
    return { value: 3, next: start + 1, mode: 'absolute' };
  if (first === 'another') {
    const number = readNumber(tokens, at + 1);
    return { value: number?.value ?? 1, next: number?.next ?? at + 1, mode: 'more' };
  }
  return null;
}

/** "7 up", "3 musketeers", "five spice powder": the catalogue knows the number as part of a name. */
function belongsToName(
  tokens: readonly Token[],
  at: number,
  next: number,
  value: number,
  vocabulary: CatalogueVocabulary,
): boolean {
  const after = tokens[next];
  if (after?.kind !== 'word' || tokens[at]?.text.includes('/')) return false;
  const said = tokens[at]?.text ?? '';
  const spellings = [said, String(value), wordOfNumber(value)];
  // nobody asks for none of a thing that way: "zero sugar cola"
  if (value === 0) return vocabulary.count(after.lemma) > 0;
  if (unitOf(after.text) !== null || isContainer(after.text)) return false;
  if (after.text === 'x' || after.text === 'times') return false;
  if (NOT_NOUNS.has(after.text)) return after.text === 'up' && next - at === 1;
  if (
    after.text !== 'x' &&
    after.text !== 'more' &&
    spellings.some((word) => vocabulary.startsWithNumber(word, after.lemma))
  )
    return (
      !vocabulary.isShoppable(after.lemma) || (value > 1 && !isPlural(after.text) && tokens.length > next + 1)
    );
  // "5 spice powder" counts no spices
  const further = tokens[next + 1];
  const runsOn = further?.kind === 'word' && vocabulary.pairCount(after.lemma, further.lemma) > 0;
  if (
    value > 1 &&
    !isPlural(after.text) &&
    runsOn &&
    spellings.some((word) => vocabulary.pairCount(word, after.lemma) > 0)
  )
    return true;
  // "1000 island": most of what has the word has the number before it
  const uses = vocabulary.count(after.lemma);
  if (
    value > 1 &&
    spellings.some((word) => word !== '' && vocabulary.pairCount(word, after.lemma) * 2 >= uses && uses > 0)
  )
    return !isPlural(after.text);
  return (
    next - at === 1 &&
    value !== 1 &&
    !isPlural(after.text) &&
    !vocabulary.isShoppable(after.lemma) &&
    spellings.some((word) => vocabulary.pairCount(word, after.lemma) > 0)
  );
}

function finish(
  tokens: readonly Token[],
  count: number,
  from: number,
  mode: SaidAmount['mode'],
  vocabulary: CatalogueVocabulary,
  article: boolean,
): AmountReading {
  let next = from;
  let value = count;
  let amountMode = mode;
  if (tokens[next]?.text === 'x' || tokens[next]?.text === 'times') next += 1;
  // "a couple of tins of tomatoes"
  if (tokens[next]?.text === 'of' && isContainer(tokens[next + 1]?.text ?? '')) next += 1;
  const relation = tokens[next]?.text ?? '';
  if (MORE.has(relation) || FEWER.has(relation)) {
    amountMode = MORE.has(relation) ? 'more' : 'fewer';
    next += 1;
  }
  const inner = tokens[next]?.kind === 'number' ? readNumber(tokens, next) : null;
  const innerUnit = inner ? readUnit(tokens, inner.next) : null;
  let size: string | null = null;
  if (inner && innerUnit) {
    size = textOf(tokens, next, innerUnit.next);
    next = innerUnit.next;
  }
  const part = size === null ? readPartOfUnit(tokens, next) : null;
  if (part) {
    size = part.size;
    next = part.next;
  }
  if (
    SIZE_WORDS.has(tokens[next]?.text ?? '') &&
    (isContainer(tokens[next + 1]?.text ?? '') || tokens[next + 1]?.lemma === 'pack')
  )
    next += 1;
  let measure: string | null = null;
  const unit = size === null ? readUnit(tokens, next) : null;
  if (unit) {
    const of = tokens[unit.next]?.text === 'of' ? 1 : 0;
    const more = tokens[unit.next + of] !== undefined;
    const container = isContainer(tokens[unit.next]?.text ?? '');
    const glued = tokens[next]?.glued === true;
    const pluralUnit = isPluralUnit(tokens[next]?.text ?? '');
    const packSize =
      unit.measure === 'pack' && tokens[next]?.text === 'pack' && (article || value >= 4) && value > 1;
    const labelSize = isPackSizeUnit(unit.measure) && of === 0 && more && !pluralUnit;
    if ((glued && more) || packSize || labelSize || (container && unit.measure !== 'dozen')) {
      size = textOf(tokens, from === next ? startOfNumber(tokens, from) : from, unit.next);
      value = 1;
    } else measure = unit.measure;
    next = unit.next;
    const half = readHalfAfterUnit(tokens, next);
    if (half) {
      value += half.value;
      next = half.next;
    }
  }
  const container = next;
  // "2 1 lb packs of strawberries"
  const packs = size !== null && unit === null && unitOf(tokens[next]?.text ?? '') === 'pack';
  next = packs ? next + 1 : skipContainer(tokens, next, vocabulary);
  const packing = next > container ? (tokens[container]?.lemma ?? null) : null;
  if (tokens[next]?.text === 'of') next += 1;
  const amount: SaidAmount = { value: Math.min(value, LARGEST), measure, mode: amountMode };
  const bare = size !== null && unit !== null && !article;
  return { amount: bare ? null : amount, size, packing, next };
}

/** "a pound and a half of": the fraction said after the unit. */
function readHalfAfterUnit(
  tokens: readonly Token[],
  at: number,
): { readonly value: number; readonly next: number } | null {
  if (tokens[at]?.text !== 'and' || tokens[at + 1]?.text !== 'a') return null;
  const part = tokens[at + 2]?.text;
  return part === 'half' || part === 'quarter' ? { value: part === 'half' ? 0.5 : 0.25, next: at + 3 } : null;
}

const PARTS: Readonly<Record<string, number>> = { half: 0.5, quarter: 0.25 };

/** "(2) half gallons", "(three) quarter pound": a part of a measure that packs come in. */
function readPartOfUnit(
  tokens: readonly Token[],
  at: number,
): { readonly size: string; readonly next: number } | null {
  const part = PARTS[tokens[at]?.text ?? ''];
  const measure = unitOf(tokens[at + 1]?.text ?? '');
  if (part === undefined || measure === null || NO_PACK_SIZES.has(measure)) return null;
  return { size: `${part} ${measure}`, next: at + 2 };
}

/** Nobody sells things by a part of these. */
const NO_PACK_SIZES = new Set(['dozen', 'pair', 'pack']);

function startOfNumber(tokens: readonly Token[], from: number): number {
  let start = from;
  while (start > 0 && (tokens[start - 1]?.kind === 'number' || readNumber(tokens, start - 1) !== null))
    start -= 1;
  return start;
}

function readUnit(
  tokens: readonly Token[],
  at: number,
): { readonly measure: string; readonly next: number } | null {
  const word = tokens[at]?.text ?? '';
  const next = tokens[at + 1]?.text ?? '';
  if ((word === 'fl' || word === 'fluid') && unitOf(next) === 'oz') return { measure: 'fl_oz', next: at + 2 };
  const measure = unitOf(word);
  return measure === null ? null : { measure, next: at + 1 };
}

/** "bags of", "cans" before a noun; "cup noodles" keeps its word because the catalogue knows the pair. */
function skipContainer(tokens: readonly Token[], at: number, vocabulary: CatalogueVocabulary): number {
  const container = tokens[at];
  if (!container || !isContainer(container.text)) return at;
  const after = tokens[at + 1];
  if (!after || after.text === 'of') return at + 1;
  if (after.kind !== 'word') return at;
  return vocabulary.pairCount(container.lemma, after.lemma) > 0 ? at : at + 1;
}

function textOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');
}
