import { expect, it } from 'vitest';
import { createProcessTurnLock } from '#infra/embedded/turn-lock.ts';
import { turnLockCases } from '#tests/conformance/turn-lock.ts';

turnLockCases(async () => createProcessTurnLock());

it('leaves no listener on a signal after the turn began', async () => {
  const lock = createProcessTurnLock();
  const signal = new AbortController().signal;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...all: Parameters<typeof add>) => {
    listeners += 1;
    add(...all);
  };
  signal.removeEventListener = (...all: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...all);
  };
  const release = await lock.acquire('ada', new AbortController().signal);
  const next = lock.acquire('ada', signal);
  expect(listeners).toBe(1);
  release();
  (await next)();
  expect(listeners).toBe(0);
});
