import { COMMON_WORDS } from './common-words.ts';
import { isKnownWord } from './known-words.ts';
import { lemmaOf } from './lemma.ts';
import { MENDABLE_CUES } from './lexicon.ts';
import { PhraseTrie } from './phrase-trie.ts';
import { buildSpellingIndex } from './spelling.ts';
import { indexSynonyms } from './synonyms.ts';
import type { CatalogueVocabulary, PhraseKind, VocabularySources } from './vocabulary.ts';

const MAX_PHRASE_WORDS = 6;
/** A word counts as bought by itself when it ends at least this share of the names that hold it. */
const HEAD_SHARE = 0.15;

/** Reads a catalogue and a recipe book into the vocabulary that understanding asks. Linear in their words. */
export function buildVocabulary(sources: VocabularySources): CatalogueVocabulary {
  const counts = new Map<string, number>();
  const heads = new Map<string, number>();
  const pairs = new Map<string, number>();
  const joined = new Map<string, number>();
  const numberStarts = new Set<string>();
  const aliasWords = new Set<string>();
  const brands = new Set<string>();
  const ownBrand = new Map<string, number>();
  const shelvesOf = new Map<string, Set<string>>();
  const trie = new PhraseTrie();
  const lemmas = new Map<string, string>();
  const kinds = new Map<string, Set<string>>();
  const shelves = new Set<string>();
  const seenPhrases = new Set<string>();

  const wordsOf = (text: string): readonly string[] => splitName(text, lemmas);
  const bump = (map: Map<string, number>, key: string): void => {
    map.set(key, (map.get(key) ?? 0) + 1);
  };
  const addPhrase = (text: string, kind: PhraseKind): readonly string[] => {
    const key = `${kind} ${text}`;
    if (seenPhrases.has(key)) return [];
    seenPhrases.add(key);
    const words = wordsOf(text);
    if (words.length <= MAX_PHRASE_WORDS) trie.add(words, kind, text);
    for (const word of words) bump(counts, word);
    return words;
  };
  const addName = (text: string, category: string): void => {
    const words = wordsOf(text);
    words.forEach((word, at) => {
      bump(counts, word);
      const next = words[at + 1];
      if (next === undefined) return;
      bump(pairs, `${word} ${next}`);
      const afterNext = words[at + 2];
      if (next === 'and' && afterNext !== undefined) bump(joined, `${word} ${afterNext}`);
    });
    const last = words.length - 1;
    if (last >= 0 && words[last - 1] !== 'and') bump(heads, words[last] ?? '');
    const [first, second] = words;
    if (first !== undefined && second !== undefined && /^\d/.test(first))
      numberStarts.add(`${first} ${second}`);
    const head = words[last];
    if (head === undefined) return;
    const kindsOfHead = kinds.get(head) ?? new Set<string>();
    for (const word of wordsOf(category)) kindsOfHead.add(word);
    kinds.set(head, kindsOfHead);
  };

  for (const product of sources.products) {
    addName(product.name, product.category);
    if (product.brand !== null) {
      brands.add(product.brand);
      shelvesOf.set(product.brand, (shelvesOf.get(product.brand) ?? new Set()).add(product.category));
      const words = wordsOf(product.brand);
      const [word] = words;
      if (word !== undefined && words.length === 1 && wordsOf(product.name).includes(word))
        bump(ownBrand, word);
    }
    addPhrase(product.category, 'category');
    for (const shelf of [product.category, product.department])
      for (const part of shelf.split(/[&,/]/)) shelves.add(wordsOf(part).at(-1) ?? '');
    addPhrase(product.department, 'department');
    for (const cuisine of product.cuisines) addPhrase(cuisine, 'cuisine');
    for (const alias of product.aliases) {
      if (addPhrase(alias, 'alias').length === 1) aliasWords.add(wordsOf(alias)[0] ?? '');
      addName(alias, product.category);
    }
  }
  for (const brand of brands) {
    const words = wordsOf(brand);
    const [first = '', second] = words;
    // a word that other brands' products hold too ("French", "Method") names no brand by itself
    if (words.length === 1 && (counts.get(first) ?? 0) > (ownBrand.get(first) ?? 0)) continue;
    addPhrase(brand, 'brand');
    if (second !== undefined && /^\d/.test(first)) numberStarts.add(`${first} ${second}`);
  }
  for (const recipe of sources.recipes) {
    addPhrase(recipe.name, 'dish');
    for (const alias of recipe.aliases) addPhrase(alias, 'dish');
    addPhrase(recipe.cuisine, 'cuisine');
  }

  const letterPairs = countLetterPairs([...counts.keys(), ...COMMON_WORDS]);
  const spellable = new Map(counts);
  for (const word of MENDABLE_CUES) spellable.set(word, (spellable.get(word) ?? 0) + 20);
  const spelling = buildSpellingIndex(spellable);
  const nearest = remembered((word) => spelling.nearest(word));
  const isShoppable = (word: string): boolean => {
    const endings = heads.get(word) ?? 0;
    return aliasWords.has(word) || (endings > 0 && endings >= (counts.get(word) ?? 0) * HEAD_SHARE);
  };
  const isPhrase = (words: readonly string[]): boolean =>
    trie.matchesAt(words, 0).some(({ length }) => length === words.length) ||
    (words.length === 2 && pairs.has(words.join(' ')));
  const synonyms = indexSynonyms(sources.synonyms ?? [], {
    uses: (said) => (said.length === 1 ? isShoppable(said[0] ?? '') : isPhrase(said)),
    knows: (means) => means.every((word) => counts.has(word)),
  });
  const occasions = new Map<string, readonly string[]>();
  for (const { occasion, things } of sources.occasions ?? []) {
    const sold = things.filter((thing) => wordsOf(thing).every((word) => counts.has(word)));
    if (sold.length > 0) occasions.set(wordsOf(occasion).join(' '), sold);
  }
  return {
    count: (word) => counts.get(word) ?? 0,
    pairCount: (left, right) => pairs.get(`${left} ${right}`) ?? 0,
    joinedCount: (left, right) => joined.get(`${left} ${right}`) ?? 0,
    isShoppable,
    thingsFor: (words) => occasions.get(words.join(' ')) ?? null,
    synonymsOf: (word) => synonyms.get(word) ?? [],
    isKindOf: (word, kind) => (pairs.get(`${word} ${kind}`) ?? 0) > 0 || kinds.get(word)?.has(kind) === true,
    namesShelf: (word) => shelves.has(word),
    startsWithNumber: (number, word) => numberStarts.has(`${number} ${word}`),
    phrasesAt: (words, from) => trie.matchesAt(words, from),
    correct: (word) => (counts.has(word) || isKnownWord(word) ? null : nearest(word)),
    houseBrand: houseBrandOf(shelvesOf),
    looksLikeWord: (word) => looksLikeWord(word, letterPairs),
  };
}

/** A house brand is on at least so many times as many shelves as any other brand … */
const HOUSE_LEAD = 2;
/** … and on at least so many. */
const HOUSE_SHELVES = 10;

/** The brand that is on far more shelves than any other; null when none stands out. */
function houseBrandOf(shelvesOf: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  const [first, second] = [...shelvesOf].sort((a, b) => b[1].size - a[1].size);
  const [brand, shelves] = first ?? ['', new Set()];
  const stands = shelves.size >= HOUSE_SHELVES && shelves.size >= HOUSE_LEAD * (second?.[1].size ?? 0);
  return stands ? brand : null;
}

/** Words of a name as understanding sees them: lower case, singular, "&" as "and". */
function splitName(text: string, lemmas: Map<string, string>): readonly string[] {
  const words: string[] = [];
  const plain = text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[&+]/g, ' and ');
  for (const [word] of plain.matchAll(/[\p{L}\p{M}\p{N}]+(?:['/][\p{L}\p{M}\p{N}]+)*%?/gu)) {
    let lemma = lemmas.get(word);
    if (lemma === undefined) {
      lemma = lemmaOf(word);
      lemmas.set(word, lemma);
    }
    words.push(lemma);
  }
  return words;
}

const LETTERS = 27;

function countLetterPairs(words: readonly string[]): Uint32Array {
  const pairs = new Uint32Array(LETTERS * LETTERS);
  for (const word of words) {
    if (!/^[a-z]+$/.test(word)) continue;
    for (const pair of letterPairsOf(word)) pairs[pair] = (pairs[pair] ?? 0) + 1;
  }
  return pairs;
}

function letterPairsOf(word: string): readonly number[] {
  const codes = [0, ...[...word].map((letter) => letter.charCodeAt(0) - 96), 0];
  return codes.slice(1).map((code, at) => (codes[at] ?? 0) * LETTERS + code);
}

function looksLikeWord(word: string, pairs: Uint32Array): boolean {
  if (!/^[a-z']+$/.test(word)) return word.length <= 40;
  if (word.length > 24 || /(.)\1\1/.test(word)) return false;
  if (word.length > 3 && !/[aeiouy]/.test(word)) return false;
  const found = letterPairsOf(word.replaceAll("'", ''));
  const unseen = found.filter((pair) => (pairs[pair] ?? 0) === 0).length;
  return unseen / found.length <= 0.2;
}

/** So many words that were looked up are kept: a message is read more than once, and slips come again. */
const REMEMBERED = 4096;
const LONGEST_REMEMBERED = 40;

function remembered(find: (word: string) => string | null): (word: string) => string | null {
  const found = new Map<string, string | null>();
  return (word) => {
    const known = found.get(word);
    if (known !== undefined) return known;
    const near = find(word);
    if (word.length > LONGEST_REMEMBERED) return near;
    if (found.size >= REMEMBERED) found.clear();
    found.set(word, near);
    return near;
  };
}
