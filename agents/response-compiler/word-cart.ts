import type { PricedCart } from '#agents/order/order-outcome.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { countOf, listWords, type Sentence, say } from './sentence.ts';

/** Lines named in words; the cart itself stands beside the text. */
const NAMED_LINES = 8;

export function wordCart(priced: PricedCart): Sentence {
  const { cart, totalCents, discounts, unpricedLines } = priced;
  if (cart.lines.length === 0) return say('Your cart is empty.');
  const named = cart.lines.slice(0, NAMED_LINES).map((line) => `${line.quantity} × ${line.name}`);
  const rest = cart.lines.length - named.length;
  if (rest > 0) named.push(`${rest} more`);
  const total = formatMoney(totalCents, cart.currency);
  const saved = discounts.reduce((sum, discount) => sum + discount.cents, 0);
  const savings = saved > 0 ? `, ${formatMoney(saved, cart.currency)} saved` : '';
  const unpriced =
    unpricedLines > 0 ? `, without ${countOf(unpricedLines, 'item')} whose price is not known` : '';
  return say(
    `In your cart: ${listWords(named)}. Total ${total}${savings}${unpriced}.`,
    cart.lines.map((line) => citeProduct({ id: line.productId, name: line.name })),
    `Your cart has ${countOf(cart.lines.length, 'item')} for ${total}.`,
  );
}
