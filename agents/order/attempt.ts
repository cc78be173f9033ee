import type { OrderRun } from './order-run.ts';
import { TooManySteps } from './tool-steps.ts';

/**
 * Does one thing of several: when it fails from outside (a store, the product index) that is told as a receipt and
 * the others go on; so do they when no step is left for it. A cancelled turn stops. `what` ends the sentence "I could
 * not …".
 */
export async function attempt(run: OrderRun, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    run.signal?.throwIfAborted();
    if (error instanceof TooManySteps) {
      run.leftUndone.push(what);
      return;
    }
    run.failed = true;
    run.receipts.push({ kind: 'failed', what });
  }
}
