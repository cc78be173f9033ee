import type { OrderPurpose, PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { Reference } from '#agents/supervisor/intent.ts';
import { askAboutCancelling, cancelConfirmed } from './cancel-order.ts';
import { chooseOrders } from './choose-orders.ts';
import { loadOrders } from './earlier-orders.ts';
import type { Order } from './order.ts';
import { ask, type OrderRun } from './order-run.ts';
import { addOrder } from './repeat-order.ts';
import { tellContents, tellStatus } from './tell-orders.ts';

/** Goes on with the order that the answer names; asks again when it names none or several of those offered. */
export async function answerWhichOrder(
  run: OrderRun,
  question: PendingQuestion,
  choice: Reference | null,
): Promise<void> {
  const { command } = question;
  if (command.kind !== 'choose_order') return;
  const orders = await loadOrders(run, 'offered');
  const offered = command.orderIds.flatMap((id) => orders.find(({ orderId }) => orderId === id) ?? []);
  const [order, ...others] = chosenAmong(run, offered, choice);
  if (order === undefined || others.length > 0) return ask(run, question);
  return goOn(run, order, command.purpose);
}

/** A plain yes cancels what was asked about; "only the first" leads to a question about that one. */
export async function cancelChosen(
  run: OrderRun,
  question: PendingQuestion,
  choice: Reference | null,
): Promise<void> {
  const { command } = question;
  if (command.kind !== 'cancel_order') return;
  const { orderIds } = command;
  if (choice === null || orderIds.length < 2 || (choice.kind === 'deixis' && choice.plural)) {
    return cancelConfirmed(run, orderIds);
  }
  return answerWhichOrder(
    run,
    { ...question, command: { kind: 'choose_order', orderIds, purpose: { kind: 'cancel' } } },
    choice,
  );
}

function chosenAmong(run: OrderRun, offered: readonly Order[], choice: Reference | null): readonly Order[] {
  if (offered.length === 1) return offered;
  if (choice === null) return [];
  switch (choice.kind) {
    case 'ordinal': {
      const found = offered.at(choice.index > 0 ? choice.index - 1 : choice.index);
      return found === undefined || choice.index === 0 ? [] : [found];
    }
    case 'superlative': {
      const sorted = [...offered].sort((a, b) => a.totalCents - b.totalCents);
      const found = choice.by === 'dearest' || choice.by === 'largest' ? sorted.at(-1) : sorted[0];
      return found === undefined ? [] : [found];
    }
    case 'attribute': {
      const meant = chooseOrders(choice.words.join(' '), offered, run.services.now());
      return meant.kind === 'unknown' || meant.kind === 'any' ? [] : meant.orders;
    }
    case 'deixis':
    case 'other':
    case 'habit':
      return [];
  }
}

async function goOn(run: OrderRun, order: Order, purpose: OrderPurpose): Promise<void> {
  switch (purpose.kind) {
    case 'cancel':
      return askAboutCancelling(run, order);
    case 'status':
      return tellStatus(run, order);
    case 'repeat':
      return addOrder(run, order, purpose.without);
    case 'contents': {
      const { items = [] } = purpose;
      if (await tellContents(run, order, items)) return;
      run.receipts.push({
        kind: 'not_ordered',
        said: items.map(({ query }) => query).join(' and '),
        which: null,
      });
    }
  }
}
