export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly budgetMs: number;

  constructor(budgetMs: number) {
    super(`not done within ${budgetMs} ms`);
    this.budgetMs = budgetMs;
  }
}

/**
 * Runs `work` for at most `budgetMs`. Past that, or when `parent` aborts, the signal handed to `work` aborts and the
 * answer is a rejection, whether or not `work` heeds the signal.
 */
export async function withinBudget<T>(
  budgetMs: number,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent.throwIfAborted();
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', onParentAbort);
    };
    const stop = (reason: unknown) => {
      settle();
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => stop(new DeadlineExceeded(budgetMs)), budgetMs);
    const onParentAbort = () => stop(parent.reason);
    parent.addEventListener('abort', onParentAbort, { once: true });
    Promise.try(work, controller.signal).then(resolve, reject).finally(settle);
  });
}
