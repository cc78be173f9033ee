import type { RoutedIntent } from './intent.ts';
import { isKnownWord } from './known-words.ts';
import { lemmaOf } from './lemma.ts';
import { CUE_WORDS, FILLERS } from './lexicon.ts';
import { smallNumberOf } from './number-reading.ts';
import { mendSpeech } from './spoken-tokens.ts';
import type { Token } from './token.ts';
import { repairTokens } from './token-repair.ts';
import { tokenise } from './tokenise.ts';
import type { Understanding, UnderstandRequest } from './understanding.ts';
import { isContainer, unitOf } from './units.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

/** What speaks for and against an alternative having been said in this shop, in this situation. */
export interface TranscriptFit {
  /** Words that neither the language nor the catalogue knows, also after mending. */
  readonly unknownWords: number;
  /** Words of everyday talk that neither commands nor products use: "sea", "such". */
  readonly idleWords: number;
  /** Neighbours that also stand together in names of products, brands or dishes: "oat milk". */
  readonly knownPairs: number;
  /** Share of what is named whose head, its last word, no product has: "such". */
  readonly strangeItems: number;
  /** Share of what is named whose head is not bought by itself: "sea" of "sea salt". */
  readonly partItems: number;
  /** Share of what is named that is shown, in the cart, or among the open question's options. */
  readonly itemsInView: number;
  /** 1 when nothing, or nothing of groceries, was understood. */
  readonly unclear: number;
  /** 1 when it answers the open question. */
  readonly answers: number;
  /** How sure the grammar is: the mean of the intents' ln(confidence), 0 at best. */
  readonly grammarLog: number;
}

/** More of a kind says nothing new. */
const MOST_OF_A_KIND = 4;

/** Weighs one alternative, understood as `reading`, against the catalogue's words and the situation. */
export function fitTranscript(
  request: UnderstandRequest,
  reading: Understanding,
  vocabulary: CatalogueVocabulary,
): TranscriptFit {
  const { intents } = reading;
  const { words } = mendWords(request.message, vocabulary);
  const items = intents.flatMap(({ slots }) => slots.items ?? []).filter(({ query }) => query !== '');
  const heads = items.map(({ query }) => contentOf(query).at(-1)?.lemma ?? '');
  const share = (some: readonly unknown[]) => some.length / Math.max(1, items.length);
  const inView = wordsInView(request);
  return {
    unknownWords: atMost(words.filter((word) => standingOf(word, vocabulary) === 'unknown')),
    idleWords: atMost(words.filter((word) => standingOf(word, vocabulary) === 'idle')),
    knownPairs: atMost(words.filter((word, at) => isPaired(word, words[at + 1], vocabulary))),
    strangeItems: share(heads.filter((head) => vocabulary.count(head) === 0)),
    partItems: share(items.filter(({ query }) => endsInPart(query, vocabulary))),
    itemsInView: share(items.filter(({ query }) => contentOf(query).every(({ lemma }) => inView.has(lemma)))),
    unclear: intents.every(isUnclear) ? 1 : 0,
    answers: request.focus.pending !== null && intents.some(isAnswer) ? 1 : 0,
    grammarLog:
      intents.reduce((sum, { confidence }) => sum + Math.log(Math.max(0.05, confidence)), 0) /
      Math.max(1, intents.length),
  };
}

/** How many words had to be mended to be understood: "her issa". */
export function countMended(message: string, vocabulary: CatalogueVocabulary): number {
  return mendWords(message, vocabulary).mended;
}

function mendWords(
  message: string,
  vocabulary: CatalogueVocabulary,
): { readonly words: readonly Token[]; readonly mended: number } {
  const { tokens } = tokenise(message);
  const asHeard = new Map(tokens.map((token) => [token.start, token]));
  const words = mendSpeech(repairTokens(tokens, vocabulary), vocabulary);
  const mended = words.filter(({ start, end, text }) => {
    const heard = asHeard.get(start);
    return heard !== undefined && (heard.text !== text || heard.end !== end);
  });
  return { words, mended: mended.length };
}

function standingOf(
  { kind, text, lemma }: Token,
  vocabulary: CatalogueVocabulary,
): 'used' | 'idle' | 'unknown' {
  const isUsed =
    kind !== 'word' ||
    vocabulary.count(lemma) > 0 ||
    CUE_WORDS.has(text) ||
    CUE_WORDS.has(lemma) ||
    FILLERS.has(text) ||
    isContainer(text) ||
    unitOf(text) !== null ||
    smallNumberOf(text) !== null;
  if (isUsed) return 'used';
  return isKnownWord(text) || isKnownWord(lemma) ? 'idle' : 'unknown';
}

function isPaired(left: Token, right: Token | undefined, vocabulary: CatalogueVocabulary): boolean {
  return right !== undefined && vocabulary.pairCount(left.lemma, right.lemma) > 0;
}

/** A brand is no part: "silk". */
function endsInPart(query: string, vocabulary: CatalogueVocabulary): boolean {
  const words = contentOf(query).map(({ lemma }) => lemma);
  const head = words.at(-1);
  if (head === undefined || vocabulary.count(head) === 0 || vocabulary.isShoppable(head)) return false;
  return !words.some((_, at) =>
    vocabulary.phrasesAt(words, at).some(({ length }) => at + length === words.length),
  );
}

function contentOf(text: string): readonly Token[] {
  return tokenise(text).tokens.filter(({ kind, text: word }) => kind !== 'punct' && !FILLERS.has(word));
}

function wordsInView({ focus, cartProducts }: UnderstandRequest): ReadonlySet<string> {
  const names = [
    ...focus.shown.map(({ name, brand }) => `${name} ${brand ?? ''}`),
    ...focus.touched.map(({ product }) => product.name),
    ...cartProducts.map(({ name }) => name),
    ...(focus.pending?.options.map(({ label }) => label) ?? []),
  ];
  const words = names.flatMap((name) => name.toLowerCase().match(/[\p{L}\p{M}\p{N}%]+/gu) ?? []);
  return new Set(words.map(lemmaOf));
}

function isUnclear({ name, slots }: RoutedIntent): boolean {
  return (name === 'clarify' && slots.choice == null) || name === 'out_of_scope';
}

function isAnswer({ name, slots }: RoutedIntent): boolean {
  return name === 'accept' || name === 'decline' || slots.answers === true || slots.choice != null;
}

function atMost(found: readonly unknown[]): number {
  return Math.min(MOST_OF_A_KIND, found.length);
}
