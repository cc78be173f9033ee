import { completed, describes } from './complete-item.ts';
import type { PendingCommand, PendingQuestion } from './dialogue-focus.ts';
import type { ItemMention, Reference, RoutedIntent, SaidAmount } from './intent.ts';
import { readItem, readItems } from './item-reading.ts';
import { lemmaOf } from './lemma.ts';
import { AUXILIARIES, CLAUSE_VERBS, FILLERS, PRONOUNS, QUESTION_WORDS } from './lexicon.ts';
import { readNumber } from './number-reading.ts';
import type { ReadingContext } from './reading-context.ts';
import { readReference, superlativeOf } from './reference-reading.ts';
import type { Token } from './token.ts';

const ANY_OF_THEM = new Set(
  (
    'any|any one|any of them|any of those|any of these|any will do|any is fine|anything|anything is fine|either|either one|either is fine|either of them|' +
    'whichever|whichever one|whatever|whatever you think|whatever is best|whatever you have|surprise me|you choose|you pick|you decide|your choice|your pick|' +
    'up to you|it is up to you|i do not care|i do not mind|do not care|do not mind|does not matter|it does not matter|no preference|i have no preference|' +
    'the default|the usual one|the best one|the best|the most popular one|the most popular|best seller|pick one|choose one|just pick one|pick one for me|' +
    'choose for me|pick for me|dealers choice|all the same|all the same to me|the first one you have|what do you recommend|which do you recommend|what would you recommend'
  ).split('|'),
);
const CHOOSING = new Set(
  'i would like want take will have prefer choose pick go with give me get need make it add use meant mean rather let us do say'.split(
    ' ',
  ),
);
/** Words that carry which one is meant in front of its description: "whichever is cheapest". */
const LEADS = new Set('whichever whatever which one ones is the that has have are'.split(' '));

export interface ChosenOption {
  readonly choice: Reference | null;
  /** Given when several are meant, or with an amount: "two of the first", "the second and the last". */
  readonly items?: readonly ItemMention[];
}

/** Which options are meant: by place, by words of their labels, by what describes them; all of them, or any. */
export function readChoice(
  words: readonly Token[],
  pending: PendingQuestion,
  context: ReadingContext,
): ChosenOption | null {
  const { options, kind } = pending;
  if (kind !== 'choose_to_add' && kind !== 'choose_line' && kind !== 'replace_gone') return null;
  const said = words.filter((token) => token.kind !== 'punct').map((token) => token.text);
  if (options.length > 0 && ANY_OF_THEM.has(said.filter((word) => word !== 'please').join(' ')))
    return { choice: { kind: 'ordinal', index: 1 } };
  const plain = stripChoosing(words.filter((token) => token.kind !== 'punct'));
  if (options.length === 0 || plain.length === 0 || plain.length > 12) return null;
  const number = readNumber(plain, 0);
  const onlyNumber = number !== null && number.next === plain.length && Number.isInteger(number.value);
  if (onlyNumber && number.value >= 1 && number.value <= options.length)
    return { choice: { kind: 'ordinal', index: number.value } };
  if (plain.some((token) => CLAUSE_VERBS.has(token.text) && token !== plain[0])) return null;
  const labels = options.map((option) => option.label);
  const labelled = matchLabels(plain, labels);
  if (labelled !== null) return { choice: { kind: 'ordinal', index: labelled + 1 } };
  const several = readSeveral(plain, options.length, context) ?? readListed(words, labels);
  if (several) return several;
  const pointed =
    readReference(plain, context.vocabulary)?.references[0] ??
    readReference(withoutLeads(plain), context.vocabulary)?.references[0] ??
    readItem(plain, context, { ofCart: true })[0]?.reference;
  if (pointed && pointed.kind !== 'habit' && !isOfNoLabel(pointed, labels, context))
    return namesAnother(plain, labels, context) ? null : { choice: pointed };
  const content = plain.filter((token) => !FILLERS.has(token.text));
  const matching = options.filter(
    (option) => content.length > 0 && content.every((token) => labelWords(option.label).has(token.lemma)),
  );
  return matching.length > 0
    ? { choice: { kind: 'attribute', words: content.map((token) => token.text) } }
    : null;
}

/** What describes one of several rather than names another kind. */
const OF_ANY_THING = new Set(
  'big bigger small smaller large larger little huge tiny mini cheap cheaper expensive dear fancy regular normal plain usual other same organic new good nice better'.split(
    ' ',
  ),
);

/** "the cheapest coffee", said to "which yogurt?": a thing that no option is. */
function namesAnother(
  words: readonly Token[],
  labels: readonly string[],
  { vocabulary }: ReadingContext,
): boolean {
  const last = words.filter(({ kind }) => kind === 'word').at(-1);
  if (last === undefined || !vocabulary.isShoppable(last.lemma) || OF_ANY_THING.has(last.lemma)) return false;
  const isOfKind = labels.some((label) => labelWords(label).has(last.lemma));
  return !isOfKind && superlativeOf(last.text) === null;
}

/** "the caesar one", said of options none of which is: something else of the kind is wanted. */
function isOfNoLabel(pointed: Reference, labels: readonly string[], { vocabulary }: ReadingContext): boolean {
  if (pointed.kind !== 'attribute' || superlativeOf(pointed.words.join(' ')) !== null) return false;
  const naming = pointed.words
    .map(lemmaOf)
    .filter((word) => vocabulary.count(word) > 0 && !OF_ANY_THING.has(word));
  return naming.length > 0 && !naming.some((word) => labels.some((label) => labelWords(label).has(word)));
}

/** "both", "one of each", "the first and the third", "two of the second", "3 oatly". */
function readSeveral(plain: readonly Token[], options: number, context: ReadingContext): ChosenOption | null {
  const items = readItems(plain, context, { ofCart: true });
  const all = items.some(({ reference }) => reference?.kind === 'deixis' && reference.plural);
  // of four, "both" says nothing
  if (all && plain.some((token) => token.text === 'both') && options !== 2) return { choice: null };
  // "two of them": of two both, of more it says not which
  const [first, ...more] = items;
  const ofEach = plain.some(({ text }) => text === 'each');
  if (all && !ofEach && more.length === 0 && first?.amount != null) {
    const each = first.amount.mode === 'absolute' && first.amount.value === options;
    return each ? { choice: first.reference } : { choice: null };
  }
  const counted = items.some(({ amount }) => amount?.mode === 'absolute');
  const pointing =
    items.length > 0 && items.every(({ query, reference }) => query === '' && reference !== null);
  const choice = items[0]?.reference ?? null;
  return pointing && (items.length > 1 || counted) ? { choice, items } : null;
}

/** "halloumi and the string one": each part names one of the options. */
function readListed(words: readonly Token[], labels: readonly string[]): ChosenOption | null {
  const parts: Token[][] = [[]];
  for (const token of words) {
    if (token.text === 'and' || token.text === ',') parts.push([]);
    else if (token.kind !== 'punct') parts[parts.length - 1]?.push(token);
  }
  const named = parts
    .filter((part) => part.length > 0)
    .map((part) => matchLabels(stripChoosing(part), labels));
  if (named.length < 2 || named.some((at) => at === null)) return null;
  const items = named.map(
    (at, place): ItemMention => ({
      said: labels[at ?? 0] ?? '',
      query: '',
      amount: null,
      reference: { kind: 'ordinal', index: (named[place] ?? 0) + 1 },
      filters: {},
      excludeTerms: [],
      sort: 'relevance',
    }),
  );
  return { choice: items[0]?.reference ?? null, items };
}

function withoutLeads(words: readonly Token[]): readonly Token[] {
  let from = 0;
  while (from < words.length - 1 && LEADS.has(words[from]?.text ?? '')) from += 1;
  return words.slice(from);
}

function stripChoosing(words: readonly Token[]): readonly Token[] {
  let from = 0;
  while (from < words.length - 1 && CHOOSING.has(words[from]?.text ?? '')) from += 1;
  return words.slice(from);
}

/** The one option whose label has all the words said; null when none or several have. */
function matchLabels(words: readonly Token[], labels: readonly string[]): number | null {
  const content = words.filter((token) => !FILLERS.has(token.text) && token.text !== 'one');
  if (content.length === 0) return null;
  const fitting = labels.flatMap((label, at) =>
    content.every((token) => labelWords(label).has(token.lemma)) ? [at] : [],
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function labelWords(label: string): ReadonlySet<string> {
  return new Set(
    [...label.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)?%?/gu)].flatMap(([word]) => [
      word,
      lemmaOf(word),
    ]),
  );
}

/**
 * "cheddar", said to "which cheese would you like?" whose options have none: the question was for the kind, so the
 * answer adds it in the amount that was asked for.
 */
export function readOtherOfKind(
  words: readonly Token[],
  pending: PendingQuestion,
  context: ReadingContext,
): RoutedIntent | null {
  const { command, options } = pending;
  if (command.kind !== 'choose_to_add' || options.length === 0) return null;
  const plain = stripChoosing(words.filter((token) => token.kind !== 'punct'));
  const [first] = plain;
  if (!first || plain.length > 8 || CLAUSE_VERBS.has(first.text) || QUESTION_WORDS.has(first.text))
    return null;
  const asks = AUXILIARIES.has(words[0]?.text ?? '') && PRONOUNS.has(words[1]?.text ?? '');
  if (asks || words.some((token) => token.text === '?')) return null;
  const wanted = command.query ?? options[0]?.label ?? '';
  const [said, ...others] = readItems(plain, context);
  if (!said || others.length > 0 || said.reference?.kind === 'habit') return null;
  const described = said.query === '' && said.reference?.kind === 'attribute';
  const item = described ? completed(said, wanted, context.vocabulary) : said;
  if (item.query === '') return null;
  if (!isOfKind(item, wanted, options, context)) return null;
  const amount = item.amount ?? amountOf(command);
  const meant = { ...completed({ ...item, reference: null }, wanted, context.vocabulary), amount };
  return { name: 'add_to_cart', confidence: 0.86, slots: { items: [meant], answers: true } };
}

function isOfKind(
  { query }: ItemMention,
  wanted: string,
  options: PendingQuestion['options'],
  { vocabulary }: ReadingContext,
): boolean {
  const asked = wanted.split(' ').map(lemmaOf);
  const said = query.split(' ').map(lemmaOf);
  const head = asked.at(-1) ?? '';
  return (
    said.some((word) => asked.includes(word)) ||
    vocabulary.isKindOf(said.at(-1) ?? '', head) ||
    describes(query, head, vocabulary) ||
    options.some(({ label }) => said.some((word) => labelWords(label).has(word)))
  );
}

function amountOf({
  quantity,
  amount,
}: Extract<PendingCommand, { kind: 'choose_to_add' }>): SaidAmount | null {
  if (amount !== undefined) return amount;
  return quantity > 1 ? { value: quantity, measure: 'pack', mode: 'absolute' } : null;
}
