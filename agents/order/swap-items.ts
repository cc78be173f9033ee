import { listWords } from '#agents/response-compiler/sentence.ts';
import type { Displaced } from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention, SaidAmount } from '#agents/supervisor/intent.ts';
import { addMentions } from './add-items.ts';
import { attempt } from './attempt.ts';
import { askWhichLine, quantityAfter, takenOut } from './edit-lines.ts';
import { findLines, type LineEntry } from './find-lines.ts';
import { ask, cartEntries, type OrderRun } from './order-run.ts';
import { isVariant, swapLike } from './swap-like.ts';

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
  const [variant, ...more] = wanted;
  if (variant !== undefined && more.length === 0 && isVariant(variant)) {
    return putVariants(run, cart, displaced, variant);
  }
  if (displaced.length === 0) return offerAnyway(run, wanted);
  return putInstead(run, displaced, wanted);
}

/** "swap the milks for cheaper ones": each for one of its own kind. Of a whole cart is told only what can be swapped. */
async function putVariants(
  run: OrderRun,
  cart: readonly LineEntry[],
  displaced: Displaced,
  variant: ItemMention,
): Promise<void> {
  const isWholeCart = displaced.length > 1 && displaced.length === cart.length;
  const before = run.receipts.length;
  await run.steps.inBatch(async () => {
    for (const out of displaced) {
      const entry = cart.find(({ id }) => id === out.productId);
      if (entry?.product == null) {
        run.receipts.push({ kind: 'unclear', said: variant.said });
        continue;
      }
      const { product, line } = entry;
      run.displacing = [out];
      await attempt(run, `swap ${line.name}`, () =>
        swapLike(run, product, line.quantity - out.stays, variant),
      );
      run.displacing = [];
    }
  });
  if (!isWholeCart) return;
  const told = run.receipts.splice(before);
  const swapped = told.filter(({ kind }) => kind !== 'no_variant');
  const [none] = told.filter((receipt) => receipt.kind === 'no_variant');
  run.receipts.push(...swapped);
  if (none !== undefined && swapped.length === 0 && run.questions.length === 0) {
    run.receipts.push({ kind: 'no_variants', how: none.how });
  }
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
  const displaced = entries.map((entry) => displacing(entry, amount));
  const [variant, ...more] = wanted;
  return variant !== undefined && more.length === 0 && isVariant(variant)
    ? putVariants(run, cart, displaced, variant)
    : putInstead(run, displaced, wanted);
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
  await addMentions(run, wanted);
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
