import type { ProductFilters } from '#agents/search/product-index.ts';
import { amountFirst } from './amount-first.ts';
import { readAmount } from './amount-reading.ts';
import { exclusionCue, readConstraints } from './constraint-reading.ts';
import { readEarlier } from './earlier-order-reading.ts';
import type { ItemMention, Reference, SaidAmount } from './intent.ts';
import { splitItems } from './item-splitting.ts';
import { lemmaOf } from './lemma.ts';
import { readNumber } from './number-reading.ts';
import { occasionQuery, readOccasion } from './occasion-reading.ts';
import { ownDoingAt } from './own-doing.ts';
import { readPrice } from './price-reading.ts';
import { fromBottle, readQuery } from './query-words.ts';
import type { ReadingContext } from './reading-context.ts';
import { readReference } from './reference-reading.ts';
import { canShare, takeShares, withSharedAmounts } from './shared-amounts.ts';
import { readSizeGrade } from './size-grade.ts';
import { type Token, wordsAsSaid } from './token.ts';
import { isContainer, unitOf } from './units.ts';

export interface ItemReadingOptions {
  /** The words must fit a line of the cart, so that filters stay words. */
  readonly ofCart?: boolean;
}

/** A list this long is no shopping list any more. */
const MAX_ITEMS = 60;
/** "the same number of apples as last time" */
const OF_EARLIER = new Set('same number amount quantity'.split(' '));
const LEADING = new Set(
  'please some any just only about of for with also me us the my our more maybe and to exactly'.split(' '),
);

/** Reads every thing that a phrase speaks of. Empty when it names nothing and points at nothing. */
export function readItems(
  tokens: readonly Token[],
  context: ReadingContext,
  options: ItemReadingOptions = {},
): readonly ItemMention[] {
  const list = (words: readonly Token[]): readonly ItemMention[] => {
    const items = splitItems(words, context.vocabulary)
      .slice(0, MAX_ITEMS)
      .flatMap((item) => readItem(item, context, options));
    return withSharedAmounts(joinDescriptions(items), context);
  };
  const shared = takeShares(tokens, context);
  const sharers = shared === null ? [] : list(shared.rest);
  const share = shared !== null && sharers.length > 0 && sharers.every(canShare);
  return share ? sharers.map((item) => ({ ...item, amount: shared.amount })) : list(tokens);
}

/** "vegan and gluten free bread": what only describes belongs to the thing beside it. */
function joinDescriptions(items: readonly ItemMention[]): readonly ItemMention[] {
  const joined: ItemMention[] = [];
  let waiting: ItemMention | null = null;
  for (const item of items) {
    const describes = item.query === '' && item.reference === null && item.amount === null;
    const last = joined[joined.length - 1];
    if (describes && last && last.query !== '') joined[joined.length - 1] = described(last, item);
    else if (describes) waiting = waiting ? described(waiting, item) : item;
    else {
      joined.push(waiting ? described(item, waiting) : item);
      waiting = null;
    }
  }
  return waiting ? [...joined, waiting] : joined;
}

function described(item: ItemMention, by: ItemMention): ItemMention {
  const both = <T>(left: readonly T[] | undefined, right: readonly T[] | undefined): readonly T[] => [
    ...new Set([...(left ?? []), ...(right ?? [])]),
  ];
  const diets = both(item.filters.diets, by.filters.diets);
  const excludeAllergens = both(item.filters.excludeAllergens, by.filters.excludeAllergens);
  return {
    ...item,
    filters: {
      ...by.filters,
      ...item.filters,
      ...(diets.length > 0 ? { diets } : {}),
      ...(excludeAllergens.length > 0 ? { excludeAllergens } : {}),
    },
    excludeTerms: both(item.excludeTerms, by.excludeTerms),
    sort: item.sort === 'relevance' ? by.sort : item.sort,
  };
}

/** Reads one thing; several mentions only for "the first two". */
export function readItem(
  tokens: readonly Token[],
  context: ReadingContext,
  options: ItemReadingOptions = {},
): readonly ItemMention[] {
  const { vocabulary } = context;
  const price = readPrice(tokens);
  const cart = cartAfter(tokens);
  if (cart !== null) return readItem(tokens.slice(0, cart), context, options);
  const done = options.ofCart === true ? ownDoingAt(tokens) : null;
  if (done !== null) return readOwn(tokens, done, context);
  const unpriced = (
    price ? [...tokens.slice(0, price.from), ...tokens.slice(price.next)] : [...tokens]
  ).filter((token) => token.kind !== 'punct' && token.kind !== 'emoji');
  const earlier = options.ofCart === true ? null : readEarlier(unpriced);
  const graded = readSizeGrade(
    earlier?.rest.filter(({ text }) => !OF_EARLIER.has(text)) ?? unpriced,
    vocabulary,
  );
  const occasion = options.ofCart === true ? null : readOccasion(graded.rest);
  const words = amountFirst(occasion?.rest ?? graded.rest, vocabulary);
  let from = 0;
  while (
    from < words.length &&
    LEADING.has(words[from]?.text ?? '') &&
    readReference(words.slice(from), vocabulary) === null
  )
    from += 1;
  from += vaguenessAt(words, from, context);
  const everyOne =
    words[from]?.text === 'all' && ['the', 'my', 'of', 'our'].includes(words[from + 1]?.text ?? '');
  if (everyOne && readReference(words.slice(from), vocabulary) === null) from += 2;
  // "remove both milks", "all milks": every line of the kind
  const each =
    options.ofCart === true &&
    (words[from]?.text === 'both' || words[from]?.text === 'all') &&
    from + 1 < words.length &&
    readReference(words.slice(from), vocabulary) === null;
  if (each) from += 1;
  const leading = readAmount(words, from, vocabulary);
  const pointsFirst = readReference(words.slice(from), vocabulary);
  const counted = leading !== null && !startsWithOrdinal(pointsFirst?.references);
  const inner = counted ? ofSizeAt(words, leading.next, context) : null;
  const body = words.slice(inner?.next ?? (counted ? leading.next : from));
  const whole = readReference(body, vocabulary);
  const pointsOnly = whole !== null && whole.rest.length === 0;
  const trailing =
    pointsOnly || (counted && leading.amount !== null) ? null : readTrailingAmount(body, context);
  const phrase = trailing ? body.slice(0, trailing.from) : body;
  const amount = (counted ? leading.amount : null) ?? trailing?.amount ?? null;
  const size = inner?.size ?? (counted ? leading.size : null);
  const packing = (counted ? leading : trailing)?.packing ?? null;
  // of "organic bananas, not the regular ones" the end points at nothing
  const cue = phrase.findIndex((_, at) => at > 0 && exclusionCue(phrase, at, vocabulary) > 0);
  const pointing = readReference(cue < 0 ? phrase : phrase.slice(0, cue), vocabulary);
  const turnedDown = cue < 0 ? [] : phrase.slice(cue);
  const named = pointing ? [...pointing.rest, ...turnedDown] : phrase;
  const constraints = readConstraints(named, vocabulary);
  const said = readQuery(
    options.ofCart === true ? named : constraints.rest,
    context,
    (constraints.filters.diets ?? []).length > 0 || options.ofCart === true,
  );
  const query = occasion
    ? occasionQuery(said.query, occasion.noun, vocabulary, lemmaOf)
    : fromBottle(said.query, packing);
  const before: readonly Reference[] | undefined =
    earlier === null ? undefined : [{ kind: 'habit', which: earlier.which }];
  const every: readonly Reference[] | undefined = each ? [{ kind: 'deixis', plural: true }] : undefined;
  const references =
    before ?? pointing?.references ?? every ?? graded.references ?? superlative(constraints.sort, options);
  const filters: ProductFilters = {
    ...(options.ofCart === true ? {} : constraints.filters),
    ...(said.diet === null ? {} : { diets: [said.diet] }),
    ...(price?.maxCents != null ? { maxPriceCents: price.maxCents } : {}),
    ...(price?.minCents != null ? { minPriceCents: price.minCents } : {}),
  };
  const hasFilters = Object.keys(filters).length > 0;
  if (
    query === '' &&
    references.length === 0 &&
    amount === null &&
    !hasFilters &&
    constraints.excludeTerms.length === 0 &&
    constraints.sort === 'relevance'
  )
    return [];
  const mention = (reference: Reference | null): ItemMention => ({
    said: wordsAsSaid(context.source, tokens),
    query,
    amount,
    reference,
    filters,
    excludeTerms: constraints.excludeTerms,
    sort: constraints.sort,
    ...(size === null ? {} : { size }),
    ...(packing === null ? {} : { packing }),
  });
  return references.length === 0 ? [mention(null)] : references.map(mention);
}

/** "the milk I added", "the first one I put in"; "what I just added" is the line touched last. */
function readOwn(tokens: readonly Token[], done: number, context: ReadingContext): readonly ItemMention[] {
  const words = tokens.slice(0, done).filter(({ text }) => !THINGS_DONE.has(text));
  const said = wordsAsSaid(context.source, tokens);
  const named = words.length === 0 ? [] : readItem(words, context, { ofCart: true });
  const meant = named.filter(({ query, reference }) => query !== '' || reference?.kind === 'ordinal');
  const last = meant.length === 0 || meant.every(({ query, reference }) => query === '' && isLast(reference));
  const it: ItemMention = { ...ANYTHING, said, reference: { kind: 'deixis', plural: false } };
  return last ? [it] : meant.map((item) => ({ ...item, said }));
}

function isLast(reference: Reference | null): boolean {
  return reference?.kind === 'ordinal' && reference.index === -1;
}

const THINGS_DONE = new Set('the thing things item stuff all of what'.split(' '));
const ANYTHING: ItemMention = {
  said: '',
  query: '',
  amount: null,
  reference: null,
  filters: {},
  excludeTerms: [],
  sort: 'relevance',
};

/** "(3 of) the 6 packs", "(two of) the 16 oz …": which size is counted. */
function ofSizeAt(
  words: readonly Token[],
  at: number,
  { vocabulary }: ReadingContext,
): { readonly size: string; readonly next: number } | null {
  if (words[at - 1]?.text !== 'of' || words[at]?.text !== 'the') return null;
  const read = readAmount(words, at + 1, vocabulary);
  if (read === null || read.next >= words.length) return null;
  const packs = read.amount?.measure === 'pack' && read.amount.value > 1 ? `${read.amount.value} pack` : null;
  const size = read.size ?? packs;
  return size === null ? null : { size, next: read.next };
}

/** How many words before a number only say how exactly it is meant: "at least 3", "around ten". */
function vaguenessAt(words: readonly Token[], from: number, { vocabulary }: ReadingContext): number {
  const said = VAGUE.find((phrase) => phrase.every((word, at) => words[from + at]?.text === word));
  return said !== undefined && readAmount(words, from + said.length, vocabulary)?.amount != null
    ? said.length
    : 0;
}

const VAGUE =
  'at least|at most|no more than|not more than|up to|around|roughly|approximately|approx|nearly|almost|say|a good'
    .split('|')
    .map((phrase) => phrase.split(' '));

/** Where "to my cart" begins at the end of a thing; null when it does not. */
function cartAfter(tokens: readonly Token[]): number | null {
  if (!['cart', 'basket', 'trolley'].includes(tokens[tokens.length - 1]?.text ?? '')) return null;
  const owned = ['my', 'the', 'our'].includes(tokens[tokens.length - 2]?.text ?? '') ? 1 : 0;
  const at = tokens.length - 2 - owned;
  return at > 0 && ['to', 'into', 'in'].includes(tokens[at]?.text ?? '') ? at : null;
}

function startsWithOrdinal(references: readonly Reference[] | undefined): boolean {
  return references?.[0]?.kind === 'ordinal';
}

function superlative(sort: ItemMention['sort'], options: ItemReadingOptions): readonly Reference[] {
  if (options.ofCart !== true) return [];
  if (sort === 'price') return [{ kind: 'superlative', by: 'cheapest' }];
  if (sort === 'price_desc') return [{ kind: 'superlative', by: 'dearest' }];
  return sort === 'unit_price' ? [{ kind: 'superlative', by: 'best_value' }] : [];
}

/** "bananas x 3", "milk 2x", "eggs two dozen", "cherries 2 lb". */
function readTrailingAmount(
  body: readonly Token[],
  context: ReadingContext,
): { readonly amount: SaidAmount; readonly packing: string | null; readonly from: number } | null {
  const last = body.length - 1;
  if (last > 0 && body[last]?.text === 'twice')
    return { amount: { value: 2, measure: null, mode: 'absolute' }, packing: null, from: last };
  for (let at = Math.max(1, body.length - 5); at < body.length; at += 1) {
    const times = body[at]?.text === 'x' || body[at]?.text === 'times';
    const start = times ? at + 1 : at;
    const number = readNumber(body, start);
    const before = body[at - 1];
    if (!number || !before || ['number', 'for', 'of'].includes(before.text)) continue;
    if (before.text === 'one' && !times) continue;
    const unit = body[number.next]?.text ?? '';
    const measured = unitOf(unit) !== null || isContainer(unit);
    if (number.byWords && number.value <= 1 && !measured) continue;
    if (!times && context.vocabulary.pairCount(before.lemma, body[start]?.text ?? '') > 0) continue;
    const read = readAmount(body, start, context.vocabulary);
    if (read?.amount && read.next >= body.length)
      return { amount: read.amount, packing: read.packing, from: at };
    if (times && number.next >= body.length)
      return { amount: { value: number.value, measure: null, mode: 'absolute' }, packing: null, from: at };
    return null;
  }
  return null;
}
