import { beforeEach, describe, expect, it } from 'vitest';
import type { TurnLock } from '#graph/turn-lock.ts';

const patient = () => new AbortController().signal;

/** The shared cases of the turn lock. `open` answers one that nobody holds. */
export function turnLockCases(open: () => Promise<TurnLock>): void {
  let lock: TurnLock;

  beforeEach(async () => {
    lock = await open();
  });

  describe('turn lock', () => {
    it('lets only one turn of a shopper run at a time', async () => {
      let running = 0;
      let most = 0;
      const turn = async () => {
        const release = await lock.acquire('ada', patient());
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        release();
      };
      await Promise.all(Array.from({ length: 12 }, turn));
      expect({ most, running }).toEqual({ most: 1, running: 0 });
    });

    it('runs the turns of a shopper in the order of asking', async () => {
      const order: number[] = [];
      const release = await lock.acquire('ada', patient());
      const turns = [1, 2, 3, 4, 5].map(async (turn) => {
        const done = await lock.acquire('ada', patient());
        order.push(turn);
        done();
      });
      release();
      await Promise.all(turns);
      expect(order).toEqual([1, 2, 3, 4, 5]);
    });

    it('does not let shoppers wait for each other', async () => {
      const releaseAda = await lock.acquire('ada', patient());
      const releaseBob = await lock.acquire('bob', patient());
      releaseAda();
      releaseBob();
    });

    it('treats a release that comes twice as one', async () => {
      const order: string[] = [];
      const release = await lock.acquire('ada', patient());
      const second = lock.acquire('ada', patient());
      const third = lock.acquire('ada', patient()).then((done) => {
        order.push('third');
        done();
      });
      release();
      const releaseSecond = await second;
      release();
      await new Promise((resolve) => setImmediate(resolve));
      order.push('second');
      releaseSecond();
      await third;
      expect(order).toEqual(['second', 'third']);
    });

    it('takes a turn that gives up out of the line', async () => {
      const release = await lock.acquire('ada', patient());
      const impatient = new AbortController();
      const second = lock.acquire('ada', impatient.signal);
      const third = lock.acquire('ada', patient());
      impatient.abort(new Error('gave up'));
      await expect(second).rejects.toThrow('gave up');
      release();
      (await third)();
      (await lock.acquire('ada', patient()))();
    });

    it('refuses a turn that gave up before it asked, and stays free', async () => {
      await expect(lock.acquire('ada', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
      (await lock.acquire('ada', patient()))();
    });

    it('keeps the lock of a turn whose signal aborts after it began', async () => {
      const controller = new AbortController();
      const order: string[] = [];
      const release = await lock.acquire('ada', controller.signal);
      const next = lock.acquire('ada', patient()).then((done) => {
        order.push('next');
        done();
      });
      controller.abort();
      await new Promise((resolve) => setImmediate(resolve));
      order.push('first');
      release();
      await next;
      expect(order).toEqual(['first', 'next']);
    });

    it('takes any text as a shopper', async () => {
      for (const shopper of ['__proto__', 'constructor', 'a:b|c@d', 'ü'.repeat(64)]) {
        (await lock.acquire(shopper, patient()))();
        (await lock.acquire(shopper, patient()))();
      }
    });
  });
}
