import type { SizeReading } from '#agents/search/read-size.ts';
import { contentTokens } from '#agents/search/tokenize.ts';
import { FIELD } from '#infra/embedded/product-index/term-postings.ts';
import { and, anyOf, type Filter, or } from './filter.ts';
import type { ProductDocument } from './product-document.ts';

/** A word of the catalogue that a word of a query may stand for; weight in (0, 1] says how surely. */
export interface WordReading {
  readonly term: string;
  readonly weight: number;
}

/** One word of a query, read against the words of the catalogue. */
export interface QueryWord {
  /** The likeliest word; the word itself when the catalogue has nothing like it. */
  readonly read: string;
  /** Everything it may stand for: misspellings, joined and parted compounds; none for a word that is not known. */
  readonly readings: readonly WordReading[];
  /** Inverse document frequency. */
  readonly idf: number;
}

/** What a query asks for. */
export interface WordedQuery {
  /** The words to look for, as typed and as the catalogue has them. */
  readonly wanted: string;
  readonly words: readonly QueryWord[];
  /** What weighs against a product that has it. */
  readonly unwanted: readonly string[];
  /** What rules a product out that has it. */
  readonly ruledOut: readonly string[];
  readonly sizes: SizeReading['sizes'];
}

/**
 * Reads a query. The engine matches words letter by letter, so misspellings and compounds are put right before it is
 * asked, by whoever knows the catalogue's words.
 */
export type ReadQuery = (text: string) => WordedQuery;

/** A query of which nothing covers this much matches nothing. */
const LEAST_COVERAGE = 0.15;
/** At alpha 1 a product needs to cover only this much less of the query than the best one does. */
const ALPHA_LENIENCE = 0.6;
/** What a word that stands only in the department lacks to one that stands in the name. */
const LACKING_IN_DEPARTMENT = 0.3;
/** Words that may lack at once; more would be searches for something else. */
const MAX_LACKING = 2;

/** A reading below this is a guess, not the word. */
const SURE = 0.6;
const STRONG = FIELD.name | FIELD.alias | FIELD.brand | FIELD.category;
/** Words that only say what is missing. */
const DENYING = ['free', 'less', 'non'];

/** Where a word has to stand: each place includes those before it. */
const PLACES = {
  strong: ['strong'],
  wide: ['strong', 'departmentWords'],
  anywhere: ['strong', 'departmentWords', 'weakWords'],
} as const satisfies Readonly<Record<string, readonly (keyof ProductDocument)[]>>;
type Place = keyof typeof PLACES;

/** The words of a query that the catalogue knows; none when they are too small a part of it. */
export function knownWords(words: readonly QueryWord[]): readonly QueryWord[] {
  const known = words.filter(({ readings }) => readings.length > 0);
  return idfOf(known) < LEAST_COVERAGE * idfOf(words) ? [] : known;
}

/** The words that a product has to have: of "soy and egg free spread" only the spread, the facts decide the rest. */
export function askedFor(known: readonly QueryWord[], ruledOut: readonly string[]): readonly QueryWord[] {
  if (ruledOut.length === 0) return known;
  const decided = new Set([...ruledOut.flatMap(contentTokens), ...DENYING]);
  if (decided.has('dairy')) decided.add('milk');
  const asked = known.filter(({ readings }) => !readings.some(({ term }) => decided.has(term)));
  return asked.length > 0 ? asked : known;
}

/**
 * What matches a query, strictest first: to be tried in turn until something in the catalogue does. With alpha grows
 * what a product may lack.
 */
export function matchLevels(known: readonly QueryWord[], alpha: number): readonly Filter[] {
  const total = idfOf(known) || 1;
  const lack = ALPHA_LENIENCE * alpha;
  const heaviest = Math.max(...known.map(({ idf }) => idf)) / total;
  const place: Place = LACKING_IN_DEPARTMENT * heaviest <= lack ? 'wide' : 'strong';
  const lenient = or(
    droppable(known, lack * total).map((dropped) =>
      allWordsIn(
        place,
        known.filter((word) => !dropped.includes(word)),
      ),
    ),
  );
  const levels = [lenient, allWordsIn('wide', known), allWordsIn('anywhere', known)];
  return levels.filter((level) => level !== null);
}

/** What has as much of the query as the best of these products has, given by their words. */
export function bestCovered(
  known: readonly QueryWord[],
  products: readonly (readonly string[])[],
): Filter | null {
  const had = products.map((words) => {
    const own = new Set(words);
    return known.filter(({ readings }) => readings.some(({ term }) => own.has(term)));
  });
  const best = Math.max(0, ...had.map(idfOf));
  const subsets = new Map<string, readonly QueryWord[]>();
  for (const words of had) {
    if (words.length > 0 && idfOf(words) >= best * 0.999) {
      subsets.set(words.map(({ read }) => read).join(' '), words);
    }
  }
  return or([...subsets.values()].map((words) => allWordsIn('anywhere', words)));
}

/** Whether every word is in the product's name, brand, category or aliases. */
export function hasAll(
  words: readonly QueryWord[],
  terms: ReadonlyMap<string, { readonly fields: number }>,
): boolean {
  return words.every(({ readings }) =>
    readings.some(({ term, weight }) => weight >= SURE && ((terms.get(term)?.fields ?? 0) & STRONG) !== 0),
  );
}

/** The words to search for, as the engine splits them. */
export function searchText(known: readonly QueryWord[]): string {
  return [...new Set(known.flatMap(({ readings }) => readings.map(({ term }) => term)))].join(' ');
}

function allWordsIn(place: Place, words: readonly QueryWord[]): Filter | null {
  return and(
    words.map(({ readings }) => {
      const terms = readings.map(({ term }) => term);
      return or(PLACES[place].map((property) => anyOf(property, terms)));
    }),
  );
}

/** The sets of words that a product may lack together, each as large as can be; one empty set when it may lack none. */
function droppable(words: readonly QueryWord[], mostIdf: number): readonly (readonly QueryWord[])[] {
  let sets: (readonly QueryWord[])[] = [[]];
  for (let size = 1; size <= Math.min(MAX_LACKING, words.length - 1); size += 1) {
    const grown = sets.flatMap((set) =>
      words
        .slice(set.length === 0 ? 0 : words.indexOf(set.at(-1) as QueryWord) + 1)
        .map((word) => [...set, word])
        .filter((it) => idfOf(it) <= mostIdf),
    );
    if (grown.length === 0) break;
    sets = [...sets.filter((set) => !grown.some((it) => set.every((word) => it.includes(word)))), ...grown];
  }
  return sets;
}

function idfOf(words: readonly QueryWord[]): number {
  return words.reduce((sum, { idf }) => sum + idf, 0);
}
