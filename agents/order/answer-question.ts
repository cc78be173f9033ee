import type { Displaced, PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentSlots, ItemMention, Reference, SaidAmount } from '#agents/supervisor/intent.ts';
import { addMentions } from './add-items.ts';
import { answerWhichOrder, cancelChosen } from './answer-which-order.ts';
import { removeLines } from './check-cart.ts';
import { clearCart } from './clear-cart.ts';
import { askToConfirm, placeConfirmed, saysNothingElse } from './confirm-order.ts';
import { countPacks } from './count-packs.ts';
import { changeChosenLine } from './edit-lines.ts';
import { settleLater } from './look-later.ts';
import { ask, lookUp, type OrderRun } from './order-run.ts';
import { putInCart } from './put-in-cart.ts';
import { type Referable, resolveReference } from './resolve-reference.ts';
import { swapChosenLine } from './swap-items.ts';
import { addLines, type Lines } from './usual-order.ts';
import { withoutNamed } from './without-named.ts';

/**
 * Does what the open question was for. `items` hold what was said with the answer: "yes, two", "the first and two of the
 * last"; `without` what of it is not wanted.
 */
export async function acceptQuestion(
  run: OrderRun,
  choice: Reference | null,
  { items = [], without = [] }: Pick<IntentSlots, 'items' | 'without'> = {},
): Promise<void> {
  run.displacing = displacedBy(run.answering);
  await doWhatWasAsked(run, choice, items, without).finally(() => {
    run.displacing = [];
  });
}

/** What the addition that a question is about takes the place of. */
export function displacedBy(question: PendingQuestion | null): Displaced {
  const command = question?.command;
  if (command?.kind !== 'choose_to_add' && command?.kind !== 'add_despite') return [];
  return command.displaces ?? [];
}

async function doWhatWasAsked(
  run: OrderRun,
  choice: Reference | null,
  items: readonly ItemMention[],
  without: readonly ItemMention[],
): Promise<void> {
  const question = run.answering;
  const amount = items[0]?.amount ?? null;
  if (question === null) {
    run.receipts.push({ kind: 'unclear', said: 'yes' });
    return;
  }
  const { command } = question;
  switch (command.kind) {
    case 'confirm_order':
      return saysNothingElse(run) ? placeConfirmed(run, command) : askToConfirm(run);
    case 'cancel_order':
      return cancelChosen(run, question, choice);
    case 'choose_order':
      return answerWhichOrder(run, question, choice);
    case 'replace_gone':
      return replaceGone(run, question, choice, items);
    case 'clear_cart':
      return clearCart(run);
    case 'add_all':
      return addAll(run, command.lines, without);
    case 'add_despite': {
      const [product] = await lookUp(run, [command.productId]);
      if (product === undefined) return askAgain(run, question);
      const packs = amount === null ? command.quantity : countPacks(amount, product, false).packs;
      return putInCart(run, { product, packs, because: 'chosen', note: null, despite: true });
    }
    case 'choose_to_add': {
      const { preferred } = command;
      const plain = choice === null && items.every(({ reference }) => reference === null);
      const chosen =
        plain && preferred !== undefined
          ? [{ productId: preferred, amount }]
          : await chosenOptions(run, question, choice, items);
      if (chosen.length === 0) return askAgain(run, await narrowed(run, question, choice));
      for (const { productId, amount: said } of chosen) {
        const [product] = await lookUp(run, [productId]);
        if (product === undefined) return askAgain(run, question);
        const packs = said === null ? command.quantity : countPacks(said, product, false).packs;
        await putInCart(run, { product, packs, because: 'chosen', note: null });
      }
      return;
    }
    case 'add_named':
      return addMentions(run, command.items);
    case 'remove_lines': {
      const lines = command.productIds.map((productId) => ({ productId }));
      const out = await withoutNamed(run, lines, without, 'kept');
      return removeLines(
        run,
        out.map(({ productId }) => productId),
      );
    }
    case 'choose_line': {
      const chosen = await chosenOptions(run, question, choice, items);
      if (chosen.length === 0) return askAgain(run, await narrowed(run, question, choice));
      if (command.instead !== undefined)
        return swapChosenLine(run, chosen, command.amount ?? null, command.instead);
      for (const { productId } of chosen) await changeChosenLine(run, productId, command);
      return;
    }
    case 'name_thing':
      return;
  }
}

async function addAll(run: OrderRun, lines: Lines, without: readonly ItemMention[]): Promise<void> {
  const kept = await withoutNamed(run, lines, without);
  if (kept.length > 0) await addLines(run, kept, 'chosen');
}

interface Chosen {
  readonly productId: string;
  readonly amount: SaidAmount | null;
}

/** The options that are meant: the only one, all of them, or those that the answer points at; none when it is not clear. */
async function chosenOptions(
  run: OrderRun,
  { options }: PendingQuestion,
  choice: Reference | null,
  items: readonly ItemMention[],
): Promise<readonly Chosen[]> {
  const ids = options.flatMap(({ productId }) => productId ?? []);
  const [only, ...others] = ids;
  if (only === undefined) return [];
  if (others.length === 0) return [{ productId: only, amount: items[0]?.amount ?? null }];
  const pool = await offeredThings(run, options);
  const said = items.length > 0 ? items : [{ reference: choice, amount: null }];
  const chosen = said.map(({ reference, amount }): readonly Chosen[] => {
    if (reference === null) return [];
    const found = resolveReference(reference, pool, null);
    const all = reference.kind === 'deixis' && reference.plural;
    return found.length === 1 || all ? found.map(({ id }) => ({ productId: id, amount })) : [];
  });
  return chosen.some((part) => part.length === 0) ? [] : chosen.flat();
}

/** What the options stand for; a product that is no longer sold still counts in "the second one". */
async function offeredThings(
  run: OrderRun,
  options: PendingQuestion['options'],
): Promise<readonly Referable[]> {
  const ids = options.flatMap(({ productId }) => productId ?? []);
  const products = await lookUp(run, ids);
  return ids.map((id) => {
    const label = options.find(({ productId }) => productId === id)?.label ?? id;
    return products.find((product) => product.id === id) ?? { id, name: label };
  });
}

/** "plain", said to four yogurts of which two are plain: the question, between those two. */
async function narrowed(
  run: OrderRun,
  question: PendingQuestion,
  choice: Reference | null,
): Promise<PendingQuestion> {
  if (choice?.kind !== 'attribute') return question;
  const fitting = resolveReference(choice, await offeredThings(run, question.options), null);
  const options = question.options.filter(({ productId }) => fitting.some(({ id }) => id === productId));
  if (options.length < 2 || options.length === question.options.length) return question;
  const shown = run.focus.shown.filter(({ productId }) => fitting.some(({ id }) => id === productId));
  run.focus = { ...run.focus, shown };
  const { spoken: _, ...rest } = question;
  return { ...rest, options, text: `Which one: ${options.map(({ label }) => label).join(', ')}?` };
}

/** Puts substitutes in for what could not be had, all of them or those that are named, and asks for the order again. */
async function replaceGone(
  run: OrderRun,
  question: PendingQuestion,
  choice: Reference | null,
  items: readonly ItemMention[],
): Promise<void> {
  if (question.command.kind !== 'replace_gone') return;
  const { lines } = question.command;
  const named = choice !== null || items.some(({ reference }) => reference !== null);
  const chosen = named ? await chosenOptions(run, question, choice, items) : lines;
  if (chosen.length === 0) return askAgain(run, question);
  const wanted = lines.filter(({ productId }) => chosen.some((one) => one.productId === productId));
  await addLines(run, wanted, 'chosen');
  await settleLater(run);
  // Something of it may have to be asked about first.
  if (run.questions.length === 0) return askToConfirm(run);
}

/** The answer does not say which: the question stays open as it was. */
function askAgain(run: OrderRun, question: PendingQuestion): void {
  ask(run, question);
}
