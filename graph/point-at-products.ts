import { resolveReference } from '#agents/order/resolve-reference.ts';
import type { Product } from '#agents/search/product.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';
import type { DialogueFocus } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName, ItemMention, RoutedIntent } from '#agents/supervisor/intent.ts';

/** Intents that ask about products that may only be pointed at: "is it gluten free?", "compare the first two". */
const MAY_POINT: ReadonlySet<IntentName> = new Set(['search_products', 'product_question', 'compare']);

/**
 * The intents with everything that was pointed at replaced by the very products: of the list shown last, else of what
 * was touched. What points at nothing stays as it is.
 */
export async function pointAtProducts(
  intents: readonly RoutedIntent[],
  focus: DialogueFocus,
  products: ProductIndex,
  signal: AbortSignal,
): Promise<readonly RoutedIntent[]> {
  if (!intents.some(points)) return intents;
  const touched = focus.touched.map(({ product }) => product.productId);
  const shown = focus.shown.map(({ productId }) => productId);
  const pool = await products.get([...new Set(shown.length > 0 ? shown : touched)], signal);
  if (pool.length === 0) return intents;
  const last = touched[0] ?? null;
  return intents.map((intent) => {
    if (!MAY_POINT.has(intent.name)) return intent;
    const items = intent.slots.items ?? [];
    if (items.length === 0 && intent.name === 'product_question') {
      return { ...intent, slots: { ...intent.slots, items: [mention(inFocus(pool, last), '')] } };
    }
    return { ...intent, slots: { ...intent.slots, items: items.map((item) => point(item, pool, last)) } };
  });
}

/** Whether anything in an intent is pointed at rather than named. */
function points({ name, slots }: RoutedIntent): boolean {
  const items = slots.items ?? [];
  if (!MAY_POINT.has(name)) return false;
  return items.length === 0 ? name === 'product_question' : items.some(isPointer);
}

function isPointer({ reference, query }: ItemMention): boolean {
  return reference !== null && query === '';
}

function point(item: ItemMention, pool: readonly Product[], last: string | null): ItemMention {
  const { reference, said } = item;
  if (reference === null || !isPointer(item)) return item;
  if (reference.kind === 'deixis' && !reference.plural)
    return { ...item, ...mention(inFocus(pool, last), said) };
  const meant = resolveReference(reference, pool, last);
  return meant.length === 0 ? item : { ...item, ...mention(meant, said) };
}

/** "It": what was touched last when it is among these, else what was shown first. */
function inFocus(pool: readonly Product[], last: string | null): readonly Product[] {
  const touched = pool.filter(({ id }) => id === last);
  return touched.length > 0 ? touched : pool.slice(0, 1);
}

function mention(meant: readonly Product[], said: string): ItemMention {
  return {
    said: meant.length === 1 ? (meant[0]?.name ?? said) : said,
    query: '',
    amount: null,
    reference: null,
    filters: { productIds: meant.map(({ id }) => id) },
    excludeTerms: [],
    sort: 'relevance',
  };
}
