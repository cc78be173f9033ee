/**
 * The store that shoppers' carts, orders and conversations lie in did not do what was asked. Whether it did and the
 * answer got lost is not known: asked again under the same ids, nothing is done twice.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly operation: string;
  readonly retryable = true;

  constructor(store: string, operation: string, reason: string, cause?: unknown) {
    super(`${store} could not ${operation}: ${reason}`, { cause });
    this.operation = operation;
  }
}
