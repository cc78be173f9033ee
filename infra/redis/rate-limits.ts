import { RateLimiterRedis } from 'rate-limiter-flexible';
import { type RateLimits, takePoint } from '#infra/security/rate-limits.ts';
import type { RedisConnection, ScriptInput } from './client.ts';
import { redisScript, runScript } from './script.ts';

const WINDOW_SECONDS = 60;

/** Limits that several processes share. */
export function createRedisRateLimits(
  redis: RedisConnection,
  limits: { readonly shopperPerMinute: number; readonly ipPerMinute: number },
): RateLimits {
  // The limiter sends nothing but its script; this way it has the connection's deadline and sends the hash only.
  const storeClient = {
    eval: (source: string, input: ScriptInput) =>
      runScript(redis, 'count a request', redisScript(source), input),
  };
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: `leafloaf:limit:${keyPrefix}`,
      points,
      duration: WINDOW_SECONDS,
    });
  const shoppers = limiter('shopper', limits.shopperPerMinute);
  const addresses = limiter('address', limits.ipPerMinute);
  return {
    takeForShopper: (shopperId) => takePoint(shoppers, shopperId),
    takeForAddress: (address) => takePoint(addresses, address),
  };
}
