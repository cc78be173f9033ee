import type { Receipt } from '#agents/order/receipt.ts';
import { formatMoney } from './money.ts';
import { type Sentence, say, thatMatters } from './sentence.ts';
import type { TurnFacts } from './turn-facts.ts';

/** What touched the cart or showed it: then its shoppers hear how it stands. */
const ABOUT_CART: ReadonlySet<Receipt['kind']> = new Set<Receipt['kind']>([
  'added',
  'updated',
  'removed',
  'cart_shown',
]);

/** How the cart stands against the stated budget, when the turn is about the cart; what goes over it is always said. */
export function wordBudget({
  budget,
  order,
  priced,
}: Pick<TurnFacts, 'budget' | 'order' | 'priced'>): readonly Sentence[] {
  if (budget === null || order === null || priced.cart.lines.length === 0) return [];
  if (!order.receipts.some(({ kind }) => ABOUT_CART.has(kind))) return [];
  const { currency } = priced.cart;
  const of = `your ${formatMoney(budget.budgetCents, currency)} budget`;
  // Without every price the cart costs at least this.
  const least = priced.unpricedLines > 0 ? 'at least ' : '';
  if (budget.state === 'over') {
    return [thatMatters(say(`That is ${least}${formatMoney(-budget.leftCents, currency)} over ${of}.`))];
  }
  const most = priced.unpricedLines > 0 ? 'at most ' : '';
  return [say(`That leaves ${most}${formatMoney(budget.leftCents, currency)} of ${of}.`)];
}
