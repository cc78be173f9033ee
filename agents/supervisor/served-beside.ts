import { lemmaOf } from './lemma.ts';
import { PhraseTrie } from './phrase-trie.ts';
import { tokenise } from './tokenise.ts';
import type { VocabularyProduct } from './vocabulary.ts';

/** How many words from `at` name something that is had beside a dish and never on it ("diet coke", "chips"); 0 for none. */
export type ServedBeside = (lemmas: readonly string[], at: number) => number;

/** Departments whose things are had beside a dish, by the words of their names. */
const BESIDE = new Set('beverage drink soda snack alcohol wine beer cookie confectionery'.split(' '));
/** A last word or brand stands for such things when this share of the products that bear it are such. */
const SHARE = 0.75;
/** One product may be oddly named; two that end alike name a kind of thing. */
const FEWEST = 2;

/** What kitchens serve beside a dish and grocers sell in other departments, if at all. */
const DISHES_BESIDE: readonly string[] = ['fry', 'chip', 'shake', 'milkshake', 'onion ring'];

interface Tally {
  readonly beside: number;
  readonly all: number;
}

function tally(tallies: Map<string, Tally>, name: string, beside: number): void {
  const seen = tallies.get(name) ?? { beside: 0, all: 0 };
  tallies.set(name, { beside: seen.beside + beside, all: seen.all + 1 });
}

/** Learns from a catalogue what is had beside a dish: brands and kinds of the drinks and snacks departments. */
export function createServedBeside(products: Iterable<VocabularyProduct>): ServedBeside {
  const names = new Map<string, Tally>();
  const everywhere = new Map<string, Tally>();
  for (const product of products) {
    const beside = lemmasOf(product.department).some((word) => BESIDE.has(word)) ? 1 : 0;
    const words = lemmasOf(product.name);
    const brand = product.brand === null ? [] : [lemmasOf(product.brand).join(' ')];
    const aliases = product.aliases.map((alias) => lemmasOf(alias).join(' '));
    for (const name of new Set([words.at(-1) ?? '', words.join(' '), ...brand, ...aliases]))
      if (name !== '') tally(names, name, beside);
    for (const word of new Set(words)) tally(everywhere, word, beside);
  }
  const trie = new PhraseTrie();
  for (const dish of DISHES_BESIDE) trie.add(dish.split(' '), 'alias', dish);
  for (const [name, { beside, all }] of names) {
    const words = name.split(' ');
    const uses = everywhere.get(name);
    // "red" ends names of wines and begins those of onions
    const everyday = words.length === 1 && uses && uses.beside < uses.all * SHARE;
    const known = words.length > 1 ? beside > 0 : beside >= FEWEST;
    if (known && !everyday && beside >= all * SHARE) trie.add(words, 'alias', name);
  }
  return (lemmas, at) => Math.max(0, ...trie.matchesAt(lemmas, at).map(({ length }) => length));
}

function lemmasOf(name: string): readonly string[] {
  return tokenise(name)
    .tokens.filter(({ kind }) => kind !== 'punct')
    .map(({ text }) => plainLemma(text));
}

/** The lemma of a word, an apostrophe left out as people do ("lays"). */
export function plainLemma(word: string): string {
  return lemmaOf(word.replaceAll("'", ''));
}
