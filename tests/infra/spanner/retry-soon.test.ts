import { getRetryInfo } from '@google-cloud/spanner/build/src/protos.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAborted, nameRetryDelay, waitBeforeTry } from '#infra/spanner/retry-soon.ts';

const aborted = (named: readonly Buffer[] = []) => {
  const values = [...named];
  return {
    code: 10,
    metadata: { get: () => values, set: (_: string, value: Buffer) => values.push(value), values },
  };
};

describe('a retry of an aborted transaction', () => {
  it('waits as long as was named, in the form that the client reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (waitMs) => {
        const error = aborted();
        nameRetryDelay(error, waitMs);
        const { retryDelay } = getRetryInfo().decode(
          error.metadata.values[0] ?? Buffer.alloc(0),
        ) as unknown as {
          retryDelay: { nanos: number };
        };
        expect(retryDelay.nanos).toBe(waitMs * 1_000_000);
      }),
    );
  });

  it('heeds the wait that the service names', () => {
    const error = aborted([Buffer.from([1])]);
    nameRetryDelay(error, 5);
    expect(error.metadata.get()).toHaveLength(1);
  });

  it('leaves errors alone that carry nothing', () => {
    expect(() => nameRetryDelay({ code: 10 }, 5)).not.toThrow();
    expect(isAborted(aborted())).toBe(true);
    expect([isAborted(new Error('x')), isAborted(null)]).toEqual([false, false]);
  });

  it('grows from try to try, spread by chance, up to a quarter of a second', () => {
    expect([0, 1, 2, 20].map((attempt) => waitBeforeTry(attempt, () => 1))).toEqual([4, 8, 16, 250]);
    expect([0, 1, 2, 20].map((attempt) => waitBeforeTry(attempt, () => 0))).toEqual([2, 4, 8, 125]);
  });
});
