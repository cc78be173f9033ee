import { formatMoney } from '#agents/response-compiler/money.ts';
import type { IntentName } from '#agents/supervisor/intent.ts';
import { warnOfConflicts } from './check-cart.ts';
import { ask, noteAsked, type OrderRun, useTool } from './order-run.ts';
import { offerReplacements } from './replace-gone.ts';

/** Shows the cart and asks whether to order exactly that. */
export async function askToConfirm(run: OrderRun): Promise<void> {
  const { cart, totalCents, unpricedLines } = run.priced;
  if (cart.lines.length === 0) {
    run.receipts.push({ kind: 'cart_empty' });
    return;
  }
  if (unpricedLines > 0) {
    const names = cart.lines.filter((line) => line.unitPriceCents === null).map(({ name }) => name);
    run.receipts.push({ kind: 'unpriced', names });
    return;
  }
  noteAsked(run, 'confirm_order', `revision ${cart.revision}`, `${cart.lines.length} lines`);
  run.receipts.push({ kind: 'cart_shown' });
  await warnOfConflicts(run);
  askForConfirmation(run, totalCents);
}

/** What may stand beside a yes without meaning anything for the order. */
const POLITE: ReadonlySet<IntentName> = new Set(['accept', 'confirm_order', 'greeting', 'small_talk']);

/** A yes orders only when nothing else was said: "yes, is the butter vegan?" asks about the order once more. */
export function saysNothingElse({ request }: OrderRun): boolean {
  return request.intents.every(({ name }) => POLITE.has(name));
}

/** Orders the cart that the question was about; what moved since is shown and asked about anew. */
export async function placeConfirmed(
  run: OrderRun,
  { cartRevision, totalCents }: { readonly cartRevision: number; readonly totalCents?: number },
): Promise<void> {
  const { shopperId, conversationId, turnId } = run.request;
  const { cartId, lines: before } = run.priced.cart;
  const placement = await useTool(
    run,
    'place_order',
    `revision ${cartRevision}`,
    () =>
      run.services.desk.placeOrder(shopperId, {
        cartRevision,
        // One state of one cart is ordered once, however often it is confirmed.
        idempotencyKey: `confirm:${cartId}:${cartRevision}`,
        source: 'assistant',
        turn: { conversationId, turnId },
        ...(totalCents === undefined ? {} : { expectedTotalCents: totalCents }),
      }),
    ({ kind }) => ({
      outcome: kind === 'placed' || kind === 'repeated' ? 'done' : 'refused',
      observation: kind.replaceAll('_', ' '),
    }),
  );
  run.priced = placement.priced;
  switch (placement.kind) {
    case 'placed':
    case 'repeated': {
      const { order } = placement;
      run.order = order;
      run.focus = { ...run.focus, touched: [], removed: [], orders: [order.orderId] };
      const { orderId, totalCents: paid, lines } = order;
      run.receipts.push({ kind: 'order_placed', orderId, totalCents: paid, lines: lines.length });
      return;
    }
    case 'moved':
      run.receipts.push({ kind: 'confirm_changed', changes: placement.changes });
      if (await offerReplacements(run, placement.changes, before)) return;
      return askToConfirm(run);
    case 'stale':
    case 'key_reused':
    case 'empty':
    case 'unpriced':
      return askToConfirm(run);
  }
}

function askForConfirmation(run: OrderRun, totalCents: number): void {
  const { cart } = run.priced;
  ask(run, {
    kind: 'confirm_order',
    text: `Shall I place this order for ${formatMoney(totalCents, cart.currency)}?`,
    options: [
      { label: 'Yes, place the order', productId: null },
      { label: 'Not yet', productId: null },
    ],
    command: { kind: 'confirm_order', cartRevision: cart.revision, totalCents },
  });
}
