import { attempt } from './attempt.ts';
import type { OrderRun } from './order-run.ts';

/**
 * Puts off what only leads to a question until the other things of the request are done, so that several of the kind
 * are one step. The question keeps the place that it has now.
 */
export function lookLater(run: OrderRun, what: string, work: () => Promise<void>): void {
  const { displacing } = run;
  run.later.push({
    at: run.questions.length,
    work: async () => {
      run.displacing = displacing;
      await attempt(run, what, work);
      run.displacing = [];
    },
  });
}

/** Does what was put off. */
export async function settleLater(run: OrderRun): Promise<void> {
  let moved = 0;
  for (const { at, work } of run.later.splice(0)) {
    const before = run.questions.length;
    await work();
    const asked = run.questions.splice(before);
    run.questions.splice(at + moved, 0, ...asked);
    moved += asked.length;
  }
}
