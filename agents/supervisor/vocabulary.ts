import type { SynonymWords } from './synonyms.ts';

/** What a sequence of words is known as in the catalogue. */
export type PhraseKind = 'brand' | 'category' | 'department' | 'alias' | 'dish' | 'cuisine';

export interface PhraseMatch {
  readonly kind: PhraseKind;
  /** As the catalogue spells it. */
  readonly label: string;
  /** Words matched. */
  readonly length: number;
}

export interface VocabularyProduct {
  readonly name: string;
  readonly brand: string | null;
  readonly category: string;
  readonly department: string;
  readonly aliases: readonly string[];
  readonly cuisines: readonly string[];
}

export interface VocabularyRecipe {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly cuisine: string;
}

/** What a thing is called elsewhere, and what labels call it: "cling film", "plastic wrap". */
export interface Synonym {
  readonly said: string;
  readonly means: string;
}

/** What is shown to who names an occasion and no thing: "picnic", ["crackers", "grapes"]. */
export interface Occasion {
  readonly occasion: string;
  readonly things: readonly string[];
}

export interface VocabularySources {
  readonly products: Iterable<VocabularyProduct>;
  readonly recipes: Iterable<VocabularyRecipe>;
  readonly synonyms?: Iterable<Synonym>;
  readonly occasions?: Iterable<Occasion>;
}

/** The words of a catalogue, asked once for every token of a message. Words are lemmas (`lemmaOf`). */
export interface CatalogueVocabulary {
  /** Products whose name, brand, category or aliases hold the word. */
  count(word: string): number;
  /** How many products have these two words beside each other in a name or alias. */
  pairCount(left: string, right: string): number;
  /** How many have "left and right" in a name or alias. */
  joinedCount(left: string, right: string): number;
  /** Whether the word names something that is bought by itself: it ends names, or is an alias. */
  isShoppable(word: string): boolean;
  /** Whether things so called are of that kind: a cheddar is a cheese, on a shelf or in a name that says so. */
  isKindOf(word: string, kind: string): boolean;
  /** Whether a shelf is called so: "fruit" of "Fresh Fruit". */
  namesShelf(word: string): boolean;
  /** Whether a brand, an alias or a product name starts with this number and word ("7 up", "3 musketeers"). */
  startsWithNumber(number: string, word: string): boolean;
  /** The longest known phrases that start at `from`, at most one of each kind. */
  phrasesAt(words: readonly string[], from: number): readonly PhraseMatch[];
  /** What phrases that start with this word, as said, are called on the labels; the longest first. */
  synonymsOf(word: string): readonly SynonymWords[];
  /** What is shown for the occasion that exactly these words name; null when they name none. */
  thingsFor(occasion: readonly string[]): readonly string[] | null;
  /** The grocer's own brand, told by its being on far more shelves than any other; null when none stands out. */
  readonly houseBrand: string | null;
  /** The known word that a misspelt one means; null when it is known, too short, or nothing is near enough. */
  correct(word: string): string | null;
  /** Whether the word's letters follow each other as in known words; false for keyboard mashing. */
  looksLikeWord(word: string): boolean;
}
