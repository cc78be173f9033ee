import type { ItemMention } from '#agents/supervisor/intent.ts';
import { askWhichOrder, loadOrders, meantOrders, noteOrders } from './earlier-orders.ts';
import { fittingLines } from './fitting-lines.ts';
import type { Order } from './order.ts';
import { lookUp, type OrderRun } from './order-run.ts';
import { addLines } from './usual-order.ts';

/** Adds the lines of an earlier order again; when several could be meant, or none is, asks which. */
export async function repeatOrder(
  run: OrderRun,
  which: string | undefined,
  without: readonly ItemMention[] = [],
): Promise<void> {
  const all = await loadOrders(run, which);
  if (all.length === 0) {
    run.receipts.push({ kind: 'no_orders' });
    return;
  }
  const kept = all.filter(({ status }) => status !== 'cancelled');
  // A cancelled order is repeated only when it is named.
  const choice = meantOrders(run, which, kept);
  const named = choice.kind === 'unknown' || choice.orders.length > 0 ? choice : meantOrders(run, which, all);
  const orders = named.kind === 'unknown' ? [] : named.orders;
  const [order, ...others] = named.kind === 'any' ? orders.slice(0, 1) : orders;
  if (order !== undefined && others.length === 0) return addOrder(run, order, without);
  if (order === undefined) run.receipts.push({ kind: 'no_such_order', said: which ?? '' });
  const offered = orders.length > 0 ? orders : kept.length > 0 ? kept : all;
  askWhichOrder(run, offered, { kind: 'repeat', without });
}

/** Adds each line of the order that is still sold, but those of `without`. */
export async function addOrder(
  run: OrderRun,
  order: Order,
  without: readonly ItemMention[] = [],
): Promise<void> {
  noteOrders(run, [order]);
  const left = await fittingLines(run, order, without);
  if (left.length > 0) run.receipts.push({ kind: 'left_out', names: left.map(({ name }) => name) });
  const wanted = order.lines.filter((line) => !left.includes(line));
  const known = new Set(
    (
      await lookUp(
        run,
        wanted.map(({ productId }) => productId),
      )
    ).map(({ id }) => id),
  );
  for (const line of wanted) {
    if (!known.has(line.productId)) run.receipts.push({ kind: 'no_match', said: line.name, near: [] });
  }
  const lines = wanted.filter(({ productId }) => known.has(productId));
  if (lines.length > 0) await addLines(run, lines, 'chosen');
}
