import type { IntentName, ItemMention, RoutedIntent } from './intent.ts';
import { isInCart } from './is-in-cart.ts';
import { bareNumber } from './tell-readings-apart.ts';

/** What can be put right by naming another thing or another amount. */
const CORRECTABLE: ReadonlySet<IntentName> = new Set(['add_to_cart', 'remove_from_cart', 'update_cart']);

/**
 * What was meant when the answer to "did I hear that right?" puts one thing of it right: "no, limes", "3 limes", "make
 * it 3". Null when it says something else, or when more was heard than can be put right in a word.
 */
export function correctHeard(
  heard: readonly RoutedIntent[],
  message: string,
  answer: readonly RoutedIntent[],
  cartProducts: readonly { readonly name: string }[],
): readonly RoutedIntent[] | null {
  const [meant, ...more] = heard;
  const [item, ...others] = meant?.slots.items ?? [];
  if (meant === undefined || item === undefined || more.length > 0 || others.length > 0) return null;
  if (!CORRECTABLE.has(meant.name)) return null;
  const withItem = (right: ItemMention) => [{ ...meant, slots: { ...meant.slots, items: [right] } }];
  const value = bareNumber(message);
  if (value !== null) return withItem({ ...item, amount: { value, measure: null, mode: 'absolute' } });
  const declined = answer.some(({ name }) => name === 'decline');
  const [said, ...rest] = answer.filter(({ name }) => name !== 'decline');
  const [other, ...further] = said?.slots.items ?? [];
  if (said === undefined || other === undefined || rest.length > 0 || further.length > 0) return null;
  const right = corrected(item, other, said, declined, cartProducts);
  return right === null ? null : withItem(right);
}

function corrected(
  heard: ItemMention,
  other: ItemMention,
  { name, slots }: RoutedIntent,
  declined: boolean,
  cartProducts: readonly { readonly name: string }[],
): ItemMention | null {
  const amount = other.amount ?? heard.amount;
  const isAmountAlone = other.query === '' && other.amount?.mode === 'absolute';
  if (isAmountAlone && (name === 'update_cart' || declined)) return { ...heard, amount };
  if (other.query === '') return null;
  // "I said 3 limes" speaks of a line only when there is one.
  const renames = name === 'update_cart' && !isInCart(other.query, cartProducts);
  const replaces = name === 'search_products' && slots.goesWith !== true && declined;
  return renames || replaces ? { ...other, amount } : null;
}
