import type { OrderSummary, Receipt } from '#agents/order/receipt.ts';
import { cite } from './cite.ts';
import { formatMoney } from './money.ts';
import { orderDay } from './order-day.ts';
import { countOf, listSome, listWords, type Sentence, SPOKEN_NAMES, say } from './sentence.ts';

/** How an order stands, behind "Your order of …". */
const STATUS: Readonly<Record<string, string>> = {
  placed: 'is placed',
  confirmed: 'is confirmed',
  packed: 'is packed',
  delivered: 'was delivered',
  cancelled: 'was cancelled',
};
/** Why an order can't be cancelled, behind "… because it". */
const TOO_LATE: Readonly<Record<string, string>> = {
  packed: 'it is packed already',
  delivered: 'it was delivered already',
};

type OrderReceipt = Extract<
  Receipt,
  {
    kind:
      | 'order_status'
      | 'order_lines'
      | 'orders_listed'
      | 'order_cancelled'
      | 'order_not_cancelled'
      | 'no_such_order'
      | 'not_ordered'
      | 'left_out';
  }
>;

/** Words what earlier orders say, and what became of one. */
export function wordOrders(receipt: OrderReceipt): Sentence {
  switch (receipt.kind) {
    case 'order_status': {
      const { totalCents, currency } = receipt;
      const over = totalCents === undefined ? '' : ` over ${formatMoney(totalCents, currency ?? 'USD')}`;
      return say(`Your order of ${orderDay(receipt.placedAt)}${over} ${statusOf(receipt)}.`, [
        citeOrder(receipt),
      ]);
    }
    case 'order_lines':
      return wordLines(receipt);
    case 'orders_listed':
      return wordList(receipt.orders, receipt.more);
    case 'order_cancelled':
      return say(
        `Your order of ${orderDay(receipt.placedAt)} over ${formatMoney(receipt.totalCents, receipt.currency)} is cancelled.`,
        [cite('order', receipt.orderId, 'Order is cancelled')],
      );
    case 'order_not_cancelled':
      return say(
        receipt.status === 'cancelled'
          ? `Your order of ${orderDay(receipt.placedAt)} was cancelled already.`
          : `I'm sorry, I can't cancel your order of ${orderDay(receipt.placedAt)}, because ${TOO_LATE[receipt.status] ?? `it is ${receipt.status}`}.`,
        [citeOrder(receipt)],
      );
    case 'no_such_order':
      return say(`I found no order of yours for “${receipt.said}”.`);
    case 'not_ordered':
      return say(
        receipt.which === null
          ? `I found no “${receipt.said}” in your earlier orders.`
          : `I found no “${receipt.said}” in your orders for “${receipt.which}”.`,
      );
    case 'left_out':
      return say(`I left out ${listWords(receipt.names)}, as you asked.`);
  }
}

function wordLines(receipt: Extract<Receipt, { kind: 'order_lines' }>): Sentence {
  const { lines, placedAt, totalCents, currency, whole } = receipt;
  const day = orderDay(placedAt);
  const written = listWords(lines.map(({ quantity, name }) => `${quantity} × ${name}`));
  const spoken = listSome(
    lines.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} ${name}`)),
    SPOKEN_NAMES,
  );
  // What is no longer sold resolves to nothing, so the order alone is cited.
  const citations = [citeOrder(receipt)];
  if (!whole) return say(`On ${day} you ordered ${written}.`, citations, `On ${day} you ordered ${spoken}.`);
  const total = formatMoney(totalCents, currency);
  const state = receipt.status === 'delivered' ? '' : ` It ${statusOf(receipt)}.`;
  return say(`On ${day} you ordered ${written}, ${total} in all.${state}`, citations, [
    `On ${day} you ordered ${spoken}, ${total} in all.`,
  ]);
}

function wordList(orders: readonly OrderSummary[], more: number): Sentence {
  const [first] = orders;
  const sum = orders.reduce(
    (total, { totalCents, status }) => total + (status === 'cancelled' ? 0 : totalCents),
    0,
  );
  const counted = orders.filter(({ status }) => status !== 'cancelled').length;
  const alike = orders.every(({ currency }) => currency === first?.currency);
  const total =
    first === undefined || !alike || more > 0 || counted < 2
      ? ''
      : `, ${formatMoney(sum, first.currency)} together`;
  const named = orders.map(
    (order) =>
      `${orderDay(order.placedAt)} (${formatMoney(order.totalCents, order.currency)}${order.status === 'delivered' ? '' : `, ${order.status}`})`,
  );
  const rest = more === 0 ? '' : ` and ${countOf(more, 'earlier one')}`;
  return say(
    `Your orders: ${more === 0 ? listWords(named) : named.join(', ')}${rest}${total}.`,
    orders.map(citeOrder),
    `You have ${countOf(orders.length + more, 'order')}${more > 0 ? '' : total}, the latest of ${orderDay(first?.placedAt ?? 0)}.`,
  );
}

function statusOf({ status }: { readonly status: string }): string {
  return STATUS[status] ?? `is ${status}`;
}

function citeOrder({ orderId, status }: { readonly orderId: string; readonly status: string }) {
  return cite('order', orderId, `Order is ${status}`);
}
