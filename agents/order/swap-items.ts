import { listWords } from '#agents/response-compiler/sentence.ts';
import type { Displaced } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import { addMention } from './add-items.ts';
import { attempt } from './attempt.ts';
import { askWhichLine, quantityAfter, takenOut } from './edit-lines.ts';
import { findLines, type LineEntry } from './find-lines.ts';
import { ask, cartEntries, MAX_STEPS, type OrderRun } from './order-run.ts';

/**
 * "swap the rye for sourdough": the first of `wanted` takes the place of the lines that `gone` means, in one change of
 * the cart; the others come on top. When it can't be added, or which one is meant must be asked, nothing goes out.
 */
export async function swapItems(
  run: OrderRun,
  gone: readonly ItemMention[],
  wanted: readonly ItemMention[],
): Promise<void> {
  const cart = await cartEntries(run);
  const displaced: Displaced[number][] = [];
  for (const mention of gone) {
    const found = findLines(mention, cart, run.focus);
    const amount = takenOut(mention);
    if (found.kind === 'ambiguous') return askWhichLine(run, found.entries, amount, wanted);
    if (found.kind === 'none') run.receipts.push({ kind: 'not_in_cart', said: mention.said });
    else displaced.push(...found.entries.map((entry) => displacing(entry, amount)));
  }
  if (displaced.length === 0) return offerAnyway(run, wanted);
  return putInstead(run, displaced, wanted);
}

/** Goes on with a swap once the shopper said which line is meant. */
export async function swapChosenLine(
  run: OrderRun,
  chosen: readonly { readonly productId: string }[],
  amount: SaidAmount | null,
  wanted: readonly ItemMention[],
): Promise<void> {
  const cart = await cartEntries(run);
  const entries = cart.filter(({ id }) => chosen.some(({ productId }) => productId === id));
  if (entries.length === 0) {
    run.receipts.push({ kind: 'not_in_cart', said: 'that' });
    return;
  }
  return putInstead(
    run,
    entries.map((entry) => displacing(entry, amount)),
    wanted,
  );
}

function displacing(entry: LineEntry, amount: SaidAmount | null): Displaced[number] {
  return { productId: entry.id, stays: amount === null ? 0 : Math.max(0, quantityAfter(entry, amount)) };
}

async function putInstead(
  run: OrderRun,
  displaced: Displaced,
  wanted: readonly ItemMention[],
): Promise<void> {
  run.displacing = displaced;
  for (const item of wanted) {
    run.stepsLeft = MAX_STEPS;
    await attempt(run, `add ${item.said}`, () => addMention(run, item));
    run.displacing = [];
  }
}

function offerAnyway(run: OrderRun, items: readonly ItemMention[]): void {
  ask(run, {
    kind: 'add_named',
    text: `Shall I add ${listWords(items.map(({ said }) => said))} anyway?`,
    options: [
      { label: 'Yes, add it', productId: null },
      { label: 'No', productId: null },
    ],
    command: { kind: 'add_named', items },
  });
}
