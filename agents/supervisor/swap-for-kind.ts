import type { LastChange } from './dialogue-focus.ts';
import type { ItemMention, RoutedIntent } from './intent.ts';
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
