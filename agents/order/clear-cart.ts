import { askToCancel } from './cancel-order.ts';
import type { CartLine } from './cart.ts';
import {
  cartEntries,
  changeLine,
  entryFocus,
  lineFocus,
  noteRemoved,
  type OrderRun,
  touch,
} from './order-run.ts';
import type { LineMove } from './receipt.ts';

/** Empties the cart; undo brings it back. */
export async function clearCart(run: OrderRun): Promise<void> {
  const entries = await cartEntries(run);
  if (entries.length === 0) {
    run.receipts.push({ kind: 'cart_empty' });
    return;
  }
  const change = await changeLine(run, { kind: 'clear' }, `${entries.length} lines`);
  if (change.kind !== 'changed') {
    run.receipts.push({ kind: 'failed', what: 'empty the cart' });
    return;
  }
  for (const entry of [...entries].reverse()) noteRemoved(run, entryFocus(entry), entry.line.quantity);
  run.receipts.push({ kind: 'cleared', lines: entries.length });
}

/** Takes the latest change back, or makes it again after it was taken back. */
export async function undoChange(run: OrderRun, redo = false): Promise<void> {
  const before = run.priced.cart.lines;
  const change = await changeLine(run, { kind: redo ? 'redo' : 'undo' }, 'latest change');
  if (change.kind === 'changed') {
    const after = run.priced.cart.lines;
    const moved = movesBetween(before, after);
    noteMoves(run, before, after);
    run.focus = { ...run.focus, undone: !redo };
    run.receipts.push({ kind: redo ? 'redone' : 'undone', lines: after.length, moved });
  } else if (change.kind === 'refused' && change.refusal.kind === 'nothing_to_undo') {
    // Right after an order was placed, the order is what may be taken back.
    const [ordered] = run.request.focus.orders ?? [];
    if (ordered !== undefined) return askToCancel(run, ordered);
    run.receipts.push({ kind: 'nothing_to_undo' });
  } else if (change.kind === 'refused' && change.refusal.kind === 'nothing_to_redo') {
    run.receipts.push({ kind: 'nothing_to_redo' });
  } else {
    run.receipts.push({ kind: 'failed', what: redo ? 'redo the last change' : 'undo the last change' });
  }
}

function movesBetween(before: readonly CartLine[], after: readonly CartLine[]): readonly LineMove[] {
  const lines = new Map([...before, ...after].map((line) => [line.productId, line]));
  return [...lines.values()]
    .map(({ productId, name }) => ({
      productId,
      name,
      from: quantityIn(before, productId),
      to: quantityIn(after, productId),
    }))
    .filter(({ from, to }) => from !== to);
}

/** "it" and "add it back" then speak of what just came or went. */
function noteMoves(run: OrderRun, before: readonly CartLine[], after: readonly CartLine[]): void {
  for (const line of before) {
    if (quantityIn(after, line.productId) === 0) noteRemoved(run, lineFocus(line), line.quantity);
  }
  for (const line of after) {
    if (quantityIn(before, line.productId) !== line.quantity) touch(run, lineFocus(line), line.quantity);
  }
}

function quantityIn(lines: readonly CartLine[], productId: string): number {
  return lines.find((line) => line.productId === productId)?.quantity ?? 0;
}

/** Shows the cart; its lines are then what "the second one" counts in. */
export async function showCart(run: OrderRun): Promise<void> {
  const entries = await cartEntries(run);
  for (const { product } of entries) if (product !== null) run.products.set(product.id, product);
  run.steps.begin('show_cart', 'all')({ outcome: 'done', observation: `${entries.length} lines` });
  run.receipts.push({ kind: entries.length === 0 ? 'cart_empty' : 'cart_shown' });
  if (entries.length > 0) run.focus = { ...run.focus, shown: entries.map(entryFocus) };
}
