import { lemmaOf } from './lemma.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary, Synonym } from './vocabulary.ts';

/** The words of a synonym by the first word that is said, the longest first. */
export type SynonymIndex = ReadonlyMap<string, readonly SynonymWords[]>;

export interface SynonymWords {
  readonly said: readonly string[];
  readonly means: readonly string[];
}

/** Synonyms whose own words the catalogue does not use, for words that it does use. */
export function indexSynonyms(
  synonyms: Iterable<Synonym>,
  catalogue: { uses(said: readonly string[]): boolean; knows(means: readonly string[]): boolean },
): SynonymIndex {
  const index = new Map<string, SynonymWords[]>();
  for (const { said, means } of synonyms) {
    const words = { said: said.toLowerCase().split(/[\s-]+/), means: means.toLowerCase().split(/\s+/) };
    if (catalogue.uses(words.said.map(lemmaOf)) || !catalogue.knows(words.means.map(lemmaOf))) continue;
    const first = words.said[0] ?? '';
    const known = index.get(first) ?? [];
    index.set(
      first,
      [...known, words].sort((left, right) => right.said.length - left.said.length),
    );
  }
  return index;
}

/** "cling film" as the labels say it: "plastic wrap". What was said stays in the source. */
export function takeSynonyms(
  tokens: readonly Token[],
  { synonymsOf }: Pick<CatalogueVocabulary, 'synonymsOf'>,
): readonly Token[] {
  const read: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const found = synonymsOf(token.text).find(({ said }) =>
      said.every((word, offset) => tokens[at + offset]?.text === word),
    );
    if (found === undefined) {
      read.push(token);
      continue;
    }
    const end = tokens[at + found.said.length - 1]?.end ?? token.end;
    read.push(...found.means.map((text) => asToken(text, { ...token, end })));
    at += found.said.length - 1;
  }
  return read;
}

function asToken(text: string, token: Token): Token {
  const percent = /^(\d+)%$/.exec(text);
  return percent === null
    ? { ...token, text, lemma: lemmaOf(text), kind: 'word', value: null }
    : { ...token, text, lemma: text, kind: 'percent', value: Number(percent[1]) };
}
