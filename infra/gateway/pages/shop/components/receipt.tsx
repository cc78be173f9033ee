import type { ReplyOrder } from '#agents/response-compiler/reply.ts';
import { formatMoney } from '#infra/gateway/pages/shop/state/money.ts';
import { Totals } from './totals.tsx';

const TITLES: Readonly<Record<string, string>> = {
  placed: 'Order placed',
  cancelled: 'Order cancelled',
};

/** An order as a till would print it. */
export function Receipt({ order }: { readonly order: ReplyOrder }) {
  const { orderId, status, lines, currency, placedAt } = order;
  const when = new Date(placedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section class="receipt" aria-label={`Receipt of order ${orderId}`}>
      <header class="receipt-head" title={`Order ${orderId}`}>
        <h3>{TITLES[status] ?? `Order ${status}`}</h3>
        <p>{when}</p>
        <p class="receipt-number">No. {orderId.slice(0, 8).toUpperCase()}</p>
      </header>
      <ul class="receipt-lines">
        {lines.map(({ productId, name, quantity, totalCents }) => (
          <li key={productId}>
            <span class="receipt-quantity">{quantity} ×</span>
            <span class="receipt-name">{name}</span>
            <span class="receipt-price">
              {totalCents === null ? 'price not known' : formatMoney(totalCents, currency)}
            </span>
          </li>
        ))}
      </ul>
      <Totals of={order} />
      <p class="receipt-thanks">Thank you for shopping with LeafLoaf.</p>
    </section>
  );
}
