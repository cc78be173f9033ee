import { orderDay } from '#agents/response-compiler/order-day.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';
import { countPacks } from './count-packs.ts';
import { loadOrders, meantOrders } from './earlier-orders.ts';
import { fittingLines } from './fitting-lines.ts';
import { toFocusProduct } from './focus-product.ts';
import type { Order, OrderLine } from './order.ts';
import { ask, lookUp, type OrderRun, optionsOf } from './order-run.ts';
import { MAX_OPTIONS } from './pick-product.ts';
import { putInCart } from './put-in-cart.ts';

/**
 * "rice like last time", "the same milk as last week": what the latest of those orders held of it, as many as then
 * unless an amount was said. What was never ordered is offered, not added.
 */
export async function addAsBefore(run: OrderRun, mention: ItemMention, which: string): Promise<void> {
  const orders = (await loadOrders(run, which)).filter(({ status }) => status !== 'cancelled');
  const choice = meantOrders(run, which, orders);
  // "last time" is the last time it was bought, whatever was ordered since.
  const latest = choice.kind === 'any' || /\b(?:time|before|last)$/.test(which);
  const meant = choice.kind === 'unknown' ? [] : choice.kind !== 'time' && latest ? orders : choice.orders;
  for (const order of meant) {
    const lines = await fittingLines(run, order, [mention]);
    if (lines.length > 0) return addLinesOf(run, order, lines, mention);
  }
  run.receipts.push({
    kind: 'not_ordered',
    said: mention.query,
    which: choice.kind === 'time' || choice.kind === 'unknown' ? which : null,
  });
  ask(run, {
    kind: 'add_named',
    text: `Shall I add ${mention.query} anyway?`,
    options: [
      { label: 'Yes, add it', productId: null },
      { label: 'No', productId: null },
    ],
    command: { kind: 'add_named', items: [{ ...mention, reference: null }] },
  });
}

async function addLinesOf(
  run: OrderRun,
  order: Order,
  lines: readonly OrderLine[],
  mention: ItemMention,
): Promise<void> {
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  const [product, ...others] = products;
  const gone = lines.filter(({ productId }) => !products.some(({ id }) => id === productId));
  for (const { name } of gone) run.receipts.push({ kind: 'no_match', said: name, near: [] });
  if (product === undefined) return;
  const { amount } = mention;
  const then = lines.find(({ productId }) => productId === product.id)?.quantity ?? 1;
  if (others.length > 0) {
    const offered = products.slice(0, MAX_OPTIONS);
    const shown = offered.map(toFocusProduct);
    const options = optionsOf(shown);
    run.focus = { ...run.focus, shown };
    const quantity = amount === null ? then : countPacks(amount, product, true).packs;
    return ask(run, {
      kind: 'choose_to_add',
      text: `On ${orderDay(order.placedAt)} you had ${options.map(({ label }) => label).join(' and ')}. Which one would you like?`,
      options,
      command: { kind: 'choose_to_add', quantity, query: mention.query, amount },
    });
  }
  const count = amount === null ? null : countPacks(amount, product, true);
  const note = [`as on ${orderDay(order.placedAt)}`, ...(count?.note == null ? [] : [count.note])].join('; ');
  await putInCart(run, { product, packs: count?.packs ?? then, because: 'chosen', note });
}
