import { cartEntries, changeLine, entryFocus, noteRemoved, type OrderRun } from './order-run.ts';

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

/** Takes the latest change back. */
export async function undoChange(run: OrderRun): Promise<void> {
  const change = await changeLine(run, { kind: 'undo' }, 'latest change');
  if (change.kind === 'changed') {
    run.receipts.push({ kind: 'undone', lines: run.priced.cart.lines.length });
  } else if (change.kind === 'refused' && change.refusal.kind === 'nothing_to_undo') {
    run.receipts.push({ kind: 'nothing_to_undo' });
  } else {
    run.receipts.push({ kind: 'failed', what: 'undo the last change' });
  }
}

/** Shows the cart; its lines are then what "the second one" counts in. */
export async function showCart(run: OrderRun): Promise<void> {
  const entries = await cartEntries(run);
  for (const { product } of entries) if (product !== null) run.products.set(product.id, product);
  run.steps.push({ tool: 'show_cart', detail: `${entries.length} lines`, outcome: 'done' });
  run.receipts.push({ kind: entries.length === 0 ? 'cart_empty' : 'cart_shown' });
  if (entries.length > 0) run.focus = { ...run.focus, shown: entries.map(entryFocus) };
}
