import { beforeEach, describe, expect, it } from 'vitest';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { createFallback, type Fallback } from '#infra/resilience/fallback.ts';
import { createTokenLedgerWithFallback } from '#infra/resilience/token-ledger-with-fallback.ts';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import { tokenLedgerCases } from '#tests/conformance/token-ledger.ts';

class Outage extends Error {}

/** A ledger that can be switched off, as a remote one is when its server is gone. */
function switchable() {
  let inner = createProcessTokenLedger();
  const state = { out: false, outAfterRemovals: Number.POSITIVE_INFINITY };
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (state.out) throw new Outage('gone');
    return work();
  };
  return {
    state,
    inner: () => inner,
    ledger: {
      read: (...all: Parameters<TokenLedger['read']>) => guard(() => inner.read(...all)),
      add: (...all: Parameters<TokenLedger['add']>) => guard(() => inner.add(...all)),
      restore: (...all: Parameters<TokenLedger['restore']>) => guard(() => inner.restore(...all)),
      remove: (...all: Parameters<TokenLedger['remove']>) => {
        if (state.outAfterRemovals === 0) state.out = true;
        state.outAfterRemovals -= 1;
        return guard(() => inner.remove(...all));
      },
      clear: () =>
        guard(async () => {
          inner = createProcessTokenLedger();
        }),
    },
  };
}

function open(maxStale?: number) {
  const remote = switchable();
  let fallback: Fallback | undefined;
  const ledger = createTokenLedgerWithFallback({
    primary: remote.ledger,
    stand: createProcessTokenLedger(),
    fallback: (comeBack) => {
      fallback = createFallback({ now: () => 0, comeBack, isOutage: (error) => error instanceof Outage });
      return fallback;
    },
    ...(maxStale === undefined ? {} : { maxStale }),
  });
  return {
    ledger,
    remote,
    retry: () => fallback?.retryNow(),
    isBack: () => fallback?.state().kind === 'primary',
    comeBack: async () => {
      remote.state.out = false;
      fallback?.retryNow();
      await new Promise((resolve) => setImmediate(resolve));
      expect(fallback?.state().kind).toBe('primary');
    },
  };
}

tokenLedgerCases(async () => open().ledger);

describe('a token ledger whose primary is out', () => {
  let ledger: TokenLedger;
  let remote: ReturnType<typeof switchable>;
  let comeBack: () => Promise<void>;

  beforeEach(async () => {
    ({ ledger, remote, comeBack } = open());
    await ledger.add('c1', 't1', 6_000);
    remote.state.out = true;
  });

  it('does not know the conversations of before, rather than think them short', async () => {
    expect(await ledger.read('c1')).toBeNull();
  });

  it('does not take the tokens of one turn for those of a conversation', async () => {
    await ledger.add('c1', 't2', 50);
    expect(await ledger.read('c1')).toBeNull();
  });

  it('goes on from what was restored', async () => {
    await ledger.restore('c1', 6_050, ['t2', 't1']);
    expect(await ledger.add('c1', 't2', 50)).toBe(6_050);
    expect(await ledger.add('c1', 't3', 50)).toBe(6_100);
    expect(await ledger.read('c1')).toBe(6_100);
  });

  it('does not trust totals that missed turns once the primary is back', async () => {
    await ledger.add('c1', 't2', 50);
    await comeBack();
    expect(await ledger.read('c1')).toBeNull();
    expect(await remote.inner().read('c1')).toBeNull();
  });

  it('keeps the totals of conversations that stood still meanwhile', async () => {
    await ledger.add('c2', 't1', 50);
    await comeBack();
    expect(await ledger.read('c1')).toBe(6_000);
  });

  it('forgets also in the primary what was removed meanwhile', async () => {
    await ledger.remove('c1');
    await comeBack();
    expect(await ledger.read('c1')).toBeNull();
  });

  it('does not bring what it counted in one outage into the next', async () => {
    await ledger.restore('c1', 6_050);
    await comeBack();
    await ledger.restore('c1', 6_050);
    await ledger.add('c1', 't9', 900);
    remote.state.out = true;
    expect(await ledger.read('c1')).toBeNull();
  });
});

it('gives up all totals when more conversations went on meanwhile than it remembers', async () => {
  const { ledger, remote, comeBack } = open(3);
  for (const id of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']) await ledger.add(id, 't1', 10);
  remote.state.out = true;
  for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) await ledger.add(id, 't2', 10);
  await comeBack();
  for (const id of ['c1', 'c5', 'c6']) expect(await ledger.read(id)).toBeNull();
  expect(await ledger.add('c1', 't3', 4)).toBe(4);
});

it('gives up the totals that missed turns also when the primary went out again on the way back', async () => {
  const { ledger, remote, retry, isBack, comeBack } = open();
  const ids = ['c1', 'c2', 'c3'];
  for (const id of ids) await ledger.add(id, 't1', 10);
  remote.state.out = true;
  for (const id of ids) await ledger.add(id, 't2', 10);
  Object.assign(remote.state, { out: false, outAfterRemovals: 1 });
  retry();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isBack()).toBe(false);
  remote.state.outAfterRemovals = Number.POSITIVE_INFINITY;
  await comeBack();
  expect(await Promise.all(ids.map((id) => ledger.read(id)))).toEqual([null, null, null]);
});

// The second turn comes so many steps (of the event loop's smallest) after the way back was begun.
it.each(Array.from({ length: 40 }, (_, steps) => steps))(
  'trusts no total that missed a turn on the way back, %i steps after it began',
  async (steps) => {
    const { ledger, remote, retry, isBack } = open();
    await ledger.add('c1', 't1', 10);
    await ledger.add('c2', 't1', 10);
    remote.state.out = true;
    await ledger.add('c1', 't2', 1);
    remote.state.out = false;
    retry();
    for (let step = 0; step < steps; step += 1) await null;
    await ledger.add('c2', 't2', 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isBack()).toBe(true);
    expect([null, 11]).toContain(await ledger.read('c2'));
  },
);
