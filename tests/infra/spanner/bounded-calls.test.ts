import type { Transaction } from '@google-cloud/spanner';
import { expect, it, vi } from 'vitest';
import { hearBegin, within } from '#infra/spanner/bounded-calls.ts';

it('survives a transaction that the SDK begins anew in vain and waits for nobody', async () => {
  const given: unknown[] = [];
  const begin = (options: unknown) => {
    given.push(options);
    return Promise.reject(new Error('Session not found'));
  };
  const transaction = { begin } as unknown as Transaction;
  const unheard = vi.fn();
  process.once('unhandledRejection', unheard);
  hearBegin(transaction, 4_000);
  void transaction.begin();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
  expect(given).toEqual([within(4_000)]);
  await expect(transaction.begin()).rejects.toThrow('Session not found');
});
