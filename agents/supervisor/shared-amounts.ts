import { readAmount } from './amount-reading.ts';
import type { ItemMention, SaidAmount } from './intent.ts';
import { isPlural, lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';
import type { Token } from './token.ts';

/** Amounts that several things share, or that are said behind their thing. */
export function withSharedAmounts(
  items: readonly ItemMention[],
  context: ReadingContext,
): readonly ItemMention[] {
  return saidBehind(inShares(items, context), context);
}

/** "4 yogurts, 2 strawberry, 2 vanilla": the parts come to the whole, so they say which kinds it is made of. */
function inShares(items: readonly ItemMention[], { vocabulary }: ReadingContext): readonly ItemMention[] {
  const [whole, ...parts] = items;
  if (whole?.amount == null || whole.query === '' || parts.length < 2) return items;
  const { value, measure } = whole.amount;
  const isPart = ({ amount, query }: ItemMention) =>
    query !== '' && amount?.mode === 'absolute' && amount.measure === measure;
  const sum = parts.reduce((total, { amount }) => total + (amount?.value ?? 0), 0);
  if (!parts.every(isPart) || sum !== value) return items;
  const noun = whole.query.split(' ').map(lemmaOf).join(' ');
  const head = noun.split(' ').at(-1) ?? '';
  const named = parts.map((part) => {
    const last = part.query.split(' ').at(-1) ?? '';
    const describes = !isPlural(last) && vocabulary.pairCount(lemmaOf(last), head) > 0;
    return describes ? { ...part, query: `${part.query} ${noun}` } : part;
  });
  return named.every(({ query }, at) => query !== parts[at]?.query) ? named : items;
}

/** "cream cheese, two of those"; "milk and two of those" speaks of something else. */
function saidBehind(items: readonly ItemMention[], { source }: ReadingContext): readonly ItemMention[] {
  const joined: ItemMention[] = [];
  for (const item of items) {
    const before = joined.at(-1);
    const points = item.query === '' && item.reference?.kind === 'deixis' && item.amount?.mode === 'absolute';
    const behind = points && before !== undefined && before.amount === null;
    const named = before?.query !== '' && before?.reference === null;
    if (behind && (named || before.reference?.kind === 'ordinal') && !source.includes(`and ${item.said}`)) {
      joined[joined.length - 1] = { ...before, amount: item.amount };
    } else joined.push(item);
  }
  return joined;
}

export interface SharedOut {
  /** What each of the things is wanted in. */
  readonly amount: SaidAmount;
  /** The things without what was said of each. */
  readonly rest: readonly Token[];
}

/** "apples and pears 3 of each", "2 lb each of beef and pork", "3 of each: apples, pears"; null where nothing is shared out. */
export function takeShares(tokens: readonly Token[], { vocabulary }: ReadingContext): SharedOut | null {
  const each = tokens.findIndex(({ text }) => text === 'each' || text === 'apiece');
  if (each < 1) return null;
  const before = tokens[each - 1]?.text === 'of' ? each - 1 : each;
  for (let at = before - 1; at >= Math.max(0, before - 4); at -= 1) {
    const read = readAmount(tokens.slice(0, before), at, vocabulary);
    if (read?.amount?.mode !== 'absolute' || read.next !== before) continue;
    const behind = tokens.slice(each + 1);
    const ends = behind.every(({ kind, text }) => kind === 'punct' || text === 'please');
    if (at > 0 && ends) return { amount: read.amount, rest: tokens.slice(0, at) };
    const from = behind.findIndex(({ text }) => text !== 'of' && text !== ':');
    if (at === 0 && from >= 0) return { amount: read.amount, rest: behind.slice(from) };
  }
  return null;
}

/** What was counted by itself takes no share. */
export function canShare({ amount, query, reference }: ItemMention): boolean {
  return (
    amount === null && (query !== '' || reference?.kind === 'ordinal' || reference?.kind === 'attribute')
  );
}
