import type { Product } from '#agents/search/product.ts';
import { type CartLine, MAX_LINE_QUANTITY } from './cart.ts';
import type { CartCommand } from './cart-desk.ts';
import { conflictsOf } from './check-constraints.ts';
import { toFocusProduct } from './focus-product.ts';
import { leaveOut, offerSubstitute, offerWhatIsLeft } from './offer-substitute.ts';
import {
  ask,
  changeLine,
  lineFocus,
  lineOf,
  noteAsked,
  noteRemoved,
  type OrderRun,
  touch,
} from './order-run.ts';
import type { PickedBecause } from './pick-product.ts';

export interface Putting {
  readonly product: Product;
  readonly packs: number;
  readonly because: PickedBecause;
  readonly note: string | null;
  /** True when `packs` is only a guess at the amount that was said; `note` says why. */
  readonly unsure?: boolean;
  /** True once the shopper said yes to adding it although it conflicts. */
  readonly despite?: boolean;
  /** True for one of many that were not named: it is left out when it conflicts, and what may stand in is offered. */
  readonly unnamed?: boolean;
}

/**
 * Adds packs of one product, in place of what the run displaces: conflicts and an empty shelf are told and asked about,
 * limits are told.
 */
export async function putInCart(
  run: OrderRun,
  { product, packs, because, note, unsure, despite, unnamed }: Putting,
): Promise<void> {
  const { id: productId, name } = product;
  run.products.set(productId, product);
  if (packs > MAX_LINE_QUANTITY) {
    run.receipts.push({ kind: 'limit', what: 'quantity', name, max: MAX_LINE_QUANTITY });
    return;
  }
  if (packs < 1) {
    run.receipts.push({ kind: 'unclear', said: `${packs} ${name}` });
    return;
  }
  const out = displacedLines(run);
  if (out.some(({ line }) => line.productId === productId)) {
    run.receipts.push({ kind: 'unchanged', productId, name });
    return;
  }
  if (unsure === true) {
    ask(run, {
      kind: 'choose_to_add',
      text: `${note ?? "I can't tell how many that is"}. Shall I add ${packs} × ${name}?`,
      options: [{ label: name, productId }],
      command: { kind: 'choose_to_add', quantity: packs },
    });
    return;
  }
  const conflicts = despite === true ? [] : conflictsOf(product, run.request.constraints);
  if (conflicts.length > 0 && unnamed === true && run.request.constraints.loaded) {
    return leaveOut(run, product, packs);
  }
  if (conflicts.length > 0) {
    noteAsked(run, 'check_constraints', name, conflicts.map(({ kind }) => kind).join(', '));
    run.receipts.push({ kind: 'conflict', productId, name, conflicts });
    ask(run, {
      kind: 'add_despite',
      text: `Shall I add ${name} anyway?`,
      options: [
        { label: 'Yes, add it', productId },
        { label: 'No', productId: null },
      ],
      command: { kind: 'add_despite', productId, quantity: packs },
    });
    return;
  }
  const before = lineOf(run, productId)?.quantity ?? 0;
  const command: CartCommand =
    out.length === 0
      ? { kind: 'add', productId, quantity: packs }
      : {
          kind: 'swap',
          out: out.map(({ line, stays }) => ({ lineId: line.lineId, quantity: stays })),
          productId,
          quantity: packs,
        };
  const change = await changeLine(run, command, `${packs} × ${name}`);
  if (change.kind === 'changed') {
    for (const { line, stays } of out) tellDisplaced(run, line, stays);
    const lineQuantity = lineOf(run, productId)?.quantity ?? before + packs;
    touch(run, toFocusProduct(product), lineQuantity);
    const unitPriceCents = lineOf(run, productId)?.unitPriceCents ?? null;
    run.receipts.push({
      kind: 'added',
      productId,
      name,
      quantity: packs,
      lineQuantity,
      unitPriceCents,
      amountNote: note,
      pickedBecause: because,
    });
    return;
  }
  if (change.kind === 'stale') throw new Error('The cart kept changing.');
  const { refusal } = change;
  switch (refusal.kind) {
    case 'out_of_stock':
      if (refusal.available > before) return offerWhatIsLeft(run, product, refusal.available, before);
      if (before === 0) return offerSubstitute(run, product, packs);
      run.receipts.push({ kind: 'limit', what: 'stock', name, max: refusal.available });
      return;
    case 'limit':
      run.receipts.push({ kind: 'limit', what: refusal.what, name, max: refusal.max });
      return;
    case 'unknown_product':
      run.receipts.push({ kind: 'no_match', said: name, near: [] });
      return;
    default:
      run.receipts.push({ kind: 'failed', what: `add ${name}` });
  }
}

/** The lines that make room, as far as they still hold more than what shall stay. */
function displacedLines(run: OrderRun): readonly { readonly line: CartLine; readonly stays: number }[] {
  return run.displacing.flatMap(({ productId, stays }) => {
    const line = lineOf(run, productId);
    return line === undefined || line.quantity <= stays ? [] : [{ line, stays }];
  });
}

function tellDisplaced(run: OrderRun, line: CartLine, stays: number): void {
  const { productId, name, quantity } = line;
  const now = lineOf(run, productId)?.quantity ?? 0;
  if (now === 0) {
    noteRemoved(run, lineFocus(line), quantity);
    run.receipts.push({ kind: 'removed', productId, name, quantity });
  } else {
    touch(run, lineFocus(line), stays);
    run.receipts.push({ kind: 'updated', productId, name, from: quantity, to: now });
  }
}
