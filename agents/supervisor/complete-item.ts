import { headNoun } from '#agents/search/head-noun.ts';
import type { ItemMention } from './intent.ts';
import { isPlural, lemmaOf } from './lemma.ts';
import { superlativeOf } from './reference-reading.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** Two words that so many names join are what a thing is called. */
const COMMON_PAIR = 4;
/** Of the names that hold a word, at least one in so many must put it before the noun for it to describe the noun. */
const DESCRIBING_SHARE = 10;

/**
 * An item with the noun that the conversation is about where it only describes: "the 2% one" and "almond", said of milk,
 * are 2% milk and almond milk. `inItsPlace` tells that it stands in for the thing, so that "apple" for orange juice is
 * apple juice. `name` is a product's name or the words that were searched for.
 */
export function completed(
  item: ItemMention,
  name: string,
  vocabulary: CatalogueVocabulary,
  inItsPlace = false,
): ItemMention {
  const head = headOf(name);
  if (head === null) return item;
  const { reference, query } = item;
  if (query !== '') return { ...item, query: withHead(query, head, vocabulary, inItsPlace) };
  if (reference?.kind === 'superlative') return { ...item, query: head };
  if (reference?.kind !== 'attribute') return reference === null ? { ...item, query: head } : item;
  const by = superlativeOf(reference.words.join(' ')) ?? null;
  if (by !== null) return { ...item, query: head, reference: { kind: 'superlative', by } };
  const said = reference.words.join(' ');
  return { ...item, query: endsIn(said, head) ? said : `${said} ${head}`, reference: null };
}

/** "whole milk and 2%", "apple or orange juice": the noun that one of several side by side was named with is that of all. */
export function withSharedNoun(
  items: readonly ItemMention[],
  vocabulary: CatalogueVocabulary,
): readonly ItemMention[] {
  return items.map((item, at) => {
    const beside = [items[at - 1], items[at + 1]].find((other) => other !== undefined && other.query !== '');
    return beside === undefined || item.query === '' ? item : completed(item, beside.query, vocabulary, true);
  });
}

/** The noun of a name: "milk" of "Oatly Original Oat Milk". */
export function headOf(name: string): string | null {
  const head = headNoun(name);
  return head === null
    ? null
    : ((name.toLowerCase().match(/[\p{L}\p{M}\p{N}']+/gu) ?? [head]).find(
        (word) => word === head || lemmaOf(word) === head,
      ) ?? head);
}

/** What a product is called in a shop: "oat milk" of "Oatly Original Oat Milk". Empty when the name says nothing. */
export function kindName(name: string, vocabulary: CatalogueVocabulary): string {
  const head = headOf(name);
  if (head === null) return '';
  const words: readonly string[] = name.toLowerCase().match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
  const before = words[words.indexOf(head) - 1];
  const joined = before !== undefined && vocabulary.pairCount(lemmaOf(before), lemmaOf(head)) >= COMMON_PAIR;
  return joined ? `${before} ${head}` : head;
}

function withHead(query: string, head: string, vocabulary: CatalogueVocabulary, inItsPlace: boolean): string {
  const joins = describes(query, head, vocabulary) || (inItsPlace && couldDescribe(query, head, vocabulary));
  return joins ? `${query} ${head}` : query;
}

/** Whether the words only say which kind of `head` is meant: "almond" of milk, not "butter" of milk. */
export function describes(query: string, head: string, vocabulary: CatalogueVocabulary): boolean {
  const said = query.split(' ').at(-1) ?? '';
  if (endsIn(query, head) || isPlural(said)) return false;
  const word = lemmaOf(said);
  const uses = vocabulary.count(word);
  // nobody buys a "sharp" or a "2%" by itself
  if (!vocabulary.isShoppable(word)) return uses > 0 && !vocabulary.namesShelf(word);
  const pairs = vocabulary.pairCount(word, lemmaOf(head));
  return pairs > 0 && pairs * DESCRIBING_SHARE >= uses;
}

/** "apple" of juice, "vanilla" of yogurt: sold by itself as well, but here said of that; "cheese" is a shelf of its own. */
export function couldDescribe(query: string, head: string, vocabulary: CatalogueVocabulary): boolean {
  const said = query.split(' ').at(-1) ?? '';
  if (endsIn(query, head) || isPlural(said) || isPlural(head)) return false;
  return !vocabulary.namesShelf(lemmaOf(said)) && vocabulary.pairCount(lemmaOf(said), lemmaOf(head)) > 0;
}

function endsIn(query: string, head: string): boolean {
  return query.split(' ').some((word) => lemmaOf(word) === lemmaOf(head));
}
