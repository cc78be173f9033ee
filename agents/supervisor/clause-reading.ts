import { openings, trimClause } from './clause-opening.ts';
import type { ClauseSpan } from './clause-splitting.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { IntentName, ItemMention, RoutedIntent } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { readItems } from './item-reading.ts';
import { AUXILIARIES, FILLERS, PRONOUNS, QUESTION_WORDS } from './lexicon.ts';
import { smallNumberOf } from './number-reading.ts';
import type { ReadingContext } from './reading-context.ts';
import { buildRuleBook, type Clause, type RuleContext } from './rule.ts';
import { RULES } from './rules/all-rules.ts';
import { isBareAmount, itReference } from './rules/mentions.ts';
import { FOREIGN_WORDS } from './rules/scope-rules.ts';
import { type Token, wordsAsSaid } from './token.ts';
import { unitOf } from './units.ts';

const BOOK = buildRuleBook(RULES);
const ABOUT_PRODUCTS: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'search_products',
  'recipe',
  'product_question',
  'compare',
  'browse',
  'reorder_advice',
]);
const INHERITED: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'search_products',
  'remove_from_cart',
  'reorder_advice',
]);

/** Reads one clause. `previous` is the intent that a bare list goes on with ("add milk. eggs, bread"). */
export function readClause(
  span: ClauseSpan,
  reading: ReadingContext,
  previous: RoutedIntent | null,
): readonly RoutedIntent[] {
  const trimmed = trimClause(span.tokens);
  const context = (clause: Clause): RuleContext => ({ ...reading, clause });
  const candidates = openings(trimmed).flatMap(({ tokens, opening }) => {
    const clause: Clause = {
      tokens,
      opening,
      question: span.asked || isQuestion(tokens) || asksOpinion(trimmed),
    };
    return BOOK.hits(tokens).map((hit) => ({ ...hit, clause }));
  });
  candidates.sort(
    (left, right) =>
      right.rule.confidence - left.rule.confidence || right.match.literals - left.match.literals,
  );
  for (const { rule, match, clause } of candidates) {
    const result = rule.read ? rule.read(match, context(clause)) : ({ kind: 'slots', slots: {} } as const);
    if (result === null) continue;
    const intents: readonly RoutedIntent[] =
      result.kind === 'intents'
        ? result.intents
        : [{ name: rule.name, confidence: result.confidence ?? rule.confidence, slots: result.slots }];
    return intents.map((intent) => grounded(intent, reading, clause.tokens));
  }
  return readBare(trimmed, span, reading, previous);
}

/** "do you think I need bread" */
function asksOpinion(tokens: readonly Token[]): boolean {
  return tokens[0]?.text === 'do' && tokens[2]?.text === 'think';
}

function isQuestion(tokens: readonly Token[]): boolean {
  const first = tokens[0]?.text ?? '';
  return QUESTION_WORDS.has(first) || (AUXILIARIES.has(first) && PRONOUNS.has(tokens[1]?.text ?? ''));
}

/** Things without a verb: looked for, added when counted, or part of the list before. */
function readBare(
  tokens: readonly Token[],
  span: ClauseSpan,
  context: ReadingContext,
  previous: RoutedIntent | null,
): readonly RoutedIntent[] {
  const said = wordsAsSaid(context.source, tokens);
  const clarify: RoutedIntent = { name: 'clarify', confidence: 0.7, slots: { unclear: said.slice(0, 80) } };
  const question = span.asked || isQuestion(tokens);
  const words = tokens.filter(
    (token) => token.kind === 'word' || token.kind === 'percent' || token.kind === 'ratio',
  );
  const named = namedTokens(words, context);
  const known = words.filter((token) => named.has(token) || isProductWord(token, context));
  const foreign = words.some((token) => FOREIGN_WORDS.has(token.text) || FOREIGN_WORDS.has(token.lemma));
  if (
    foreign &&
    !known.some((token) => context.vocabulary.isShoppable(token.lemma) && !FOREIGN_WORDS.has(token.lemma))
  )
    return [{ name: 'out_of_scope', confidence: 0.85, slots: {} }];
  const onlyTalk = words.every((token) => COMMON_WORDS.has(token.text) || FILLERS.has(token.text));
  // "…, i'm all out" says nothing new after a request
  if (
    onlyTalk &&
    previous &&
    previous.name !== 'greeting' &&
    !tokens.some((token) => token.kind === 'number')
  )
    return [];
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
  if (turnsDown) return readTurnedDown(tokens, context, clarify);
  const pointing = items.every((item) => item.reference !== null && item.reference.kind !== 'habit');
  if (pointing) return readPointing(items, clarify);
  const content = words.filter((token) => !COMMON_WORDS.has(token.text) || isProductWord(token, context));
  const filtered = items.some((item) => Object.keys(item.filters).length > 0);
  if (known.length === 0 && !filtered) {
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
  if ((habitual || counted) && !question)
    return [{ name: 'add_to_cart', confidence: habitual ? 0.65 : 0.62, slots: { items } }];
  return [{ name: 'search_products', confidence: 0.9, slots: { items } }].map((intent) =>
    grounded({ ...intent, name: 'search_products' }, context, tokens),
  );
}

/** "no eggs": out of the cart when they are in it, else a question. */
function readTurnedDown(
  tokens: readonly Token[],
  context: ReadingContext,
  clarify: RoutedIntent,
): readonly RoutedIntent[] {
  const items = readItems(tokens.slice(1), context, { ofCart: true });
  const held = items.length > 0 && items.every((item) => isInCart(item.query, context.cartProducts));
  return held ? [{ name: 'remove_from_cart', confidence: 0.75, slots: { items } }] : [clarify];
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

/** "the second one" alone says which, not what to do with it. */
function readPointing(items: readonly ItemMention[], clarify: RoutedIntent): readonly RoutedIntent[] {
  const [first] = items;
  if (first?.amount && first.amount.mode !== 'absolute')
    return [{ name: 'update_cart', confidence: 0.8, slots: { items } }];
  if (first?.amount) return [{ name: 'add_to_cart', confidence: 0.7, slots: { items } }];
  return [{ ...clarify, slots: { ...clarify.slots, items, choice: first?.reference ?? null } }];
}

/** Words inside of an alias, a brand or another known phrase of several words ("half and half"). */
function namedTokens(words: readonly Token[], context: ReadingContext): ReadonlySet<Token> {
  const lemmas = words.map((token) => token.lemma);
  const named = new Set<Token>();
  for (let at = 0; at < words.length; at += 1) {
    const joined =
      lemmas[at + 1] === 'and' && context.vocabulary.joinedCount(lemmas[at] ?? '', lemmas[at + 2] ?? '') > 0;
    const lengths = context.vocabulary.phrasesAt(lemmas, at).map((match) => match.length);
    const length = Math.max(0, joined ? 3 : 0, ...lengths.filter((one) => one > 1));
    for (const token of words.slice(at, at + length)) named.add(token);
  }
  return named;
}

function isProductWord(token: Token, context: ReadingContext): boolean {
  const { vocabulary } = context;
  if (vocabulary.count(token.lemma) === 0) return false;
  return !COMMON_WORDS.has(token.text) || vocabulary.isShoppable(token.lemma);
}

/** Lowers the confidence of words that the catalogue does not know, and turns away what no grocer has. */
function grounded(intent: RoutedIntent, context: ReadingContext, clause: readonly Token[]): RoutedIntent {
  if (!ABOUT_PRODUCTS.has(intent.name)) return intent;
  const items = intent.slots.items ?? [];
  const words = [...items.map((item) => item.query), intent.slots.dish ?? '', intent.slots.which ?? '']
    .join(' ')
    .split(' ')
    .filter(Boolean);
  if (words.length === 0) return intent;
  const said = new Set(words);
  const tokens = clause.filter((token) => said.has(token.text));
  const named = namedTokens(tokens, context);
  const known = tokens.filter((token) => named.has(token) || isProductWord(token, context));
  const foreign = tokens.some((token) => FOREIGN_WORDS.has(token.text) || FOREIGN_WORDS.has(token.lemma));
  if (
    foreign &&
    !known.some((token) => !FOREIGN_WORDS.has(token.lemma) && context.vocabulary.isShoppable(token.lemma))
  )
    return { name: 'out_of_scope', confidence: 0.88, slots: {} };
  if (
    known.length > 0 ||
    items.some((item) => item.reference !== null || Object.keys(item.filters).length > 0)
  )
    return intent;
  if (intent.name === 'recipe') return intent;
  const wordLike = tokens.every((token) => context.vocabulary.looksLikeWord(token.lemma));
  if (!wordLike)
    return { name: 'clarify', confidence: 0.8, slots: { unclear: words.join(' ').slice(0, 80) } };
  return { ...intent, confidence: Math.round(intent.confidence * 75) / 100 };
}
