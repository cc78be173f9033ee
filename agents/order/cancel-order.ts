import { listSome } from '#agents/response-compiler/sentence.ts';
import { attempt } from './attempt.ts';
import { asksForSeveral } from './choose-orders.ts';
import { askWhichOrder, describeOrder, loadOrders, meantOrders, noteOrders } from './earlier-orders.ts';
import type { Order } from './order.ts';
import { ask, noteAsked, type OrderRun, useTool } from './order-run.ts';
import { canMoveOrder } from './order-status.ts';

/** Orders that one question describes; of more the rest is counted. */
const NAMED_ORDERS = 5;

/** "cancel my order": asks once about the order that is meant; of several that could be, which one. */
export async function askToCancel(run: OrderRun, which: string | undefined): Promise<void> {
  const orders = await loadOrders(run, which);
  const [latest] = orders;
  if (latest === undefined) {
    run.receipts.push({ kind: 'no_orders' });
    return;
  }
  const choice = meantOrders(run, which, orders);
  const meant = choice.kind === 'unknown' ? [] : choice.orders;
  const open = (choice.kind === 'any' ? orders : meant).filter(isOpen);
  const [only, ...others] = open;
  if (only !== undefined && others.length === 0) return askAboutCancelling(run, only);
  if (only !== undefined) {
    return asksForSeveral(which) || isPlural(which)
      ? askAboutAll(run, open)
      : askWhichOrder(run, open, { kind: 'cancel' });
  }
  const late = choice.kind === 'any' && !asksForSeveral(which) ? latest : meant[0];
  if (late !== undefined) return tellNotCancelled(run, late);
  run.receipts.push({ kind: 'no_such_order', said: which ?? '' });
  const cancellable = orders.filter(isOpen);
  if (cancellable.length > 0) askWhichOrder(run, cancellable, { kind: 'cancel' });
}

/** Names the order and asks whether to cancel it; says why when that can't be. */
export function askAboutCancelling(run: OrderRun, order: Order): void {
  if (!isOpen(order)) {
    tellNotCancelled(run, order);
    return;
  }
  noteOrders(run, [order]);
  noteAsked(run, 'cancel_order', order.orderId, order.status);
  ask(run, {
    kind: 'cancel_order',
    text: `Shall I cancel your order of ${describeOrder(order)}?`,
    options: [
      { label: 'Yes, cancel it', productId: null },
      { label: 'No, keep it', productId: null },
    ],
    command: { kind: 'cancel_order', orderIds: [order.orderId] },
  });
}

/** "cancel all my orders": one question that names each of them. */
function askAboutAll(run: OrderRun, orders: readonly Order[]): void {
  noteOrders(run, orders);
  const orderIds = orders.map(({ orderId }) => orderId);
  noteAsked(run, 'cancel_order', orderIds.join(', '), `${orders.length} open`);
  const all = orders.length === 2 ? 'both orders' : `all ${orders.length} orders`;
  ask(run, {
    kind: 'cancel_order',
    text: `Shall I cancel ${all}: ${listSome(orders.map(describeOrder), NAMED_ORDERS)}?`,
    spoken: `Shall I cancel ${all} that are still open?`,
    options: [
      { label: orders.length === 2 ? 'Yes, cancel both' : 'Yes, cancel all of them', productId: null },
      { label: 'No, keep them', productId: null },
    ],
    command: { kind: 'cancel_order', orderIds },
  });
}

/** Cancels the orders that the question was about, each as far as its status still allows it. */
export async function cancelConfirmed(run: OrderRun, orderIds: readonly string[]): Promise<void> {
  await run.steps.inBatch(async () => {
    for (const orderId of orderIds) {
      await attempt(run, 'cancel that order', () => cancelOne(run, orderId));
    }
  });
}

async function cancelOne(run: OrderRun, orderId: string): Promise<void> {
  const { shopperId, conversationId, turnId } = run.request;
  const result = await useTool(
    run,
    'cancel_order',
    orderId,
    () => run.services.desk.cancelOrder(shopperId, orderId, 'assistant', { conversationId, turnId }),
    (found) => ({
      outcome: found?.kind === 'cancelled' ? 'done' : 'refused',
      observation: found?.order.status ?? 'no such order',
    }),
  );
  if (result === null) {
    run.receipts.push({ kind: 'no_orders' });
    return;
  }
  const { order } = result;
  if (result.kind === 'refused') return tellNotCancelled(run, order);
  run.order = order;
  noteOrders(run, [order]);
  const { placedAt, totalCents, currency } = order;
  run.receipts.push({ kind: 'order_cancelled', orderId, placedAt, totalCents, currency });
}

/** "cancel them", of orders that were spoken of. */
function isPlural(which: string | undefined): boolean {
  return which === 'those';
}

function isOpen({ status }: Order): boolean {
  return canMoveOrder(status, 'cancelled');
}

function tellNotCancelled(run: OrderRun, order: Order): void {
  const { orderId, status, placedAt } = order;
  noteOrders(run, [order]);
  run.receipts.push({ kind: 'order_not_cancelled', orderId, status, placedAt });
}
