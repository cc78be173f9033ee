import { contentTokens } from '#agents/search/tokenize.ts';
import type { DialogueFocus } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';

/**
 * "Add the milk", said to a list of the cheapest milk and the cheapest bread, is the one that stood first for it. Null
 * where the list was not in the order of a price, or more is said of what is wanted.
 */
export function singledOut({ sought, list }: DialogueFocus, mention: ItemMention): string | null {
  const { query, reference, filters, excludeTerms, sort, size, packing } = mention;
  const isPlain = reference === null && sort === 'relevance' && size === undefined && packing === undefined;
  if (!isPlain || Object.keys(filters).length > 0 || excludeTerms.length > 0) return null;
  const asked = contentTokens(query).join(' ');
  const meant = sought?.find(
    (item) => item.sort !== 'relevance' && contentTokens(item.query).join(' ') === asked,
  );
  const page = list?.pages[0] ?? [];
  return page.find(({ title }) => title === meant?.said)?.productIds[0] ?? null;
}
