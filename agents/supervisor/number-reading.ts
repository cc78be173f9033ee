import type { Token } from './token.ts';
import { unitOf } from './units.ts';

const SMALL: ReadonlyMap<string, number> = new Map(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen'
  )
    .split(' ')
    .map((word, value) => [word, value] as const),
);
const TENS: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, at) => [word, (at + 2) * 10] as const),
);
const PARTS: ReadonlyMap<string, number> = new Map(
  Object.entries({ half: 0.5, halves: 0.5, third: 1 / 3, thirds: 1 / 3, quarter: 0.25, quarters: 0.25 }),
);

/** A number as a name spells it: "thousand island", "five spice". Empty for numbers without a single word. */
export function wordOfNumber(value: number): string {
  if (value === 1000) return 'thousand';
  for (const words of [SMALL, TENS]) for (const [word, number] of words) if (number === value) return word;
  return '';
}

export interface NumberReading {
  readonly value: number;
  /** Index of the first token after the number. */
  readonly next: number;
  readonly byWords: boolean;
}

/** The value of a single number word up to ninety; null for any other word. */
export function smallNumberOf(word: string): number | null {
  return SMALL.get(word) ?? TENS.get(word) ?? null;
}

/**
 * Reads a number at `at`: digits, number words up to 999,999, mixed fractions ("1 1/2", "one and a half"),
 * "half", "a quarter", "three quarters". "a" and "an" alone are articles, not numbers.
 */
export function readNumber(tokens: readonly Token[], at: number): NumberReading | null {
  const first = tokens[at];
  if (!first) return null;
  if (first.kind === 'number' && first.value !== null) {
    const fraction = tokens[at + 1];
    const isMixed = Number.isInteger(first.value) && fraction?.kind === 'number' && (fraction.value ?? 1) < 1;
    if (isMixed && fraction.text.includes('/'))
      return { value: first.value + (fraction.value ?? 0), next: at + 2, byWords: false };
    return withHalf(tokens, { value: first.value, next: at + 1, byWords: false });
  }
  const part = readPart(tokens, at);
  if (part) return part;
  const whole = readWhole(tokens, at);
  return whole ? withHalf(tokens, whole) : null;
}

function readPart(tokens: readonly Token[], at: number): NumberReading | null {
  const word = tokens[at]?.text ?? '';
  const next = tokens[at + 1]?.text ?? '';
  // "half and half" is cream, not a number
  if (word === 'half' && next === 'and' && tokens[at + 2]?.text === 'half') return null;
  if (word === 'half')
    return {
      value: 0.5,
      next: at + (next === 'a' || next === 'an' ? 2 : 1 + ofUnit(tokens, at + 1)),
      byWords: true,
    };
  if (word === 'quarter')
    return { value: 0.25, next: at + (next === 'a' ? 2 : 1 + ofUnit(tokens, at + 1)), byWords: true };
  const count = word === 'a' || word === 'an' ? 1 : SMALL.get(word);
  const part = PARTS.get(next);
  if (count === undefined || count === 0 || part === undefined) return null;
  // "two half gallons" are two of them
  if (count > 1 && next === 'half') return null;
  const after = tokens[at + 2]?.text;
  const skip = next.startsWith('half') && (after === 'a' || after === 'an') ? 1 : ofUnit(tokens, at + 2);
  return { value: count * part, next: at + 2 + skip, byWords: true };
}

/** How many tokens "of a" takes before a unit: "three quarters of a pound". */
function ofUnit(tokens: readonly Token[], at: number): number {
  const [of, article, unit] = [0, 1, 2].map((offset) => tokens[at + offset]?.text ?? '');
  return of === 'of' && (article === 'a' || article === 'an') && unitOf(unit ?? '') !== null ? 2 : 0;
}

/** "two and a half", "1 and 1/2"; leaves "2 and 3 lemons" alone. */
function withHalf(tokens: readonly Token[], read: NumberReading): NumberReading {
  if (tokens[read.next]?.text !== 'and') return read;
  const article = tokens[read.next + 1]?.text;
  const at = article === 'a' ? read.next + 2 : read.next + 1;
  const token = tokens[at];
  if (article === 'a' && token && PARTS.has(token.text))
    return { ...read, value: read.value + (PARTS.get(token.text) ?? 0), next: at + 1 };
  if (token?.kind === 'number' && token.text.includes('/'))
    return { ...read, value: read.value + (token.value ?? 0), next: at + 1 };
  return read;
}

function readWhole(tokens: readonly Token[], at: number): NumberReading | null {
  let total = 0;
  let group = 0;
  let next = at;
  let seen = false;
  while (next < tokens.length) {
    const word = tokens[next]?.text ?? '';
    const small = SMALL.get(word);
    const tens = TENS.get(word);
    if (small !== undefined) {
      // "twenty five" adds, "two three" are two numbers
      if (seen && (group % 10 !== 0 || group === 0 || (group % 100 !== 0 && small > 9))) break;
      group += small;
    } else if (tens !== undefined) {
      if (seen && group % 100 !== 0) break;
      group += tens;
    } else if (word === 'hundred' && (seen || tokens[at]?.text === 'hundred')) {
      group = Math.max(1, group) * 100;
    } else if (word === 'thousand' && seen && group > 0) {
      total += group * 1000;
      group = 0;
    } else if (
      word === 'and' &&
      seen &&
      group >= 100 &&
      smallNumberOf(tokens[next + 1]?.text ?? '') !== null
    ) {
      next += 1;
      continue;
    } else break;
    seen = true;
    next += 1;
  }
  return seen ? { value: total + group, next, byWords: true } : null;
}
