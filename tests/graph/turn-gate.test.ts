import { expect, it } from 'vitest';
import { createTurnGate } from '#graph/turn-gate.ts';

const patient = () => new AbortController().signal;

async function enter(gate: ReturnType<typeof createTurnGate>, signal = patient()): Promise<() => void> {
  const release = await gate.enter(signal);
  if (release === null) throw new Error('the line is full');
  return release;
}

it('lets as many turns run as there is room for, and the others wait in the order they came', async () => {
  const gate = createTurnGate({ running: 2, waiting: 10 });
  const order: number[] = [];
  const releases = [await enter(gate), await enter(gate)];
  const waiting = [3, 4, 5].map(async (turn) => {
    const release = await enter(gate);
    order.push(turn);
    release();
  });
  expect(gate.depth()).toEqual({ running: 2, waiting: 3 });
  expect(order).toEqual([]);
  for (const release of releases) release();
  await Promise.all(waiting);
  expect(order).toEqual([3, 4, 5]);
  expect(gate.depth()).toEqual({ running: 0, waiting: 0 });
});

it('refuses a turn when the line is full', async () => {
  const gate = createTurnGate({ running: 1, waiting: 1 });
  const release = await enter(gate);
  const second = gate.enter(patient());
  expect(await gate.enter(patient())).toBeNull();
  release();
  (await second)?.();
  (await enter(gate))();
});

it('refuses at once where nobody may wait', async () => {
  const gate = createTurnGate({ running: 1, waiting: 0 });
  const release = await enter(gate);
  expect(await gate.enter(patient())).toBeNull();
  release();
  (await enter(gate))();
});

it('counts a release once', async () => {
  const gate = createTurnGate({ running: 1, waiting: 5 });
  const release = await enter(gate);
  release();
  release();
  expect(gate.depth().running).toBe(0);
  const next = await enter(gate);
  release();
  expect(gate.depth()).toEqual({ running: 1, waiting: 0 });
  next();
});

it('takes a turn that gives up out of the line, so that its place is free', async () => {
  const gate = createTurnGate({ running: 1, waiting: 1 });
  const release = await enter(gate);
  const impatient = new AbortController();
  const second = gate.enter(impatient.signal);
  impatient.abort(new Error('gave up'));
  await expect(second).rejects.toThrow('gave up');
  expect(gate.depth()).toEqual({ running: 1, waiting: 0 });
  const third = gate.enter(patient());
  release();
  (await third)?.();
  expect(gate.depth()).toEqual({ running: 0, waiting: 0 });
});

it('refuses a turn that gave up before it came', async () => {
  const gate = createTurnGate({ running: 1, waiting: 1 });
  await expect(gate.enter(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  expect(gate.depth()).toEqual({ running: 0, waiting: 0 });
});

it('keeps the place of a turn whose signal aborts after it began', async () => {
  const gate = createTurnGate({ running: 1, waiting: 1 });
  const release = await enter(gate);
  const controller = new AbortController();
  const second = gate.enter(controller.signal);
  release();
  const releaseSecond = await second;
  controller.abort();
  expect(gate.depth()).toEqual({ running: 1, waiting: 0 });
  releaseSecond?.();
  expect(gate.depth()).toEqual({ running: 0, waiting: 0 });
});
