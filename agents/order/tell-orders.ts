import type { ItemMention } from '#agents/supervisor/intent.ts';
import { asksForSeveral } from './choose-orders.ts';
import { askWhichOrder, loadOrders, meantOrders, noteOrders } from './earlier-orders.ts';
import { fittingLines } from './fitting-lines.ts';
import { toFocusProduct } from './focus-product.ts';
import type { Order } from './order.ts';
import { lookUp, type OrderRun } from './order-run.ts';

/** Most orders told one by one in a reply, and told with their lines. */
const MAX_TOLD = 5;
const MAX_LISTED = 3;

export interface OrderQuestion {
  readonly which?: string | undefined;
  /** What was in them is asked for. */
  readonly contents?: boolean | undefined;
  /** Only lines of these. */
  readonly items?: readonly ItemMention[] | undefined;
}

/** Tells how earlier orders stand, or what was in them. */
export async function tellOrders(run: OrderRun, question: OrderQuestion): Promise<void> {
  const { which, items = [] } = question;
  const orders = await loadOrders(run, which);
  if (orders.length === 0) {
    run.receipts.push({ kind: 'no_orders' });
    return;
  }
  const choice = meantOrders(run, which, orders);
  const contents = question.contents === true;
  if (choice.kind === 'unknown') {
    const purpose = contents ? ({ kind: 'contents', items } as const) : ({ kind: 'status' } as const);
    return askWhichOrder(run, orders, purpose);
  }
  if (choice.orders.length === 0) {
    run.receipts.push({ kind: 'no_such_order', said: which ?? '' });
    return;
  }
  const exact = choice.kind === 'time' || choice.kind === 'placed';
  const several = asksForSeveral(which) || (exact && choice.orders.length > 1);
  if (items.length > 0)
    return tellLines(run, choice.orders, items, choice.kind === 'any' ? undefined : which);
  const told = several ? choice.orders : choice.orders.slice(0, 1);
  if (contents && told.length <= MAX_LISTED) {
    for (const order of told) await tellContents(run, order);
    noteOrders(run, told);
    return;
  }
  if (several) return listOrders(run, told);
  for (const order of told) tellStatus(run, order);
}

export function tellStatus(run: OrderRun, order: Order): void {
  const { orderId, status, placedAt, totalCents, currency } = order;
  noteOrders(run, [order]);
  run.receipts.push({ kind: 'order_status', orderId, status, placedAt, totalCents, currency });
}

/** Tells the lines of an order, or those of the items; they can then be pointed at. */
export async function tellContents(
  run: OrderRun,
  order: Order,
  items: readonly ItemMention[] = [],
): Promise<boolean> {
  const lines = items.length === 0 ? order.lines : await fittingLines(run, order, items);
  if (lines.length === 0) return false;
  const { orderId, status, placedAt, totalCents, currency } = order;
  noteOrders(run, [order]);
  run.receipts.push({
    kind: 'order_lines',
    orderId,
    status,
    placedAt,
    totalCents,
    currency,
    whole: items.length === 0,
    lines: lines.map(({ productId, name, quantity }) => ({ productId, name, quantity })),
  });
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  run.focus = { ...run.focus, shown: products.map(toFocusProduct) };
  return true;
}

/** "which rice did I buy last time?": the latest of the orders that holds any. */
async function tellLines(
  run: OrderRun,
  orders: readonly Order[],
  items: readonly ItemMention[],
  which: string | undefined,
): Promise<void> {
  const kept = orders.filter(({ status }) => status !== 'cancelled');
  for (const order of kept) if (await tellContents(run, order, items)) return;
  const said = items.map(({ query, said: words }) => (query === '' ? words : query)).join(' and ');
  run.receipts.push({ kind: 'not_ordered', said, which: which ?? null });
}

function listOrders(run: OrderRun, orders: readonly Order[]): void {
  const told = orders.slice(0, MAX_TOLD);
  noteOrders(run, told);
  run.receipts.push({
    kind: 'orders_listed',
    orders: told.map(({ orderId, status, placedAt, totalCents, currency }) => ({
      orderId,
      status,
      placedAt,
      totalCents,
      currency,
    })),
    more: orders.length - told.length,
  });
}
