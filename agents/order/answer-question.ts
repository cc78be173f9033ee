import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { Reference, SaidAmount } from '#agents/supervisor/intent.ts';
import { removeLines } from './check-cart.ts';
import { clearCart } from './clear-cart.ts';
import { placeConfirmed } from './confirm-order.ts';
import { countPacks } from './count-packs.ts';
import { changeChosenLine } from './edit-lines.ts';
import { ask, lookUp, type OrderRun } from './order-run.ts';
import { putInCart } from './put-in-cart.ts';
import { resolveReference } from './resolve-reference.ts';
import { addLines } from './usual-order.ts';

/** Does what the open question was for. `amount` is a number said with the answer ("yes, two"). */
export async function acceptQuestion(
  run: OrderRun,
  choice: Reference | null,
  amount: SaidAmount | null,
): Promise<void> {
  const question = run.answering;
  if (question === null) {
    run.receipts.push({ kind: 'unclear', said: 'yes' });
    return;
  }
  const { command } = question;
  switch (command.kind) {
    case 'confirm_order':
      return placeConfirmed(run, command);
    case 'clear_cart':
      return clearCart(run);
    case 'add_all':
      return addLines(run, command.lines, 'chosen');
    case 'add_despite': {
      const [product] = await lookUp(run, [command.productId]);
      if (product === undefined) return askAgain(run, question);
      const packs = amount === null ? command.quantity : countPacks(amount, product, false).packs;
      return putInCart(run, { product, packs, because: 'chosen', note: null, despite: true });
    }
    case 'choose_to_add': {
      const productId = await chosenOption(run, question, choice);
      const [product] = productId === null ? [] : await lookUp(run, [productId]);
      if (product === undefined) return askAgain(run, question);
      const packs = amount === null ? command.quantity : countPacks(amount, product, false).packs;
      return putInCart(run, { product, packs, because: 'chosen', note: null });
    }
    case 'remove_lines':
      return removeLines(run, command.productIds);
    case 'choose_line': {
      const productId = await chosenOption(run, question, choice);
      if (productId === null) return askAgain(run, question);
      return changeChosenLine(run, productId, command);
    }
    case 'name_thing':
      return;
  }
}

/** The one option that is meant: the only one, or the one that the choice points at. */
async function chosenOption(
  run: OrderRun,
  { options }: PendingQuestion,
  choice: Reference | null,
): Promise<string | null> {
  const ids = options.flatMap(({ productId }) => productId ?? []);
  const [only, ...others] = ids;
  if (only === undefined) return null;
  if (others.length === 0) return only;
  if (choice === null) return null;
  const products = await lookUp(run, ids);
  // A product that is no longer sold still counts in "the second one".
  const pool = ids.map((id) => {
    const label = options.find(({ productId }) => productId === id)?.label ?? id;
    return products.find((product) => product.id === id) ?? { id, name: label };
  });
  const [found, ...more] = resolveReference(choice, pool, null);
  return found !== undefined && more.length === 0 ? found.id : null;
}

/** The answer does not say which: the question stays open as it was. */
function askAgain(run: OrderRun, question: PendingQuestion): void {
  ask(run, question);
}
