import { attempt } from './attempt.ts';
import { asksForSeveral, chooseOrders } from './choose-orders.ts';
import type { Order } from './order.ts';
import { ask, lookUp, MAX_STEPS, type OrderRun, toFocusProduct, useTool } from './order-run.ts';
import type { PickedBecause } from './pick-product.ts';
import { putInCart } from './put-in-cart.ts';

type Lines = readonly { readonly productId: string; readonly quantity: number }[];

/** Shows the regular basket and offers to add it, or adds it when that was asked for. */
export async function usualOrder(run: OrderRun, addToCart: boolean): Promise<void> {
  const { usualBasket } = run.request;
  if (addToCart || usualBasket.length === 0) return addLines(run, usualBasket, 'usual');
  const products = await useTool(run, 'usual_order', `${usualBasket.length} products`, () =>
    lookUp(
      run,
      usualBasket.map(({ productId }) => productId),
    ),
  );
  const lines = products.map(({ id, name }) => ({
    productId: id,
    name,
    quantity: usualBasket.find(({ productId }) => productId === id)?.quantity ?? 1,
  }));
  if (lines.length === 0) {
    run.receipts.push({ kind: 'usual_unknown' });
    return;
  }
  run.receipts.push({ kind: 'usual_shown', lines });
  run.focus = { ...run.focus, shown: products.map(toFocusProduct) };
  ask(run, {
    kind: 'add_all',
    text: 'Shall I add them to your cart?',
    options: [
      { label: 'Yes, add them', productId: null },
      { label: 'No', productId: null },
    ],
    command: {
      kind: 'add_all',
      lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
    },
  });
}

/** Adds each line by itself: what can't be added is told and does not hold up the others. */
export async function addLines(run: OrderRun, lines: Lines, because: PickedBecause): Promise<void> {
  if (lines.length === 0) {
    run.receipts.push({ kind: 'usual_unknown' });
    return;
  }
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  for (const { productId, quantity } of lines) {
    const product = products.find(({ id }) => id === productId);
    run.stepsLeft = MAX_STEPS;
    if (product === undefined) {
      run.receipts.push({ kind: 'no_match', said: productId, near: [] });
      continue;
    }
    await attempt(run, `add ${product.name}`, () =>
      putInCart(run, { product, packs: Math.max(1, Math.round(quantity)), because, note: null }),
    );
  }
}

/** Adds the lines of an earlier order again. */
export async function repeatOrder(run: OrderRun, which: string | undefined): Promise<void> {
  const [order] = await findOrders(run, which);
  if (order === undefined) return;
  const ids = order.lines.map(({ productId }) => productId);
  const known = new Set((await lookUp(run, ids)).map(({ id }) => id));
  for (const line of order.lines) {
    if (!known.has(line.productId)) run.receipts.push({ kind: 'no_match', said: line.name, near: [] });
  }
  const lines = order.lines.filter(({ productId }) => known.has(productId));
  if (lines.length > 0) await addLines(run, lines, 'chosen');
}

/** Orders looked through for the one that is meant, and most told of in one reply. */
const MAX_FOUND = 50;
const MAX_TOLD = 5;

/** Tells how an order stands, or the latest few. */
export async function tellOrders(run: OrderRun, which: string | undefined): Promise<void> {
  const orders = await findOrders(run, which);
  for (const { orderId, status, placedAt } of orders.slice(0, asksForSeveral(which) ? MAX_TOLD : 1)) {
    run.receipts.push({ kind: 'order_status', orderId, status, placedAt });
  }
}

/** The orders that are meant, newest first; when there are none that is told. */
async function findOrders(run: OrderRun, which: string | undefined): Promise<readonly Order[]> {
  const { shopperId } = run.request;
  const { orders } = await useTool(run, 'find_orders', which ?? 'last', () =>
    run.services.orders.list(shopperId, { limit: MAX_FOUND }),
  );
  const meant = chooseOrders(which, orders, run.services.now());
  if (orders.length === 0) run.receipts.push({ kind: 'no_orders' });
  else if (meant.length === 0) run.receipts.push({ kind: 'unclear', said: which ?? '' });
  return meant;
}
