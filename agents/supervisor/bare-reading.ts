import { readAmount } from './amount-reading.ts';
import type { ClauseSpan } from './clause-splitting.ts';
import { COMMON_WORDS } from './common-words.ts';
import { grounded, isQuestion } from './grounding.ts';
import type { IntentName, ItemMention, RoutedIntent } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { readItems } from './item-reading.ts';
import { FILLERS, wordClass } from './lexicon.ts';
import { readNumber, smallNumberOf } from './number-reading.ts';
import { readOccasion } from './occasion-reading.ts';
import { avoidStatements } from './preference-reading.ts';
import { isProductWord, namedTokens } from './product-words.ts';
import type { ReadingContext } from './reading-context.ts';
import { describesSought } from './refine-search.ts';
import { isBareAmount, itReference } from './rules/mentions.ts';
import { FOREIGN_WORDS } from './rules/scope-rules.ts';
import { takeShares } from './shared-amounts.ts';
import { swapsForDescribed } from './swap-for-kind.ts';
import { type Token, wordsAsSaid } from './token.ts';
import { unitOf } from './units.ts';

/** Said with "no" by itself, these are left out for good reason rather than for today. */
const OFTEN_AVOIDED = new Set(
  'pork beef lamb veal meat bacon ham alcohol gelatin gelatine lard sugar gluten dairy lactose nut peanut soy shellfish'.split(
    ' ',
  ),
);
const INHERITED: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'search_products',
  'remove_from_cart',
  'reorder_advice',
]);

/** Things without a verb: looked for, added when counted, or part of the list before. */
export function readBare(
  tokens: readonly Token[],
  span: ClauseSpan,
  context: ReadingContext,
  previous: RoutedIntent | null,
): readonly RoutedIntent[] {
  // "I said no milk"
  if (tokens.length > 3 && tokens[1]?.text === 'said' && tokens[2]?.text === 'no')
    return readBare(tokens.slice(2), span, context, previous);
  const said = wordsAsSaid(context.source, tokens);
  const clarify: RoutedIntent = { name: 'clarify', confidence: 0.7, slots: { unclear: said.slice(0, 80) } };
  const question = span.asked || isQuestion(tokens);
  const words = tokens.filter(
    (token) => token.kind === 'word' || token.kind === 'percent' || token.kind === 'ratio',
  );
  const named = namedTokens(words, context);
  const known = words.filter((token) => named.has(token) || isProductWord(token, context));
  const foreign = words.some(
    (token) => !named.has(token) && (FOREIGN_WORDS.has(token.text) || FOREIGN_WORDS.has(token.lemma)),
  );
  if (
    foreign &&
    !known.some((token) => context.vocabulary.isShoppable(token.lemma) && !FOREIGN_WORDS.has(token.lemma))
  )
    return [{ name: 'out_of_scope', confidence: 0.85, slots: {} }];
  const onlyTalk = words.every((token) => COMMON_WORDS.has(token.text) || FILLERS.has(token.text));
  // "if you do, …" leads to what follows
  if (onlyTalk && tokens[0]?.text === 'if') return [];
  const further = previous ? readFurther(tokens, span, context, previous) : null;
  if (further) return [further];
  // "…, i'm all out" says nothing new after a request
  if (
    onlyTalk &&
    previous &&
    previous.name !== 'greeting' &&
    !tokens.some((token) => token.kind === 'number' || token.text === 'another')
  )
    return [];
  if (tellsOfPerson(tokens)) return [clarify];
  if (onlyTalk && namesDepartment(words, context))
    return [{ name: 'browse', confidence: 0.86, slots: { which: said } }];
  const items = readItems(tokens, context);
  if (items.length === 0) return [clarify];
  if (items.length === 1 && items[0] && isBareAmount(items[0]))
    return readBareAmount(items[0], context, clarify);
  const [only] = items;
  const turnsDown =
    only &&
    items.length === 1 &&
    only.query === '' &&
    only.reference === null &&
    ['no', 'without', 'not'].includes(tokens[0]?.text ?? '');
  if (turnsDown) return readTurnedDown(tokens, only, context, clarify);
  const pointing = items.every(pointsOnly);
  if (pointing) return readPointing(items, tokens, span.asked, context, clarify);
  const content = words.filter((token) => !COMMON_WORDS.has(token.text) || isProductWord(token, context));
  const filtered = items.some((item) => Object.keys(item.filters).length > 0 || item.sort !== 'relevance');
  const meant = readOccasion(words) !== null;
  if (only && items.length === 1 && !question && describesSought(only, context))
    return [{ name: 'search_products', confidence: 0.84, slots: { items } }];
  if (known.length === 0 && !filtered && !meant) {
    if (question) return [{ name: 'out_of_scope', confidence: 0.7, slots: {} }];
    const plausible =
      content.length > 0 &&
      content.length <= 3 &&
      content.every((token) => context.vocabulary.looksLikeWord(token.lemma));
    return plausible && words.length <= 4
      ? [{ name: 'search_products', confidence: 0.45, slots: { items } }]
      : [clarify];
  }
  // a sentence that merely mentions a food is no search for it
  const telling = words.filter(
    (token) =>
      !FILLERS.has(token.text) &&
      smallNumberOf(token.text) === null &&
      unitOf(token.text) === null &&
      !['couple', 'half', 'and', 'for', 'with'].includes(token.text),
  );
  if (!filtered && known.length / Math.max(telling.length, 1) < 0.34 && words.length > 5)
    return question ? [{ name: 'out_of_scope', confidence: 0.55, slots: {} }] : [clarify];
  if (previous && INHERITED.has(previous.name) && !question)
    return [{ name: previous.name, confidence: Math.min(previous.confidence, 0.85), slots: { items } }];
  const habitual = items.some((item) => item.reference?.kind === 'habit');
  const counted = items.some(
    (item) => item.amount !== null && (item.amount.measure === null || item.amount.measure === 'dozen'),
  );
  const measured = startsMeasured(tokens, context) || takeShares(tokens, context) !== null;
  const lowers = items.every((item) => item.amount?.mode === 'fewer' || item.amount?.mode === 'factor');
  if (lowers && !question) return [{ name: 'update_cart', confidence: 0.8, slots: { items } }];
  if ((habitual || counted || measured) && !question)
    return [{ name: 'add_to_cart', confidence: habitual ? 0.65 : 0.62, slots: { items } }];
  return [{ name: 'search_products', confidence: 0.9, slots: { items } }].map((intent) =>
    grounded({ ...intent, name: 'search_products' }, context, tokens),
  );
}

/** "1 1/2 lbs of green beans": as much of it is wanted. Said behind the thing, a measure may as well name its size. */
function startsMeasured(tokens: readonly Token[], { vocabulary }: ReadingContext): boolean {
  const from = tokens.findIndex(({ text }) => !LED_BY.has(text));
  const read = from < 0 ? null : readAmount(tokens, from, vocabulary);
  return read?.amount?.measure != null && read.next < tokens.length;
}

/** What may stand before an amount and says nothing of it. */
const LED_BY = new Set(
  'please just maybe about around roughly some also ok okay so um uh er like'.split(' '),
);

/** Nothing was shown or changed since the one line was spoken of. */
function isOneLineMeant({ last, sought, shown, touched }: ReadingContext['focus']): boolean {
  return last == null && sought == null && shown.length <= 1 && touched.length > 0;
}

/** "produce", "health": common words that are a department's whole name here. */
function namesDepartment(words: readonly Token[], { vocabulary }: ReadingContext): boolean {
  const lemmas = words.map(({ lemma }) => lemma);
  return vocabulary
    .phrasesAt(lemmas, 0)
    .some(({ kind, length }) => kind === 'department' && length === lemmas.length);
}

const PERSONS = new Set('i we he she you they'.split(' '));

/** "I am 15", "we are four", "my son is 3": a number of somebody counts no things. */
function tellsOfPerson(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text }) => text === 'am' || text === 'are' || text === 'is');
  const subject = tokens[at - 1];
  if (at < 1 || subject === undefined || readNumber(tokens, at + 1) === null) return false;
  const isPerson = PERSONS.has(subject.text) || wordClass('relative').has(subject.lemma);
  return isPerson && !tokens.slice(0, at).some(({ kind }) => kind === 'punct');
}

/** "(add the third one.) and the first one as well" */
function readFurther(
  tokens: readonly Token[],
  span: ClauseSpan,
  context: ReadingContext,
  previous: RoutedIntent,
): RoutedIntent | null {
  const joined = span.tokens.some((token) => ['and', 'also', 'too', 'well', 'plus'].includes(token.text));
  if (!joined || span.asked || !['add_to_cart', 'remove_from_cart'].includes(previous.name)) return null;
  const items = readItems(tokens, context);
  const points = items.every(({ query, reference }) => query === '' && reference?.kind === 'ordinal');
  return items.length > 0 && points ? { name: previous.name, confidence: 0.85, slots: { items } } : null;
}

/** "no eggs": out of the cart when they are in it, out of the list shown, what is never eaten; else a question. */
function readTurnedDown(
  tokens: readonly Token[],
  only: ItemMention,
  context: ReadingContext,
  clarify: RoutedIntent,
): readonly RoutedIntent[] {
  const items = readItems(tokens.slice(1), context, { ofCart: true });
  const held = items.length > 0 && items.every((item) => isInCart(item.query, context.cartProducts));
  if (held) return [{ name: 'remove_from_cart', confidence: 0.75, slots: { items } }];
  const narrows =
    Object.keys(only.filters).length > 0 || only.excludeTerms.length > 0 || only.sort !== 'relevance';
  if (narrows && context.focus.sought != null)
    return [{ name: 'search_products', confidence: 0.8, slots: { items: [only] } }];
  const [last, before] = [tokens.at(-1)?.text ?? '', tokens.at(-2)?.text ?? ''];
  const forNow =
    ['today', 'tonight', 'now'].includes(last) || (before === 'this' && ['time', 'week'].includes(last));
  if (tokens[0]?.text === 'no' && forNow) return [{ name: 'decline', confidence: 0.72, slots: {} }];
  if (tokens[0]?.text !== 'no' || !tokens.slice(1).some((token) => OFTEN_AVOIDED.has(token.lemma)))
    return [clarify];
  return avoidStatements(context.source, tokens.slice(1), false, true).map((statement) => ({
    name: 'state_preference' as const,
    confidence: 0.72,
    slots: { statement },
  }));
}

/** "4" after "add lemons" corrects their number. */
function readBareAmount(
  item: ItemMention,
  context: ReadingContext,
  clarify: RoutedIntent,
): readonly RoutedIntent[] {
  if (context.focus.touched.length === 0) return [clarify];
  return [{ name: 'update_cart', confidence: 0.75, slots: { items: [itReference(item)] } }];
}

function pointsOnly({ reference, query }: ItemMention): boolean {
  return (
    reference !== null && reference.kind !== 'habit' && (reference.kind !== 'superlative' || query === '')
  );
}

/**
 * "the second one": of a list just searched for it is the one to take, elsewhere it says which but not what to do with
 * it. "Only vegan ones" narrows the list.
 */
function readPointing(
  items: readonly ItemMention[],
  tokens: readonly Token[],
  asked: boolean,
  context: ReadingContext,
  clarify: RoutedIntent,
): readonly RoutedIntent[] {
  const { focus } = context;
  const [first] = items;
  const swap = asked ? null : swapsForDescribed(items, context);
  if (swap !== null) return swap;
  const listed = focus.sought != null && focus.shown.length > 0;
  const narrows =
    items.length === 1 &&
    first?.reference?.kind === 'attribute' &&
    tokens.some((token) => token.text === 'ones');
  if (listed && narrows) return [{ name: 'search_products', confidence: 0.86, slots: { items } }];
  if (first?.amount && first.amount.mode !== 'absolute')
    return [{ name: 'update_cart', confidence: 0.8, slots: { items } }];
  // "two of those", right after one thing was added: that many of it
  const [line, ...others] = focus.last?.kind === 'added' ? focus.last.lines : [];
  const oneLine = line !== undefined ? others.length === 0 : isOneLineMeant(focus);
  const ofLine = oneLine && first?.reference?.kind === 'deixis';
  if (first?.amount && ofLine && items.length === 1)
    return [{ name: 'update_cart', confidence: 0.8, slots: { items: [itReference(first)] } }];
  if (first?.amount) return [{ name: 'add_to_cart', confidence: 0.7, slots: { items } }];
  const picks =
    listed && !asked && items.every(({ reference }) => reference?.kind !== 'deixis' || reference.plural);
  if (picks) return [{ name: 'add_to_cart', confidence: 0.72, slots: { items } }];
  return [{ ...clarify, slots: { ...clarify.slots, items, choice: first?.reference ?? null } }];
}
