import { readNumber } from './number-reading.ts';
import {
  BY_WAY,
  CLOSINGS,
  DETERMINERS,
  EMPTY_HEADS,
  ENDINGS,
  FORMS,
  GREETINGS,
  LINKS,
  MEASURES,
  MODIFYING,
  NEGATIONS,
  ORDERING,
  PLAIN_SIZES,
  POINTED_AT,
  PREDICATED,
  PURPOSES,
  SIZES,
} from './order-words.ts';
import { plainLemma } from './served-beside.ts';
import type { Token } from './token.ts';
import { isContainer, unitOf } from './units.ts';

/** How many, and where the name of what is counted begins. */
export interface Count {
  readonly count: number;
  readonly next: number;
}

/** "two", "a", "a couple of", "half a dozen"; a measure ("two liter") is one of what follows. */
export function readCount(tokens: readonly Token[], at: number): Count | null {
  const word = tokens[at]?.text ?? '';
  const article = word === 'a' || word === 'an' || word === 'another';
  const from = article || word === 'the' ? at + 1 : at;
  const loose = looseCount(tokens, from, article);
  if (loose) return { ...loose, next: skipOf(tokens, loose.next) };
  if (article) {
    // "a little basil" is some of it, "make it a large" says how what was named shall be
    const portion = tokens[from]?.text === 'little' && !isContainer(tokens[from + 1]?.text ?? '');
    const predicate = PREDICATED.has(tokens[at - 1]?.text ?? '') && tokens[at - 2]?.text === 'make';
    if (portion || predicate) return null;
    if (from >= tokens.length || !isName(tokens[from])) return null;
    return { count: 1, next: from };
  }
  if (word === 'number') return null;
  const number = readNumber(tokens, at);
  if (!number || tokens[at - 1]?.text === 'number') return null;
  if (unitOf(tokens[number.next]?.text ?? '') === 'dozen')
    return { count: Math.round(number.value * 12), next: skipOf(tokens, number.next + 1) };
  if (isMeasure(tokens[number.next]?.text ?? '')) return { count: 1, next: skipOf(tokens, number.next + 1) };
  return Number.isInteger(number.value) && number.value > 0
    ? { count: number.value, next: skipOf(tokens, number.next) }
    : null;
}

function looseCount(tokens: readonly Token[], at: number, article: boolean): Count | null {
  const word = tokens[at]?.text ?? '';
  if (word === 'couple' || unitOf(word) === 'pair')
    return article || word === 'couple' ? { count: 2, next: at + 1 } : null;
  if (word === 'few' && article) return { count: 3, next: at + 1 };
  if (unitOf(word) === 'dozen') return { count: 12, next: at + 1 };
  const half = word === 'half' && unitOf(tokens[at + 1]?.text ?? '') === 'dozen';
  return half && article ? { count: 6, next: at + 2 } : null;
}

function skipOf(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.text !== 'of' || POINTED_AT.has(tokens[at + 1]?.text ?? '')) return at;
  return DETERMINERS.has(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
}

/** Words of a name that begins with its size ("… onions large garlic fries"): a thing of its own; 0 for none. */
export function sizedName(tokens: readonly Token[], at: number): number {
  if (!PLAIN_SIZES.has(tokens[at]?.text ?? '')) return 0;
  const next = endOfName(tokens, at);
  const named = tokens.slice(at, next).filter(({ text }) => !SIZES.has(text));
  const lemmas = named.map(({ text }) => plainLemma(text));
  return lemmas.length > 0 && isThing(lemmas, '', true) ? next - at : 0;
}

/** Whether a name may begin after this word: at the start, or right after it was asked for. */
export function opensName(before: string): boolean {
  return before === '' || GREETINGS.has(before) || ORDERING.has(before) || before === 'me' || before === 'us';
}

/** Whether what stood before this token was the whole name of a thing, and no verb unknown here. */
export function endsThere(token: Token | undefined): boolean {
  if (!token || token.kind === 'punct') return true;
  return [LINKS, MODIFYING, NEGATIONS, CLOSINGS].some((set) => set.has(token.text));
}

/** "in a small size", "on it", "for my side": tells where, when, as or for what. */
export function isCircumstance(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.text ?? '';
  const next = tokens[at + 1]?.text ?? '';
  if (word === 'for' || word === 'as') {
    const noun = DETERMINERS.has(next) ? tokens[at + 2]?.text : next;
    return PURPOSES.has(plainLemma(noun ?? '')) || word === 'as';
  }
  if (!BY_WAY.has(word) || ORDERING.has(next)) return false;
  return word !== 'to' || readCount(tokens, at + 1) === null;
}

function isMeasure(word: string): boolean {
  const unit = unitOf(word);
  return MEASURES.has(word) || (unit !== null && unit !== 'dozen' && unit !== 'pair' && unit !== 'pack');
}

/** Where the name that begins at `from` ends; "of" carries it on ("a bag of chips"). */
export function endOfName(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at];
    const number = token ? readNumber(tokens, at) : null;
    if (number) {
      const described = tokens.slice(from, at).every(({ text }) => SIZES.has(text));
      const measured = isMeasure(tokens[number.next]?.text ?? '');
      if (!measured && !(described && number.value > 1 && from > 0 && isArticle(tokens[from - 1]))) break;
      at = number.next;
      continue;
    }
    const goesOn = token?.text === 'of' && at > from && !POINTED_AT.has(tokens[at + 1]?.text ?? '');
    if (goesOn) {
      at += isArticle(tokens[at + 1]) ? 2 : 1;
      continue;
    }
    if (!isName(token) && token?.text !== 'order' && token?.text !== 'orders') break;
    at += 1;
  }
  return at;
}

function isArticle(token: Token | undefined): boolean {
  return token !== undefined && (token.text === 'a' || token.text === 'an' || token.text === 'the');
}

/** Whether a token may be part of a thing's name. */
export function isName(token: Token | undefined): boolean {
  if (!token || token.kind === 'punct' || token.kind === 'emoji' || isArticle(token)) return false;
  const { text } = token;
  if (text === 'another' || text === 'for' || DETERMINERS.has(text)) return false;
  return ![ORDERING, ENDINGS, LINKS, MODIFYING, NEGATIONS, BY_WAY].some((set) => set.has(text));
}

/** A name is of a thing unless its noun holds none, or is a part of the dish that it stands with. */
export function isThing(name: readonly string[], after: string, modifying: boolean): boolean {
  const head = name.at(-1) ?? '';
  // "a lot of cheese", "two shots of espresso": the noun before "of" says whether anything is counted
  const of = name.indexOf('of');
  if (EMPTY_HEADS.has(head) || (of > 0 && name[of - 1] !== 'order' && EMPTY_HEADS.has(name[of - 1] ?? '')))
    return false;
  if (modifying && FORMS.has(head)) return false;
  return name.length > 0 || after === 'with';
}

/** Past what is refused: the name that follows, and those joined to it without a number. */
export function endOfRefused(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && !isName(tokens[at]) && !LINKS.has(tokens[at]?.text ?? '')) {
    const token = tokens[at];
    const over = token?.kind === 'punct' || token?.text === 'i' || token?.text === 'we';
    if (over || readNumber(tokens, at)) return at;
    at += 1;
  }
  return Math.max(at, endOfName(tokens, at));
}

/** Past where, when or as what: an article or number, and the name after it. */
export function endOfCircumstance(tokens: readonly Token[], from: number): number {
  const counted = readCount(tokens, from);
  const start = counted?.next ?? (DETERMINERS.has(tokens[from]?.text ?? '') ? from + 1 : from);
  return endOfName(tokens, start);
}
