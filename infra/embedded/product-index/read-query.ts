import { readNegation } from '#agents/search/read-negation.ts';
import { readSize, type SizeReading } from '#agents/search/read-size.ts';
import { contentTokens, nameKey, tokenize } from '#agents/search/tokenize.ts';
import { sideBySide } from './compound-parts.ts';
import { deniedWords } from './denied-words.ts';
import { factNamedBy } from './exclude-terms.ts';
import type { ProductSegment } from './product-segment.ts';

/** What a query's text asks for, apart from its words. */
export interface QueryReading {
  /** The words to look for. */
  readonly wanted: string;
  /** What weighs against a product that has it. */
  readonly unwanted: readonly string[];
  /** What rules a product out that has it: things that the catalogue states facts about. */
  readonly ruledOut: readonly string[];
  readonly sizes: SizeReading['sizes'];
}

/** In a catalogue that states fewer sizes than this, a size is looked for in the names. */
const SIZED_SHARE = 0.5;

/** Reads a query; one that is a product's whole name is looked for as it stands. */
export function readQuery(text: string, segment: ProductSegment): QueryReading {
  const whole = { wanted: text, unwanted: [], ruledOut: freeOf(text), sizes: null };
  if (segment.exactSlots(nameKey(text)).size > 0) return whole;
  const { wanted, unwanted } = readNegation(text);
  const factual = (term: string) => contentTokens(term).every((token) => factNamedBy(token) !== undefined);
  const { columns } = segment;
  const sized = columns.sizedCount >= SIZED_SHARE * columns.length;
  return {
    ...(sized ? readSizeOrCount(wanted, segment) : { wanted, sizes: null }),
    unwanted: unwanted.filter((term) => !factual(term)),
    ruledOut: [...new Set([...unwanted.filter(factual), ...freeOf(text)])],
  };
}

/** "12 eggs" asks for twelve, unless names say the number so: "7 grain bread". */
function readSizeOrCount(text: string, { postings, columns }: ProductSegment): SizeReading {
  const reading = readSize(text);
  const [, number = '', thing = ''] = /^\s*(\d{1,3})\s+(\p{L}.*)$/u.exec(text) ?? [];
  const count = Number(number);
  const [first, second] = tokenize(text);
  if (reading.sizes !== null || count < 2 || first !== number || second === undefined) return reading;
  if (sideBySide(first, second, postings, columns.names) > 0) return reading;
  return { wanted: thing, sizes: [{ amount: count, unit: 'each', count }] };
}

/**
 * Facts that the words deny in place: "nut free chocolate", "eggless mayo", "nondairy creamer". The words stay wanted,
 * since names say them too; "free of milk" is as much as dairy free, whatever else is called milk.
 */
export function freeOf(text: string): readonly string[] {
  const denied = [...deniedWords(tokenize(text))].map((word) => (word === 'milk' ? 'dairy' : word));
  return [...new Set(denied)].filter((word) => factNamedBy(word) !== undefined);
}
