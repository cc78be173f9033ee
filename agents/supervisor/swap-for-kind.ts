import { completed } from './complete-item.ts';
import type { LastChange } from './dialogue-focus.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { lemmaOf } from './lemma.ts';
import type { ReadingContext } from './reading-context.ts';
import { itReference, oneOfLast } from './rules/mentions.ts';

/**
 * "make it organic": another of its kind goes in for the line once it is clear which, and until then the line stays; of
 * several that were changed it is asked for which. Null for what names a thing, or speaks of a list shown since.
 */
export function swapsForKind(
  item: ItemMention,
  last: LastChange,
  { cartProducts, focus }: ReadingContext,
): readonly RoutedIntent[] | null {
  const { query, reference, filters, excludeTerms, amount, sort } = item;
  const narrows = Object.keys(filters).length > 0 || excludeTerms.length > 0;
  if (query !== '' || reference !== null || !narrows || amount !== null || sort !== 'relevance') return null;
  if (last.kind === 'removed' || focus.sought != null) return null;
  const held = last.lines.every(({ name }) => cartProducts.some((line) => line.name === name));
  if (!held) return null;
  const it = itReference({ ...item, filters: {}, excludeTerms: [] });
  const gone = last.lines.length > 1 ? oneOfLast(it) : it;
  const confidence = 0.86;
  return [
    { name: 'remove_from_cart', confidence, slots: { items: [gone] } },
    { name: 'add_to_cart', confidence, slots: { items: [{ ...item, replaces: true }] } },
  ];
}

/**
 * "the 2% one", right after milk went in and no list was shown: 2% milk in its place. Where the line is so already, the
 * cart is told. Null where the words describe nothing that is sold.
 */
export function swapsForDescribed(
  items: readonly ItemMention[],
  { cartProducts, focus, vocabulary }: ReadingContext,
): readonly RoutedIntent[] | null {
  const [item, ...more] = items;
  const [line, ...others] = focus.last?.kind === 'added' ? focus.last.lines : [];
  if (item?.reference?.kind !== 'attribute' || item.query !== '' || more.length > 0) return null;
  if (line === undefined || others.length > 0 || focus.sought != null || focus.list != null) return null;
  if (!cartProducts.some(({ name }) => name === line.name)) return null;
  const { words } = item.reference;
  if (isInCart(words.join(' '), [line])) return [{ name: 'show_cart', confidence: 0.75, slots: {} }];
  if (!words.every((word) => vocabulary.count(lemmaOf(word)) > 0)) return null;
  const confidence = 0.82;
  const meant = { ...completed(item, line.name, vocabulary, true), replaces: true };
  return [
    { name: 'remove_from_cart', confidence, slots: { items: [itReference({ ...item, amount: null })] } },
    { name: 'add_to_cart', confidence, slots: { items: [meant] } },
  ];
}
