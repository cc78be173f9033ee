import { conflictsOf } from './check-constraints.ts';
import { changeChosenLine } from './edit-lines.ts';
import { ask, lookUp, noteAsked, type OrderRun } from './order-run.ts';
import type { Conflict } from './receipt.ts';

/** What is worth a warning about something that is in the cart already; a dislike is not. */
const WARNED: ReadonlySet<Conflict['kind']> = new Set([
  'allergy',
  'possible_allergy',
  'unknown_allergy',
  'diet',
]);

/** Warns of lines that the shopper must not eat. Answers the products; empty when the cart is safe. */
export async function warnOfConflicts(run: OrderRun): Promise<readonly string[]> {
  const { constraints } = run.request;
  if (!constraints.loaded) return [];
  const products = await lookUp(
    run,
    run.priced.cart.lines.map(({ productId }) => productId),
  );
  const found: string[] = [];
  for (const product of products) {
    const conflicts = conflictsOf(product, constraints).filter(({ kind }) => WARNED.has(kind));
    if (conflicts.length === 0) continue;
    run.receipts.push({ kind: 'cart_conflict', productId: product.id, name: product.name, conflicts });
    found.push(product.id);
  }
  return found;
}

/** After an allergy or a diet was stated: warns of what is in the cart, and offers to take it out. */
export async function checkCart(run: OrderRun): Promise<void> {
  const productIds = await warnOfConflicts(run);
  if (productIds.length === 0) return;
  noteAsked(run, 'check_constraints', 'the cart', `${productIds.length} may not be eaten`);
  ask(run, {
    kind: 'remove_lines',
    text:
      productIds.length === 1 ? 'Shall I take it out of your cart?' : 'Shall I take them out of your cart?',
    options: [
      { label: productIds.length === 1 ? 'Yes, take it out' : 'Yes, take them out', productId: null },
      { label: 'No', productId: null },
    ],
    command: { kind: 'remove_lines', productIds },
  });
}

/** Takes the lines out that the question was about. */
export async function removeLines(run: OrderRun, productIds: readonly string[]): Promise<void> {
  for (const productId of productIds) await changeChosenLine(run, productId, { quantity: null });
}
