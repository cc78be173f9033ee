import type { PricedCart } from '#agents/order/order-outcome.ts';
import { citeProduct } from './cite.ts';
import { formatMoney } from './money.ts';
import { countOf, listSome, type Sentence, say } from './sentence.ts';

/** Lines named in words; the cart itself stands beside the text. */
const NAMED_LINES = 8;

export function wordCart(priced: PricedCart): Sentence {
  const { cart, discounts, unpricedLines } = priced;
  if (cart.lines.length === 0) return say('Your cart is empty.');
  const named = cart.lines.map((line) => `${line.quantity} × ${line.name}`);
  const saved = discounts.reduce((sum, discount) => sum + discount.cents, 0);
  const savings = saved > 0 ? `, ${formatMoney(saved, cart.currency)} saved` : '';
  const unpriced =
    unpricedLines === 0 ? '' : `, without ${countOf(unpricedLines, 'product')} whose price I don't know`;
  const total = formatMoney(priced.totalCents, cart.currency);
  const noPrices = unpricedLines === cart.lines.length;
  return say(
    [
      `In your cart: ${listSome(named, NAMED_LINES)}.`,
      noPrices ? "I don't know the prices yet." : `Total ${total}${savings}${unpriced}.`,
    ],
    cart.lines.map((line) => citeProduct({ id: line.productId, name: line.name })),
    noPrices
      ? `Your cart has ${countOf(cart.lines.length, 'product')}.`
      : `Your cart has ${countOf(cart.lines.length, 'product')} for ${total}.`,
  );
}
