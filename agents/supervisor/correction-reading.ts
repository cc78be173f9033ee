import { type ClauseSpan, splitClauses } from './clause-splitting.ts';
import { COMMON_WORDS } from './common-words.ts';
import { completed, describes, headOf } from './complete-item.ts';
import { readCues, withoutTrailing } from './correction-cues.ts';
import type { LastChange } from './dialogue-focus.ts';
import type { ItemMention, RoutedIntent, SaidAmount } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { readItems } from './item-reading.ts';
import { lemmaOf } from './lemma.ts';
import { AUXILIARIES, CLAUSE_VERBS, FILLERS, PRONOUNS, QUESTION_WORDS } from './lexicon.ts';
import type { ReadingContext } from './reading-context.ts';
import { swapsForKind } from './swap-for-kind.ts';
import type { Token } from './token.ts';

export interface CorrectionReading {
  readonly intents: readonly RoutedIntent[];
  /** What the message says beyond the correction. */
  readonly rest: readonly Token[];
}

/** Said after "actually", these take the change back. */
const DROPS = new Set([
  'never mind',
  'forget it',
  'scrap that',
  'scrap it',
  'not',
  'do not',
  'leave it',
  'cancel',
  'cancel that',
  'cancel it',
]);

/**
 * "no, the lemons", "sorry, oat milk", "I meant the 2% one": the last change of the cart taken back and made for what
 * was meant. Null when the words may as well ask for something new.
 */
export function readCorrection(tokens: readonly Token[], context: ReadingContext): CorrectionReading | null {
  const last = latestChange(context);
  if (last === null || last.lines.length === 0) return null;
  const cue = readCues(tokens);
  const clause = firstClause(tokens.slice(cue.next), context);
  if (clause?.asked === true) return null;
  const said = withoutTrailing(clause?.tokens ?? []);
  const contrast = readContrast(said.tokens, last);
  // "get the bigger one instead", "use oat milk instead"
  const meant = withoutVerb(contrast ?? said.tokens, said.instead);
  const certain = cue.kind === 'meant' || cue.kind === 'wrong' || cue.no || said.instead || contrast !== null;
  if (!certain && cue.kind === 'none') return null;
  const rest = clause ? after(tokens, clause.tokens) : [];
  const undo: CorrectionReading = { intents: [{ name: 'undo', confidence: 0.8, slots: {} }], rest };
  const drops = DROPS.has(meant.map((token) => token.text).join(' '));
  if (meant.length === 0 || drops) {
    // "actually, no" right after a change takes it back; a bare "no" may as well end the talk
    // "no wait" leads to what is not said yet
    const waits = /^(?:no|nope|,|wait|hold on|hang on| |\.)+$/.test(
      tokens.map((token) => token.text).join(' '),
    );
    if (waits) return null;
    const halted = cue.no && drops;
    const takesBack = ((cue.kind === 'perhaps' && cue.no) || drops) && (cue.kind === 'perhaps' || halted);
    const told = context.focus.last !== undefined;
    return last.whole && ((takesBack && told) || (cue.kind === 'wrong' && !drops)) ? undo : null;
  }
  const item = meantItem(meant, context);
  if (item === null) return null;
  const described = swapsForKind(item, last, context);
  if (described !== null) return { intents: described, rest };
  const line = correctedLine(item, last, context) ?? (contrast && namedLine(said.tokens, last));
  if (line === null) return null;
  const related = isRelated(item, line.name, context);
  // "I said two onions" after something else was added asks for them, and leaves that be
  if (!related && !cue.no && item.amount !== null && insists(tokens)) return null;
  // "that's the wrong milk" names what is wrong, not what is meant
  const same = wordsOf(line.name);
  const names = item.query !== '' && item.query.split(' ').every((word) => same.has(lemmaOf(word)));
  if (cue.kind === 'wrong' && names && Object.keys(item.filters).length === 0)
    return last.whole ? undo : null;
  // "no lemons" turns lemons down where they are in the cart; "actually eggs" may come on top
  if (!certain && !related) return null;
  if (
    cue.no &&
    !cue.paused &&
    cue.kind !== 'wrong' &&
    (!related || isInCart(item.query, context.cartProducts))
  )
    return null;
  const { shown } = context.focus;
  if (item.reference?.kind === 'other' && shown.length < 2 && last.kind === 'added')
    return { intents: [...undo.intents, others(item, line.name)], rest };
  return { intents: corrected(completed(item, line.name, context.vocabulary, true), line, last), rest };
}

/** The first clause, which what is meant belongs to: "not the limes, I meant lemons". */
function firstClause(tokens: readonly Token[], { vocabulary }: ReadingContext): ClauseSpan | null {
  const [clause, next] = splitClauses(tokens, vocabulary);
  if (clause === undefined) return null;
  const meant = next !== undefined && readCues(next.tokens).kind === 'meant';
  if (!meant || clause.tokens[0]?.text !== 'not') return clause;
  const end = next.tokens.at(-1)?.end ?? 0;
  const from = clause.tokens[0].start;
  return { ...next, tokens: tokens.filter((token) => token.start >= from && token.end <= end) };
}

function insists(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text }) => text === 'said' || text === 'asked');
  return at > 0 && ['i', 'we'].includes(tokens[at - 1]?.text ?? '');
}

/** The change as told; before it was told, what was touched or taken out last. */
function latestChange({ focus }: ReadingContext): LastChange | null {
  if (focus.last !== undefined) return focus.last;
  const [entry] = focus.touched.length > 0 ? focus.touched : focus.removed;
  if (!entry) return null;
  const { productId, name } = entry.product;
  const kind = focus.touched.length > 0 ? 'added' : 'removed';
  return { kind, lines: [{ productId, name, quantity: entry.quantity }], whole: true };
}

/** "not oat, almond", "almond not oat": what is meant besides what is turned down; null when nothing is contrasted. */
function readContrast(tokens: readonly Token[], last: LastChange): readonly Token[] | null {
  const names = (part: readonly Token[]): boolean =>
    part.some((token) =>
      last.lines.some(({ name }) => wordsOf(name).has(token.lemma) || joined(name).includes(token.text)),
    );
  const not = tokens.findIndex((token) => token.text === 'not');
  if (not > 0) return names(tokens.slice(not + 1)) ? withoutEnds(tokens.slice(0, not)) : null;
  if (not < 0) return null;
  const joint = tokens.findIndex((token, at) => at > 1 && (token.text === ',' || token.text === 'but'));
  if (joint < 0 || !names(tokens.slice(1, joint))) return null;
  // "not the limes, I meant lemons"
  const named = tokens.slice(joint + 1);
  return withoutEnds(named.slice(readCues(named).next));
}

/** A name's word pairs written as one: "chickpeas" for "Chick Peas". */
function joined(name: string): readonly string[] {
  const words = name.toLowerCase().split(/[^\p{L}\p{M}]+/u);
  return words.slice(1).map((word, at) => `${words[at] ?? ''}${word}`);
}

function withoutEnds(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, at) => token.kind !== 'punct' || (at > 0 && at < tokens.length - 1));
}

const TAKING = new Set('get give use take add do put grab have try make'.split(' '));

function withoutVerb(tokens: readonly Token[], instead: boolean): readonly Token[] {
  const wished = ['want', 'need', 'prefer'].includes(tokens[1]?.text ?? '') ? 2 : 0;
  if (instead && wished > 0 && ['i', 'we'].includes(tokens[0]?.text ?? '')) return tokens.slice(wished);
  if (!instead || !TAKING.has(tokens[0]?.text ?? '')) return tokens;
  return tokens.slice(['me', 'us', 'it', 'that'].includes(tokens[1]?.text ?? '') ? 2 : 1);
}

/** The one thing that the words name or describe; null for a request, a question, an amount or talk. */
function meantItem(tokens: readonly Token[], context: ReadingContext): ItemMention | null {
  const words = tokens.filter((token) => token.kind !== 'punct');
  const [first, second] = words;
  if (!first || words.length > 8) return null;
  const verb =
    CLAUSE_VERBS.has(first.text) && context.vocabulary.pairCount(first.lemma, second?.lemma ?? '') === 0;
  const asks = QUESTION_WORDS.has(first.text) || AUXILIARIES.has(first.text);
  if (verb || asks) return null;
  if (PRONOUNS.has(first.text) && first.text !== 'that') return null;
  if (
    words.some((token) =>
      [
        'more',
        'less',
        'fewer',
        'total',
        'not',
        'no',
        'too',
        'also',
        'back',
        'instead',
        'forgot',
        'need',
        'want',
      ].includes(token.text),
    )
  )
    return null;
  const items = readItems(tokens, context);
  const [item] = items;
  if (!item || items.length > 1) return null;
  const { query, reference, filters } = item;
  const describing = reference !== null && reference.kind !== 'deixis' && reference.kind !== 'habit';
  if (query === '') return describing || Object.keys(filters).length > 0 ? item : null;
  const known = words.some(
    (token) =>
      context.vocabulary.count(token.lemma) > 0 &&
      (!COMMON_WORDS.has(token.text) || context.vocabulary.isShoppable(token.lemma)),
  );
  return known ? item : null;
}

/** Which of the lines is corrected: the only one, or the one that the words are a kind of. */
function correctedLine(
  item: ItemMention,
  last: LastChange,
  context: ReadingContext,
): LastChange['lines'][number] | null {
  if (last.lines.length === 1) return last.lines[0] ?? null;
  if (last.kind === 'removed') return null;
  const related = last.lines.filter(({ name }) => isRelated(item, name, context));
  return related.length === 1 ? (related[0] ?? null) : null;
}

/** "not the eggs, I meant bread": the one of several that the words name. */
function namedLine(tokens: readonly Token[], last: LastChange): LastChange['lines'][number] | null {
  const named = last.lines.filter(({ name }) => tokens.some(({ lemma }) => wordsOf(name).has(lemma)));
  return last.kind !== 'removed' && named.length === 1 ? (named[0] ?? null) : null;
}

function isRelated(item: ItemMention, name: string, { vocabulary }: ReadingContext): boolean {
  if (item.query === '') return true;
  const head = headOf(name);
  const known = wordsOf(name);
  const said = item.query.split(' ').map(lemmaOf);
  return (
    said.some((word) => known.has(word) && !FILLERS.has(word)) ||
    (head !== null &&
      (describes(item.query, head, vocabulary) || vocabulary.isKindOf(said.at(-1) ?? '', lemmaOf(head))))
  );
}

function wordsOf(name: string): ReadonlySet<string> {
  return new Set([...name.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}']+%?/gu)].map(([word]) => lemmaOf(word)));
}

/** Takes the change back, all of it by an undo or this line of it by name, and makes it for what was meant. */
function corrected(
  item: ItemMention,
  line: LastChange['lines'][number],
  last: LastChange,
): readonly RoutedIntent[] {
  const confidence = 0.86;
  const alone = last.whole && last.lines.length === 1;
  const packs = (quantity: number): SaidAmount => ({ value: quantity, measure: 'pack', mode: 'absolute' });
  const undo: RoutedIntent = { name: 'undo', confidence, slots: {} };
  if (last.kind === 'added') {
    const amount = item.amount ?? (line.quantity > 1 ? packs(line.quantity) : null);
    const add: RoutedIntent = {
      name: 'add_to_cart',
      confidence,
      slots: { items: [{ ...item, amount, ...(alone ? {} : { replaces: true }) }] },
    };
    return [alone ? undo : removal(line, confidence), add];
  }
  if (last.kind === 'removed')
    return [undo, { name: 'remove_from_cart', confidence, slots: { items: [item] } }];
  const amount = item.amount ?? packs(line.quantity);
  return [undo, { name: 'update_cart', confidence, slots: { items: [{ ...item, amount }] } }];
}

/** "the other one", of nothing shown: what else there is of the kind. */
function others(item: ItemMention, name: string): RoutedIntent {
  const query = headOf(name) ?? name.toLowerCase();
  return {
    name: 'search_products',
    confidence: 0.8,
    slots: { items: [{ ...item, query, reference: null }] },
  };
}

function removal({ name }: LastChange['lines'][number], confidence: number): RoutedIntent {
  const item: ItemMention = {
    said: name,
    query: name.toLowerCase(),
    amount: null,
    reference: null,
    filters: {},
    excludeTerms: [],
    sort: 'relevance',
  };
  return { name: 'remove_from_cart', confidence, slots: { items: [item] } };
}

/** The tokens that follow a clause, without what joins them to it. */
function after(tokens: readonly Token[], clause: readonly Token[]): readonly Token[] {
  const end = clause[clause.length - 1]?.end ?? 0;
  const rest = tokens.filter((token) => token.start >= end && token.text !== '');
  let from = 0;
  while (
    from < rest.length &&
    ['and', ',', '.', 'but', 'then', 'also', '!', ';', '\n'].includes(rest[from]?.text ?? '')
  )
    from += 1;
  return rest.slice(from);
}
