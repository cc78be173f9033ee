import type { Reference } from './intent.ts';
import { smallNumberOf } from './number-reading.ts';
import type { Token } from './token.ts';
import type { CatalogueVocabulary } from './vocabulary.ts';

export interface ReferenceReading {
  /** Several for "the first two" or "the first and the third". */
  readonly references: readonly Reference[];
  /** Words that name the kind of thing besides ("the second milk"). */
  readonly rest: readonly Token[];
}

const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'
    .split(' ')
    .map((word, at) => [word, at + 1] as const),
  ['last', -1],
  ['final', -1],
  ['bottom', -1],
  ['top', 1],
]);
const THINGS = new Set(
  'one ones item items option options product products result results choice choices thing kind'.split(' '),
);
const LABELS = new Set('number no option item choice result num'.split(' '));
const SINGULAR = new Set(['it', 'that', 'this']);
const PLURAL = new Set(['they', 'them', 'those', 'these', 'both', 'all', 'everything', 'each']);

const SUPERLATIVES: ReadonlyMap<string, Extract<Reference, { kind: 'superlative' }>['by']> = new Map(
  Object.entries({
    cheapest: 'cheapest',
    cheaper: 'cheapest',
    cheap: 'cheapest',
    'least expensive': 'cheapest',
    'less expensive': 'cheapest',
    'lowest priced': 'cheapest',
    'lowest price': 'cheapest',
    'most affordable': 'cheapest',
    priciest: 'dearest',
    pricier: 'dearest',
    pricey: 'dearest',
    expensive: 'dearest',
    'most expensive': 'dearest',
    'more expensive': 'dearest',
    dearest: 'dearest',
    largest: 'largest',
    biggest: 'largest',
    larger: 'largest',
    bigger: 'largest',
    smallest: 'smallest',
    smaller: 'smallest',
    'best value': 'best_value',
    'best deal': 'best_value',
    'better value': 'best_value',
    'best priced': 'best_value',
  } as const),
);

/** Reads how `tokens` (a noun phrase without its amount) points at something; null when it only names. */
export function readReference(
  tokens: readonly Token[],
  vocabulary: CatalogueVocabulary,
): ReferenceReading | null {
  const phrase = trimmed(tokens);
  if (phrase.length === 0) return null;
  return (
    readPronoun(phrase) ??
    readHabit(phrase) ??
    readOrdinals(phrase, vocabulary) ??
    readDescribed(phrase) ??
    readDemonstrative(phrase)
  );
}

function trimmed(tokens: readonly Token[]): readonly Token[] {
  let from = 0;
  while (from < tokens.length && ['of', 'just', 'only', 'for', 'with'].includes(tokens[from]?.text ?? ''))
    from += 1;
  return tokens.slice(from);
}

function readPronoun(phrase: readonly Token[]): ReferenceReading | null {
  const words = phrase.map((token) => token.text).filter((word) => word !== 'the' && word !== 'just');
  const said = words.join(' ');
  const only = (plural: boolean): ReferenceReading => ({
    references: [{ kind: 'deixis', plural }],
    rest: [],
  });
  if (words.length === 0) return null;
  if (/^other( one| ones)?$/.test(said)) return { references: [{ kind: 'other' }], rest: [] };
  if (
    SINGULAR.has(said) ||
    /^(?:that|this|same|one) (?:one|thing|item|product)$/.test(said) ||
    /^(?:that|this) (?:pack|packet|package|bag|box|bottle|can|tin|jar|carton|tub)$/.test(said) ||
    said === 'same'
  )
    return only(false);
  if (PLURAL.has(said) || /^all (?:of )?(?:that|this|it)$/.test(said)) return only(true);
  if (/^(?:those|these) (?:ones|two|three|items|things|products)$/.test(said)) return only(true);
  if (/^(?:all|both|each|two|three) (?:of )?(?:them|those|these|of them)$/.test(said)) return only(true);
  if (/^(?:one|any|some) of (?:them|those|these)$/.test(said)) return only(true);
  if (/^(?:it|that|them) all$/.test(said)) return only(said.startsWith('them'));
  return null;
}

function readHabit(phrase: readonly Token[]): ReferenceReading | null {
  const words = phrase.map((token) => token.text);
  const like = words.findIndex(
    (word, at) =>
      (word === 'like' || word === 'as' || word === 'from') &&
      (['last', 'usual', 'always', 'before', 'normal'].includes(words[at + 1] ?? '') ||
        (words[at + 1] === 'i' && ['usually', 'always'].includes(words[at + 2] ?? ''))),
  );
  const habitual = words.findIndex(
    (word, at) => word === 'i' && ['usually', 'always', 'normally'].includes(words[at + 1] ?? '') && at > 0,
  );
  const usual = words.findIndex((word) => word === 'usual' || word === 'regular');
  const determined =
    ['my', 'the', 'our'].includes(words[usual - 1] ?? '') && (words[usual] === 'usual' || words[0] !== 'the');
  const habit: Reference = { kind: 'habit' };
  const cut = like >= 0 ? like : habitual;
  if (cut >= 0)
    return {
      references: [habit],
      rest: phrase.slice(0, cut).filter((token) => !['same', 'the', 'that'].includes(token.text)),
    };
  if (usual >= 0 && determined) return { references: [habit], rest: phrase.slice(usual + 1) };
  return null;
}

function ordinalAt(
  phrase: readonly Token[],
  at: number,
): { readonly index: number; readonly next: number } | null {
  const token = phrase[at];
  if (!token) return null;
  if (token.kind === 'ordinal' && token.value !== null) return { index: token.value, next: at + 1 };
  if (LABELS.has(token.text)) {
    const after = phrase[at + 1];
    const value = after?.kind === 'number' ? after.value : smallNumberOf(after?.text ?? '');
    return value !== null && Number.isInteger(value) && value > 0 ? { index: value, next: at + 2 } : null;
  }
  const index = ORDINALS.get(token.text);
  return index === undefined ? null : { index, next: at + 1 };
}

function readOrdinals(phrase: readonly Token[], vocabulary: CatalogueVocabulary): ReferenceReading | null {
  let at = ['the', 'that', 'this', 'my', 'very'].includes(phrase[0]?.text ?? '') ? 1 : 0;
  const first = ordinalAt(phrase, at);
  if (!first) return null;
  const word = phrase[at]?.text ?? '';
  const after = phrase[first.next];
  const amount = after ? (after.kind === 'number' ? after.value : smallNumberOf(after.text)) : null;
  if (
    (first.index === 1 || first.index === -1) &&
    amount !== null &&
    amount >= 2 &&
    amount <= 20 &&
    after?.text !== 'one'
  ) {
    const references = Array.from({ length: amount }, (_, offset): Reference => {
      return { kind: 'ordinal', index: first.index === 1 ? offset + 1 : offset - amount };
    });
    return { references, rest: withoutThings(phrase.slice(first.next + 1)) };
  }
  const names = after && !THINGS.has(after.text) && after.text !== 'and';
  // "first aid kit", "top ramen": without an article the catalogue's pair wins
  if (
    names &&
    (vocabulary.pairCount(phrase[at]?.lemma ?? '', after.lemma) > 0 || (at === 0 && ORDINALS.has(word)))
  )
    return null;
  if (word === 'top' && !THINGS.has(after?.text ?? '')) return null;
  const references: Reference[] = [{ kind: 'ordinal', index: first.index }];
  at = first.next;
  while (at < phrase.length) {
    if (THINGS.has(phrase[at]?.text ?? '') && phrase[at + 1]?.text === 'and') at += 1;
    if (phrase[at]?.text !== 'and') break;
    const next = ordinalAt(phrase, phrase[at + 1]?.text === 'the' ? at + 2 : at + 1);
    if (!next) break;
    references.push({ kind: 'ordinal', index: next.index });
    at = next.next;
  }
  return { references, rest: withoutThings(phrase.slice(at)) };
}

function withoutThings(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, at) => !(THINGS.has(token.text) || (at === 0 && token.text === 'of')));
}

/** "the organic one", "the cheapest", "the bigger ones". */
function readDescribed(phrase: readonly Token[]): ReferenceReading | null {
  const last = phrase[phrase.length - 1]?.text ?? '';
  const ends = last === 'one' || last === 'ones';
  // "the most expensive thing" is a superlative, "the cheap thing" no attribute
  const things = THINGS.has(last) && !ends;
  const determined = ['the', 'that', 'this', 'those', 'these', 'a', 'an'].includes(phrase[0]?.text ?? '');
  const from = determined ? 1 : 0;
  const of = phrase.findIndex(({ text }) => text === 'of');
  const pointed = of > 0 && readPronoun(phrase.slice(of + 1))?.references[0]?.kind === 'deixis';
  // "the cheapest of those"
  if (pointed) {
    const among = readDescribed(phrase.slice(0, of));
    if (among?.references[0]?.kind === 'superlative') return among;
  }
  const words = phrase.slice(from, ends ? -1 : undefined);
  const compared = things ? words.slice(0, -1) : words;
  const by = superlativeOf(compared.map((token) => token.text).join(' '));
  if (by !== null && (ends || determined || words[0]?.text.endsWith('est')))
    return { references: [{ kind: 'superlative', by }], rest: [] };
  if (!ends || words.length === 0 || words.length > 4) return null;
  return { references: [{ kind: 'attribute', words: words.map((token) => token.text) }], rest: [] };
}

/** The superlative that the whole of `said` is; null when it is none. */
export function superlativeOf(said: string): Extract<Reference, { kind: 'superlative' }>['by'] | null {
  return SUPERLATIVES.get(said) ?? null;
}

/** "this cheese", "those apples". */
function readDemonstrative(phrase: readonly Token[]): ReferenceReading | null {
  const word = phrase[0]?.text ?? '';
  if (!['this', 'that', 'these', 'those'].includes(word) || phrase.length < 2) return null;
  return {
    references: [{ kind: 'deixis', plural: word === 'these' || word === 'those' }],
    rest: phrase.slice(1),
  };
}
