import { expect, it } from 'vitest';
import { createRedisTokenLedger } from '#infra/redis/token-ledger.ts';
import { tokenLedgerCases } from '#tests/conformance/token-ledger.ts';
import { testRedis } from './open-test-redis.ts';

const DAY_MS = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 5);
const redis = testRedis();

tokenLedgerCases(async () => createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN }));

it('is one ledger for several processes', async () => {
  const first = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  const second = createRedisTokenLedger(await redis.connect(), { now: () => BEGIN });
  const adds = Array.from({ length: 40 }, (_, turn) =>
    (turn % 2 === 0 ? first : second).add('c1', `t${turn}`, 5),
  );
  await Promise.all(adds);
  expect(await first.read('c1')).toBe(200);
  expect(await second.add('c1', 't39', 5)).toBe(200);
});

it('goes on when Redis has forgotten its scripts', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  await ledger.add('c1', 't1', 5);
  await (await redis.admin()).scriptFlush();
  expect(await ledger.add('c1', 't2', 6)).toBe(11);
});

it('remembers the latest eight turns after later ones, and takes totals beyond any conversation', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  for (let turn = 1; turn <= 20; turn += 1) await ledger.add('c1', `t${turn}`, 100_000_000);
  expect(await ledger.add('c1', 't13', 1)).toBe(2_000_000_000);
});

it('takes any text as a conversation', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  for (const id of ['', '__proto__', 'ü {} \n *']) {
    expect(await ledger.add(id, 't1', 3)).toBe(3);
    expect(await ledger.read(id)).toBe(3);
  }
});

it('is empty after it was cleared', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  for (let one = 0; one < 50; one += 1) await ledger.add(`c${one}`, 't1', 3);
  await ledger.clear();
  expect(await ledger.read('c7')).toBeNull();
  expect(await (await redis.admin()).dbSize()).toBe(0);
});

it('ends by itself when no conversation of a bucket went on for the days kept', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN, keepDays: 3 });
  await ledger.add('c1', 't1', 3);
  const admin = await redis.admin();
  const [key = ''] = await admin.keys('*');
  const seconds = await admin.ttl(key);
  expect(seconds).toBeGreaterThan(3 * 86_400 - 60);
  expect(seconds).toBeLessThanOrEqual(3 * 86_400);
});

it('drops conversations that ended long ago when their bucket fills up, and no others', async () => {
  let now = BEGIN;
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), {
    now: () => now,
    keepDays: 30,
    buckets: 1,
  });
  for (let one = 0; one < 64; one += 1) await ledger.add(`c${one}`, 't1', 3);
  now = BEGIN + 20 * DAY_MS;
  await ledger.add('c5', 't2', 4);
  now = BEGIN + 30 * DAY_MS;
  await ledger.add('on time', 't1', 9);
  expect(await ledger.read('c0')).toBe(3);
  now = BEGIN + 31 * DAY_MS;
  await ledger.add('new', 't1', 9);
  expect(await ledger.read('c0')).toBeNull();
  expect(await ledger.read('c5')).toBe(7);
  expect(await ledger.read('on time')).toBe(9);
  expect(await ledger.read('new')).toBe(9);
});

it('takes at most 200 bytes a conversation', async () => {
  const ledger = createRedisTokenLedger(await redis.connectEmpty(), { now: () => BEGIN });
  const admin = await redis.admin();
  const before = await usedMemory(admin);
  const conversations = 40_000;
  const turns = Array.from({ length: 8 }, (_, turn) => `turn-${turn}`);
  for (let at = 0; at < conversations; at += 1_000) {
    const batch = Array.from({ length: 1_000 }, (_, one) =>
      ledger.restore(`conversation-${at + one}`, 12_345, turns),
    );
    await Promise.all(batch);
  }
  const perConversation = ((await usedMemory(admin)) - before) / conversations;
  expect(perConversation).toBeLessThanOrEqual(200);
  expect(perConversation).toBeGreaterThan(54);
});

async function usedMemory(admin: Awaited<ReturnType<typeof redis.admin>>): Promise<number> {
  return Number(/used_memory:(\d+)/u.exec(await admin.info('memory'))?.[1]);
}
