import type { Product } from '#agents/search/product.ts';
import type { IntentSlots, ItemMention } from '#agents/supervisor/intent.ts';
import { attempt } from './attempt.ts';
import { conflictsOf } from './check-constraints.ts';
import { toFocusProduct } from './focus-product.ts';
import { ask, lookUp, type OrderRun, useTool } from './order-run.ts';
import type { PickedBecause } from './pick-product.ts';
import { putInCart } from './put-in-cart.ts';
import { withoutNamed } from './without-named.ts';

export type Lines = readonly { readonly productId: string; readonly quantity: number }[];

/** Shows the regular basket and offers to add it, or adds it when that was asked for. */
export async function usualOrder(
  run: OrderRun,
  { addToCart = false, without = [] }: Pick<IntentSlots, 'addToCart' | 'without'>,
): Promise<void> {
  const { usualBasket } = run.request;
  if (addToCart || usualBasket.length === 0) return addUsual(run, usualBasket, without);
  const products = await useTool(
    run,
    'usual_order',
    `${usualBasket.length} products`,
    () =>
      lookUp(
        run,
        usualBasket.map(({ productId }) => productId),
      ),
    (found) => ({ outcome: 'done', observation: `${found.length} still sold` }),
  );
  if (products.length === 0) {
    run.receipts.push({ kind: 'usual_unknown' });
    return;
  }
  const suits = (product: Product) => conflictsOf(product, run.request.constraints).length === 0;
  const lineOf = ({ id, name }: Product) => ({
    productId: id,
    name,
    quantity: usualBasket.find(({ productId }) => productId === id)?.quantity ?? 1,
  });
  const suiting = products.filter(suits);
  const lines = suiting.map(lineOf);
  const leftOut = products.filter((product) => !suits(product)).map(lineOf);
  run.receipts.push({ kind: 'usual_shown', lines, leftOut });
  if (lines.length === 0) return;
  run.focus = { ...run.focus, shown: suiting.map(toFocusProduct) };
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

async function addUsual(run: OrderRun, usual: Lines, without: readonly ItemMention[]): Promise<void> {
  const kept = await withoutNamed(run, usual, without);
  if (kept.length > 0 || usual.length === 0) await addLines(run, kept, 'usual');
}

/** Adds each line by itself: what can't be added is told and does not hold up the others. */
export async function addLines(run: OrderRun, lines: Lines, because: PickedBecause): Promise<void> {
  if (lines.length === 0) {
    run.receipts.push(
      run.request.usualOff === true ? { kind: 'usual_unknown', off: true } : { kind: 'usual_unknown' },
    );
    return;
  }
  const products = await lookUp(
    run,
    lines.map(({ productId }) => productId),
  );
  for (const { productId, quantity } of lines) {
    const product = products.find(({ id }) => id === productId);
    if (product === undefined) {
      run.receipts.push({ kind: 'no_match', said: productId, near: [] });
      continue;
    }
    await attempt(run, `add ${product.name}`, () =>
      putInCart(run, { product, packs: Math.max(1, Math.round(quantity)), because, note: null }),
    );
  }
}
