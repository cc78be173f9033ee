import type { PendingQuestion } from '#agents/supervisor/dialogue-focus.ts';
import type { CartDesk } from './cart-desk.ts';
import type { OrderOutcome, OrderRequest } from './order-outcome.ts';
import { toStep } from './tool-steps.ts';

/** Asks whether a turn was heard right, and leaves everything else as it was. */
export async function askFirst(
  desk: Pick<CartDesk, 'show'>,
  { shopperId, focus }: Pick<OrderRequest, 'shopperId' | 'focus'>,
  question: PendingQuestion,
): Promise<OrderOutcome> {
  return {
    receipts: [],
    steps: [toStep(question.kind, [{ input: question.text, outcome: 'asked', observation: 'asked first' }])],
    failed: false,
    priced: await desk.show(shopperId),
    order: null,
    question,
    products: [],
    focus: { ...focus, pending: question },
  };
}
