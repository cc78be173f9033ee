import { expect, it, vi } from 'vitest';
import type { TurnLock } from '#graph/turn-lock.ts';
import { createProcessTurnLock } from '#infra/embedded/turn-lock.ts';
import type { RedisConnection } from '#infra/redis/client.ts';
import { createTurnLease, type TurnLeaseOptions } from '#infra/redis/turn-lease.ts';
import { createRedisTurnLock } from '#infra/redis/turn-lock.ts';
import { turnLockCases } from '#tests/conformance/turn-lock.ts';
import { testRedis } from './open-test-redis.ts';

const redis = testRedis();
const patient = () => new AbortController().signal;
let tokens = 0;
const newToken = () => {
  tokens += 1;
  return `token-${tokens}`;
};

/** The lock as one process has it. */
function lockOf(connection: RedisConnection, options: Omit<TurnLeaseOptions, 'newToken'> = {}): TurnLock {
  return createRedisTurnLock({
    line: createProcessTurnLock(),
    lease: createTurnLease(connection, { newToken, ...options }),
  });
}

turnLockCases(async () => lockOf(await redis.connectEmpty()));

it('lets one turn of a shopper run at a time over several processes, and loses none', async () => {
  const locks = [
    lockOf(await redis.connectEmpty()),
    lockOf(await redis.connect()),
    lockOf(await redis.connect()),
  ];
  let running = 0;
  let most = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: 30 }, async (_, turn) => {
      const release = await locks[turn % locks.length]!.acquire('ada', patient());
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done += 1;
      release();
    }),
  );
  expect({ most, done }).toEqual({ most: 1, done: 30 });
  await vi.waitFor(async () => expect(await (await redis.admin()).dbSize()).toBe(0));
});

it('hands the lock on to the process that asked first', async () => {
  const admin = await redis.admin();
  const holder = lockOf(await redis.connectEmpty());
  const order: string[] = [];
  const release = await holder.acquire('ada', patient());
  const waiting: Promise<void>[] = [];
  // Those behind look far more often than the first in line, and still do not come before it.
  for (const [name, lookMs] of [
    ['second', 120],
    ['third', 1],
    ['fourth', 1],
  ] as const) {
    const lock = lockOf(await redis.connect(), { lookMs });
    waiting.push(
      lock.acquire('ada', patient()).then((leave) => {
        order.push(name);
        leave();
      }),
    );
    await vi.waitFor(async () => expect(await admin.zCard('leafloaf:turn:{ada}:line')).toBe(waiting.length));
  }
  release();
  await Promise.all(waiting);
  expect(order).toEqual(['second', 'third', 'fourth']);
});

it('frees the lock of a process that died once its lease is over', async () => {
  const dying = await redis.connectEmpty();
  await lockOf(dying, { leaseMs: 300 }).acquire('ada', patient());
  await dying.close();
  const admin = await redis.admin();
  expect(await admin.get('leafloaf:turn:{ada}:holder')).not.toBeNull();
  const release = await lockOf(await redis.connect()).acquire('ada', patient());
  release();
});

it('keeps the lock for longer than a lease while its process lives', async () => {
  const admin = await redis.admin();
  const release = await lockOf(await redis.connectEmpty(), { leaseMs: 150 }).acquire('ada', patient());
  const holder = await admin.get('leafloaf:turn:{ada}:holder');
  let renewals = 0;
  let before = 0;
  // A lease that went up again was renewed; three leases' worth of renewals outlive the first.
  await vi.waitUntil(
    async () => {
      const left = await admin.pTTL('leafloaf:turn:{ada}:holder');
      if (left > before) renewals += 1;
      before = left;
      return renewals > 9;
    },
    { timeout: 10_000, interval: 5 },
  );
  expect(await admin.get('leafloaf:turn:{ada}:holder')).toBe(holder);
  release();
  await vi.waitFor(async () => expect(await admin.exists('leafloaf:turn:{ada}:holder')).toBe(0));
});

it('takes its lease again when Redis lost it', async () => {
  const admin = await redis.admin();
  const release = await lockOf(await redis.connectEmpty(), { leaseMs: 150 }).acquire('ada', patient());
  const own = await admin.get('leafloaf:turn:{ada}:holder');
  await admin.del('leafloaf:turn:{ada}:holder');
  await vi.waitFor(async () => expect(await admin.get('leafloaf:turn:{ada}:holder')).toBe(own));
  release();
});

it('neither renews nor releases a lease that another holds by then', async () => {
  const admin = await redis.admin();
  const connection = await redis.connectEmpty();
  const answered: string[] = [];
  const watched: RedisConnection = {
    ...connection,
    run: (operation, work) =>
      connection.run(operation, work).finally(() => {
        answered.push(operation);
      }),
  };
  const release = await lockOf(watched, { leaseMs: 60 }).acquire('ada', patient());
  await admin.set('leafloaf:turn:{ada}:holder', 'another');
  answered.length = 0;
  await vi.waitFor(() => expect(answered.length).toBeGreaterThan(2));
  release();
  await vi.waitFor(() => expect(answered).toContain('release a turn'));
  expect(await admin.get('leafloaf:turn:{ada}:holder')).toBe('another');
});

it('leaves no place in line of a turn that gave up', async () => {
  const admin = await redis.admin();
  const release = await lockOf(await redis.connectEmpty()).acquire('ada', patient());
  const controller = new AbortController();
  const asked = lockOf(await redis.connect()).acquire('ada', controller.signal);
  await vi.waitFor(async () => expect(await admin.zCard('leafloaf:turn:{ada}:line')).toBe(1));
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  await vi.waitFor(async () => expect(await admin.zCard('leafloaf:turn:{ada}:line')).toBe(0));
  release();
});

it('passes over a process that died while it waited in line', async () => {
  const admin = await redis.admin();
  const release = await lockOf(await redis.connectEmpty()).acquire('ada', patient());
  const dying = await redis.connect();
  const lost = lockOf(dying, { placeMs: 300 }).acquire('ada', patient());
  lost.catch(() => undefined);
  await vi.waitFor(async () => expect(await admin.zCard('leafloaf:turn:{ada}:line')).toBe(1));
  await dying.close();
  const next = lockOf(await redis.connect(), { placeMs: 300 }).acquire('ada', patient());
  release();
  (await next)();
  await expect(lost).rejects.toThrow('closed');
});
