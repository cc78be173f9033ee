import { formatMoney } from '#agents/response-compiler/money.ts';
import { orderDay } from '#agents/response-compiler/order-day.ts';
import { listSome } from '#agents/response-compiler/sentence.ts';
import type { OrderPurpose } from '#agents/supervisor/dialogue-focus.ts';
import { chooseOrders, type OrderChoice } from './choose-orders.ts';
import type { Order } from './order.ts';
import { ask, type OrderRun, useTool } from './order-run.ts';

/** Orders looked through for the one that is meant. */
const MAX_FOUND = 50;
/** Orders that a question offers. */
const MAX_OFFERED = 3;
/** Products that a description of an order names. */
const NAMED = 3;

/** The shopper's latest orders, newest first. */
export async function loadOrders(run: OrderRun, which: string | undefined): Promise<readonly Order[]> {
  const { orders } = await useTool(
    run,
    'find_orders',
    which ?? 'last',
    () => run.services.orders.list(run.request.shopperId, { limit: MAX_FOUND }),
    (page) => ({ outcome: 'done', observation: `${page.orders.length} orders` }),
  );
  return orders;
}

/** Which of the orders the words mean; "that one" and "the one before" count from the order told last. */
export function meantOrders(run: OrderRun, which: string | undefined, orders: readonly Order[]): OrderChoice {
  const told = run.request.focus.orders ?? [];
  const at = orders.findIndex(({ orderId }) => orderId === told.at(-1));
  const said = (which ?? '').trim().toLowerCase();
  if (at >= 0 && /^(?:(?:that|this|same)(?: (?:one|order))?|it|them|those)$/.test(said)) {
    return { kind: 'placed', orders: orders.filter(({ orderId }) => told.includes(orderId)) };
  }
  if (
    at >= 0 &&
    /^(?:the )?(?:one|order|time) before(?: (?:that|it|this)(?: one)?)?$|^before (?:that|it|this)(?: one)?$/.test(
      said,
    )
  ) {
    return { kind: 'placed', orders: orders.slice(at + 1, at + 2) };
  }
  return chooseOrders(which, orders, run.services.now());
}

/** Remembers which orders the reply speaks of. */
export function noteOrders(run: OrderRun, orders: readonly Order[]): void {
  run.focus = { ...run.focus, orders: orders.map(({ orderId }) => orderId) };
}

/** Asks which of these orders is meant, the newest first. */
export function askWhichOrder(run: OrderRun, orders: readonly Order[], purpose: OrderPurpose): void {
  const offered = orders.slice(0, MAX_OFFERED);
  const options = offered.map((order) => ({ label: describeOrder(order), productId: null }));
  ask(run, {
    kind: 'choose_order',
    text:
      options.length === 1
        ? `Do you mean your order of ${options[0]?.label}?`
        : `Which order do you mean: ${options.map(({ label }) => label).join('; ')}?`,
    spoken:
      offered.length === 1
        ? `Do you mean your order of ${offered.map(dayAndTotal).join()}?`
        : `Which order do you mean: ${offered.map(dayAndTotal).join(', or ')}?`,
    options,
    command: { kind: 'choose_order', orderIds: offered.map(({ orderId }) => orderId), purpose },
  });
}

/** "May 3, 2026 for $24.10 (2 Bananas, Whole Milk and 3 more)". */
export function describeOrder(order: Order): string {
  const named = order.lines.map(({ quantity, name }) => (quantity === 1 ? name : `${quantity} ${name}`));
  return `${dayAndTotal(order)} (${listSome(named, NAMED)})`;
}

function dayAndTotal({ placedAt, totalCents, currency }: Order): string {
  return `${orderDay(placedAt)} for ${formatMoney(totalCents, currency)}`;
}
