import type { Transaction } from '@google-cloud/spanner';
import type { ReadRequest } from '@google-cloud/spanner/build/src/transaction.js';

type CallOptions = NonNullable<ReadRequest['gaxOptions']>;

/** A call that is tried again no longer than somebody waits for it; the SDK goes on for minutes. */
export function within(milliseconds: number): CallOptions {
  return {
    timeout: milliseconds,
    retry: {
      backoffSettings: {
        initialRetryDelayMillis: 50,
        retryDelayMultiplier: 1.5,
        maxRetryDelayMillis: 500,
        initialRpcTimeoutMillis: milliseconds,
        rpcTimeoutMultiplier: 1,
        maxRpcTimeoutMillis: milliseconds,
        totalTimeoutMillis: milliseconds,
      },
    },
  };
}

/**
 * When the first read of a transaction fails the SDK begins it once more and waits for nobody. Unheard, the failure of
 * that would end the process.
 */
export function hearBegin(transaction: Transaction, milliseconds: number): void {
  const begin = transaction.begin.bind(transaction);
  transaction.begin = (() => {
    const begun = begin(within(milliseconds));
    begun.catch(() => undefined);
    return begun;
  }) as Transaction['begin'];
}
