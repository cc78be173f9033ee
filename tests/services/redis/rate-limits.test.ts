import { expect, it } from 'vitest';
import { createRedisRateLimits } from '#infra/redis/rate-limits.ts';
import { rateLimitCases } from '#tests/conformance/rate-limits.ts';
import { testRedis } from './open-test-redis.ts';

const redis = testRedis();

rateLimitCases(async (limits) => createRedisRateLimits(await redis.connectEmpty(), limits));

it('counts the requests of all processes together', async () => {
  const limits = { shopperPerMinute: 4, ipPerMinute: 100 };
  const first = createRedisRateLimits(await redis.connectEmpty(), limits);
  const second = createRedisRateLimits(await redis.connect(), limits);
  for (const process of [first, second, first, second]) {
    expect(await process.takeForShopper('ada')).toEqual({ kind: 'allowed' });
  }
  expect((await first.takeForShopper('ada')).kind).toBe('limited');
  expect((await second.takeForShopper('ada')).kind).toBe('limited');
});

it('keeps a count for a minute, then nothing', async () => {
  const limits = createRedisRateLimits(await redis.connectEmpty(), { shopperPerMinute: 4, ipPerMinute: 9 });
  await limits.takeForShopper('ada');
  await limits.takeForAddress('10.0.0.1');
  const admin = await redis.admin();
  const keys = await admin.keys('*');
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    const left = await admin.ttl(key);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60);
  }
});
