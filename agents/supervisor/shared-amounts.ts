import type { ItemMention } from './intent.ts';
import { isPlural, lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';

/** Amounts that several things share, or that are said behind their thing. */
export function withSharedAmounts(
  items: readonly ItemMention[],
  context: ReadingContext,
): readonly ItemMention[] {
  return ofEach(saidBehind(inShares(items, context), context));
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
    const behind = points && before !== undefined && before.query !== '' && before.amount === null;
    if (behind && before.reference === null && !source.includes(`and ${item.said}`)) {
      joined[joined.length - 1] = { ...before, amount: item.amount };
    } else joined.push(item);
  }
  return joined;
}

/** "bananas, apples and pears, 3 of each" */
function ofEach(items: readonly ItemMention[]): readonly ItemMention[] {
  const last = items.at(-1);
  const named = items.slice(0, -1);
  const shares = last?.query === '' && last.amount?.mode === 'absolute' && /\beach\b/i.test(last.said);
  if (!shares || named.length < 2 || !named.every(({ query, amount }) => query !== '' && amount === null))
    return items;
  return named.map((item) => ({ ...item, amount: last.amount }));
}
