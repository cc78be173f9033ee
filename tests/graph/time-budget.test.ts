import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeadlineExceeded, withinBudget } from '#graph/time-budget.ts';

const never = () => new Promise<never>(() => {});
const parent = () => new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('answers what the work answers, and leaves no timer behind', async () => {
  expect(await withinBudget(100, parent(), async () => 'done')).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

it('rejects as the work does, and leaves no timer behind', async () => {
  const broken = withinBudget(100, parent(), async () => {
    throw new Error('broken');
  });
  await expect(broken).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

it('ends work that does not heed its signal once the budget is spent', async () => {
  let seen: AbortSignal | undefined;
  const late = withinBudget(100, parent(), (signal) => {
    seen = signal;
    return never();
  });
  const answer = expect(late).rejects.toEqual(new DeadlineExceeded(100));
  await vi.advanceTimersByTimeAsync(99);
  expect(seen?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  expect(seen?.reason).toBeInstanceOf(DeadlineExceeded);
});

it('says how long the budget was', async () => {
  const late = withinBudget(250, parent(), never);
  const answer = expect(late).rejects.toThrow('not done within 250 ms');
  await vi.advanceTimersByTimeAsync(250);
  await answer;
});

it('ends the work when the parent aborts, with the reason of the parent, and leaves no timer behind', async () => {
  const controller = new AbortController();
  let seen: AbortSignal | undefined;
  const cancelled = withinBudget(100, controller.signal, (signal) => {
    seen = signal;
    return never();
  });
  const answer = expect(cancelled).rejects.toThrow('the shopper left');
  controller.abort(new Error('the shopper left'));
  await answer;
  expect(seen?.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not begin when the parent has aborted already', async () => {
  const work = vi.fn(never);
  await expect(withinBudget(100, AbortSignal.abort(new Error('over')), work)).rejects.toThrow('over');
  expect(work).not.toHaveBeenCalled();
});

it('does not abort work that is done when time goes on', async () => {
  const controller = new AbortController();
  let seen: AbortSignal | undefined;
  await withinBudget(100, controller.signal, async (signal) => {
    seen = signal;
  });
  await vi.advanceTimersByTimeAsync(1_000);
  controller.abort();
  expect(seen?.aborted).toBe(false);
});

it('rejects and leaves no timer when the work throws before it begins to wait', async () => {
  const broken = withinBudget(100, parent(), () => {
    throw new Error('at once');
  });
  await expect(broken).rejects.toThrow('at once');
  expect(vi.getTimerCount()).toBe(0);
});

it('takes its listener off a parent that lives on', async () => {
  const signal = parent();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  await withinBudget(100, signal, async () => 1);
  const late = expect(withinBudget(100, signal, never)).rejects.toThrow(DeadlineExceeded);
  await vi.advanceTimersByTimeAsync(100);
  await late;
  expect(removed.mock.calls.length).toBe(added.mock.calls.length);
});
