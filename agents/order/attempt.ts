import type { OrderRun } from './order-run.ts';

/**
 * Does one thing of several: when it fails from outside (a store, the product index) that is told as a receipt and
 * the others go on. A cancelled turn stops. `what` ends the sentence "I could not …".
 */
export async function attempt(run: OrderRun, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    run.signal?.throwIfAborted();
    run.receipts.push({ kind: 'failed', what });
    run.steps.push({
      tool: 'give_up',
      detail: error instanceof Error ? error.name : 'unknown',
      outcome: 'failed',
    });
  }
}
