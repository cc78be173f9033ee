import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import { MAX_LINE_QUANTITY } from './cart.ts';
import { countPacks } from './count-packs.ts';
import { findLines, type LineEntry } from './find-lines.ts';
import {
  ask,
  cartEntries,
  changeLine,
  entryFocus,
  lineOf,
  noteAsked,
  noteRemoved,
  type OrderRun,
  optionsOf,
  touch,
} from './order-run.ts';
import { takeOtherPack } from './other-pack.ts';
import { countNamed } from './packing.ts';
import { MAX_OPTIONS } from './pick-product.ts';

/** Changes the quantity of the line that a mention means: "make it 3", "double that", "two fewer eggs". */
export async function changeMeantLine(
  run: OrderRun,
  mention: ItemMention,
  amount: SaidAmount | null,
): Promise<void> {
  if (amount === null) {
    run.receipts.push({ kind: 'unclear', said: mention.said });
    return;
  }
  await forMeantLines(run, mention, amount, async (entry) => {
    if (await takeOtherPack(run, entry, amount)) return;
    await setLine(run, entry, quantityAfter(entry, amount, mention.packing));
  });
}

/** Takes out the line that a mention means, or as many of it as said. */
export async function removeMention(run: OrderRun, mention: ItemMention): Promise<void> {
  const fewer = takenOut(mention);
  await forMeantLines(run, mention, fewer, (entry) =>
    setLine(run, entry, fewer === null ? 0 : quantityAfter(entry, fewer)),
  );
}

/** "remove 2 bananas" leaves the others; "remove the 2 milks" is understood as the lines by its reference. */
export function takenOut({ amount }: ItemMention): SaidAmount | null {
  return amount === null || amount.mode === 'factor' ? amount : { ...amount, mode: 'fewer' };
}

/** Does what a question about a line was for, now that the line is known. */
export async function changeChosenLine(
  run: OrderRun,
  productId: string,
  { quantity, amount }: { readonly quantity: number | null; readonly amount?: SaidAmount },
): Promise<void> {
  const entry = (await cartEntries(run)).find(({ id }) => id === productId);
  if (entry === undefined) {
    run.receipts.push({ kind: 'not_in_cart', said: run.products.get(productId)?.name ?? 'that' });
    return;
  }
  await setLine(run, entry, amount === undefined ? (quantity ?? 0) : quantityAfter(entry, amount));
}

async function forMeantLines(
  run: OrderRun,
  mention: ItemMention,
  amount: SaidAmount | null,
  change: (entry: LineEntry) => Promise<void>,
): Promise<void> {
  if (run.priced.cart.lines.length === 0) {
    run.receipts.push({ kind: 'cart_empty' });
    return;
  }
  const found = findLines(mention, await cartEntries(run), run.focus);
  if (found.kind === 'none') {
    run.receipts.push({ kind: 'not_in_cart', said: mention.said });
    return;
  }
  if (found.kind === 'ambiguous') return askWhichLine(run, found.entries, amount);
  // "one of those" is one of one of them
  const ofOne = amount !== null && /\b(?:one|1) of (?:those|these|them)\b/i.test(mention.said);
  if (ofOne && found.entries.length > 1) return askWhichLine(run, found.entries, amount);
  for (const entry of found.entries) await change(entry);
}

export function askWhichLine(
  run: OrderRun,
  entries: readonly LineEntry[],
  amount: SaidAmount | null,
  instead?: readonly ItemMention[],
): void {
  const offered = entries.slice(0, MAX_OPTIONS);
  for (const { product } of offered) if (product !== null) run.products.set(product.id, product);
  const shown = offered.map(entryFocus);
  run.focus = { ...run.focus, shown };
  const options = optionsOf(shown);
  const question: PendingQuestion = {
    kind: 'choose_line',
    text: `Which one do you mean: ${options.map(({ label }) => label).join(', ')}?`,
    options,
    command: {
      kind: 'choose_line',
      quantity: null,
      ...(amount === null ? {} : { amount }),
      ...(instead === undefined ? {} : { instead }),
    },
  };
  noteAsked(run, 'find_line', options.map(({ label }) => label).join(', '), `${entries.length} lines fit`);
  ask(run, question);
}

/** The quantity that an amount leads to; below one removes. */
export function quantityAfter({ line, product }: LineEntry, amount: SaidAmount, packing?: string): number {
  if (amount.mode === 'factor') return Math.ceil(line.quantity * amount.value);
  // "6 more" after six eggs are six more eggs, no six cartons
  const inItems = amount.mode === 'more';
  // four cans of what comes in packs of four are one pack
  if (amount.mode === 'absolute' && packing !== undefined && product !== null)
    return countNamed(amount, packing, product).packs;
  const packs = product === null ? Math.ceil(amount.value) : countPacks(amount, product, inItems).packs;
  if (amount.mode === 'more') return line.quantity + packs;
  if (amount.mode === 'fewer') return Math.max(0, line.quantity - packs);
  return packs;
}

async function setLine(run: OrderRun, entry: LineEntry, quantity: number): Promise<void> {
  const { lineId, productId, name, quantity: from } = entry.line;
  if (entry.product !== null) run.products.set(productId, entry.product);
  if (quantity > MAX_LINE_QUANTITY) {
    run.receipts.push({ kind: 'limit', what: 'quantity', name, max: MAX_LINE_QUANTITY });
    return;
  }
  const to = Math.max(0, quantity);
  const change = await changeLine(run, { kind: 'set', lineId, quantity: to }, `${name}: ${from} → ${to}`);
  if (change.kind === 'changed') {
    const now = lineOf(run, productId)?.quantity ?? 0;
    if (now === 0) {
      noteRemoved(run, entryFocus(entry), from);
      run.receipts.push({ kind: 'removed', productId, name, quantity: from });
    } else {
      touch(run, entryFocus(entry), now);
      run.receipts.push({ kind: 'updated', productId, name, from, to: now });
    }
    return;
  }
  const refusal = change.kind === 'refused' ? change.refusal : null;
  if (refusal?.kind === 'out_of_stock') {
    run.receipts.push({ kind: 'limit', what: 'stock', name, max: refusal.available });
  } else if (refusal?.kind === 'limit') {
    run.receipts.push({ kind: 'limit', what: refusal.what, name, max: refusal.max });
  } else {
    run.receipts.push({ kind: 'failed', what: `change ${name}` });
  }
}
