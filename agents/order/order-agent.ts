import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { IntentName, RoutedIntent } from '#agents/supervisor/intent.ts';
import { addMentions } from './add-items.ts';
import { addRecipe } from './add-recipe.ts';
import { acceptQuestion, displacedBy } from './answer-question.ts';
import { attempt } from './attempt.ts';
import { askToCancel } from './cancel-order.ts';
import { checkCart } from './check-cart.ts';
import { clearCart, showCart, undoChange } from './clear-cart.ts';
import { askToConfirm, placeConfirmed, saysNothingElse } from './confirm-order.ts';
import { changeMeantLine, removeMention } from './edit-lines.ts';
import { settleLater } from './look-later.ts';
import { offerToTakeOut } from './offer-to-take-out.ts';
import type { OrderOutcome, OrderRequest } from './order-outcome.ts';
import type { OrderAgentServices, OrderRun } from './order-run.ts';
import { repeatOrder } from './repeat-order.ts';
import { swapItems } from './swap-items.ts';
import { tellOrders } from './tell-orders.ts';
import { createStepRecord, MAX_STEPS, type StepListener } from './tool-steps.ts';
import { applyPromotion, removePromotion, tellSavings } from './use-promotion.ts';
import { usualOrder } from './usual-order.ts';

/** Intents that the order agent carries out; it passes over all others. */
export const ORDER_INTENTS: ReadonlySet<IntentName> = new Set([
  'add_to_cart',
  'update_cart',
  'remove_from_cart',
  'undo',
  'clear_cart',
  'show_cart',
  'confirm_order',
  'order_status',
  'usual_order',
  'repeat_order',
  'apply_promotion',
  'accept',
  'small_talk',
  'decline',
  'clarify',
  'recipe',
  'state_preference',
]);

const ANSWERS: ReadonlySet<IntentName> = new Set(['accept', 'decline', 'clarify']);

/** Intents that only look: an open question stays open beside them. */
const LOOKING: ReadonlySet<IntentName> = new Set(['show_cart', 'order_status']);

/**
 * Carries out what a turn asks of the cart and of orders, one thing after the other: plans a tool, uses it, looks at
 * what came of it, and goes on, at most eight steps in all. A step takes all things of one request together ("add these
 * ten"). Every receipt stands for a committed fact; a thing that fails does not undo the others; what is unclear is asked,
 * never guessed; what no step is left for is told.
 */
export async function runOrderAgent(
  services: OrderAgentServices,
  request: OrderRequest,
  { signal, onStep }: { readonly signal?: AbortSignal; readonly onStep?: StepListener } = {},
): Promise<OrderOutcome> {
  const answering = request.focus.pending;
  const run: OrderRun = {
    services,
    request,
    signal,
    answering,
    receipts: [],
    steps: createStepRecord(request.maxSteps ?? MAX_STEPS, onStep),
    products: new Map(),
    questions: [],
    focus: { ...request.focus, pending: null, undone: false, orders: [] },
    priced: await services.desk.show(request.shopperId),
    order: null,
    changes: 0,
    displacing: [],
    ofShown: false,
    found: new Map(),
    unfound: new Map(),
    later: [],
    leftUndone: [],
    failed: false,
  };
  // "i changed my mind about the order, cancel it": "it" is no change of the cart.
  const calledOff = request.intents.some(({ slots }) => slots.cancel === true);
  const intents = request.intents.filter(
    ({ name }) => ORDER_INTENTS.has(name) && !(calledOff && name === 'undo'),
  );
  const planned = ordersLast(intents, answering);
  for (const [at, intent] of planned.entries()) {
    signal?.throwIfAborted();
    if (isSwap(planned[at - 1], intent)) continue;
    const into = planned[at + 1];
    const swaps = into !== undefined && isSwap(intent, into);
    const what = swaps ? 'swap that' : (WHAT[intent.name] ?? 'do that');
    // "add bread, clear my cart, undo" takes back the clearing alone
    if (planned[at + 1]?.name === 'undo') run.changes = 0;
    await run.steps.inBatch(async () => {
      await attempt(run, what, () =>
        swaps
          ? swapItems(run, intent.slots.items ?? [], into.slots.items ?? [])
          : carryOut(run, intent, intents.length > 1),
      );
      await settleLater(run);
    });
  }
  if (run.leftUndone.length > 0) run.receipts.push({ kind: 'left_undone', what: run.leftUndone });
  const question = openQuestion(run, intents);
  return {
    receipts: run.receipts,
    steps: run.steps.steps(),
    failed: run.failed,
    priced: run.priced,
    order: run.order,
    question,
    products: [...run.products.values()],
    focus: { ...run.focus, pending: question },
  };
}

/** How each intent ends the sentence "I could not …". */
const WHAT: Readonly<Partial<Record<IntentName, string>>> = {
  add_to_cart: 'add that',
  update_cart: 'change your cart',
  remove_from_cart: 'change your cart',
  undo: 'undo the last change',
  clear_cart: 'empty your cart',
  show_cart: 'show your cart',
  confirm_order: 'place your order',
  order_status: 'look up your orders',
  usual_order: 'look up your usual order',
  repeat_order: 'repeat that order',
  apply_promotion: 'apply that code',
  state_preference: 'check your cart',
};

async function carryOut(run: OrderRun, { name, slots }: RoutedIntent, among: boolean): Promise<void> {
  const items = slots.items ?? [];
  switch (name) {
    case 'add_to_cart':
      // "almond", said to "which oat milk instead of the rye?", still goes in for the rye.
      if (slots.answers === true) run.displacing = displacedBy(run.answering);
      run.ofShown = slots.ofFound === true;
      if (items.length === 0) run.receipts.push({ kind: 'unclear', said: 'add' });
      return addMentions(run, items);
    case 'update_cart':
      for (const item of items) {
        await attempt(run, `change ${item.said}`, () => changeMeantLine(run, item, item.amount));
      }
      if (items.length === 0) run.receipts.push({ kind: 'unclear', said: 'change' });
      return;
    case 'remove_from_cart':
      for (const item of items) {
        await attempt(run, `remove ${item.said}`, () => removeMention(run, item));
      }
      if (items.length === 0) run.receipts.push({ kind: 'unclear', said: 'remove' });
      return;
    case 'undo':
      return undoChange(run, slots.redo === true);
    case 'clear_cart':
      return clearCart(run);
    case 'show_cart':
      return slots.savings === true ? tellSavings(run) : showCart(run);
    case 'confirm_order': {
      // "place the order", said to "shall I place this order?", is the confirmation.
      const command = run.answering?.command;
      const confirms = command?.kind === 'confirm_order' && command.cartRevision === run.priced.cart.revision;
      return confirms && saysNothingElse(run) ? placeConfirmed(run, command) : askToConfirm(run);
    }
    case 'order_status':
      return slots.cancel === true ? askToCancel(run, slots.which) : tellOrders(run, slots);
    case 'usual_order':
      return usualOrder(run, slots);
    case 'repeat_order':
      return repeatOrder(run, slots.which, slots.without);
    case 'apply_promotion':
      return slots.takeOff === true ? removePromotion(run, slots.code) : applyPromotion(run, slots.code);
    case 'accept':
      return acceptQuestion(run, slots.choice ?? null, { items, without: slots.without ?? [] });
    case 'clarify':
      // Only the answer to a question is ours; what is unclear by itself the reply asks about.
      if (slots.choice != null && run.answering !== null) await acceptQuestion(run, slots.choice);
      return;
    case 'recipe':
      if (slots.addToCart === true) await addRecipe(run, slots);
      return;
    case 'state_preference':
      return checkCart(run);
    case 'small_talk':
      if (slots.atHome !== undefined) await offerToTakeOut(run, slots.atHome);
      return;
    case 'decline':
      // The order was asked for; without what could not be had it still may be.
      if (run.answering?.command.kind === 'replace_gone') return askToConfirm(run);
      if (!among) run.receipts.push({ kind: 'declined' });
      return;
  }
}

/** "swap the rye for sourdough": what goes out and what comes in belong together. */
function isSwap(out: RoutedIntent | undefined, into: RoutedIntent): boolean {
  const replaces = into.slots.items?.[0]?.replaces === true;
  return out?.name === 'remove_from_cart' && into.name === 'add_to_cart' && replaces;
}

/** What changes the cart comes first: "yes, and add bananas" must not order without the bananas. */
function ordersLast(
  intents: readonly RoutedIntent[],
  answering: PendingQuestion | null,
): readonly RoutedIntent[] {
  const orders = ({ name }: RoutedIntent) =>
    name === 'confirm_order' || (name === 'accept' && answering?.kind === 'confirm_order');
  return [...intents.filter((intent) => !orders(intent)), ...intents.filter(orders)];
}

/** The question this turn leaves: its own first, then those that still wait; the old one while it was only looked on. */
function openQuestion(run: OrderRun, intents: readonly RoutedIntent[]): PendingQuestion | null {
  const { answering } = run;
  const answered = intents.some(({ name, slots }) => ANSWERS.has(name) || slots.answers === true);
  const left = answered ? (answering?.waiting ?? []) : [];
  const looked = intents.length > 0 && intents.every(({ name }) => LOOKING.has(name));
  if (run.questions.length === 0 && looked) return answering;
  const [first, ...waiting] = [...run.questions, ...left];
  if (first === undefined) return null;
  const { waiting: _, ...question } = first;
  return waiting.length === 0 ? question : { ...question, waiting };
}
