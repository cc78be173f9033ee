import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnLock } from '#graph/turn-lock.ts';
import type { RedisConnection } from './client.ts';
import { redisScript, runScript } from './script.ts';

export interface TurnLeaseOptions {
  /** Unguessable, another one each time: who holds a lease. */
  readonly newToken: () => string;
  /** Milliseconds after which the lease of a process that died is free; renewed while a living one holds it. */
  readonly leaseMs?: number;
  /** Milliseconds between two looks of the first in line. */
  readonly lookMs?: number;
  /** Milliseconds after which a place in line that nobody asked for is lost. */
  readonly placeMs?: number;
}

/** Longest time between two looks, however long the line; far below `placeMs`. */
const MAX_LOOK_MS = 200;

/**
 * KEYS: holder, line (by arrival), seen (when each in line last asked). Answers -1 when the caller holds the lease
 * now, else how many stand before it. Time is Redis's own, so clocks of processes may differ.
 */
const ENTER = redisScript(`
local holder = redis.call('GET', KEYS[1])
if holder == ARGV[1] then return -1 end
if not holder and redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return -1
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[3])) do
  redis.call('ZREM', KEYS[2], gone)
  redis.call('ZREM', KEYS[3], gone)
end
redis.call('ZADD', KEYS[2], 'NX', string.format('%d%06d', time[1], time[2]), ARGV[1])
redis.call('ZADD', KEYS[3], now, ARGV[1])
local before = redis.call('ZRANK', KEYS[2], ARGV[1])
if not holder and before == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return -1
end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return before
`);

/** Only the holder renews; a lease that got lost with Redis's memory is taken again. */
const RENEW = redisScript(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

/** Gives back the lease, or the place in line; what belongs to another stays. */
const LEAVE = redisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return 1
`);

/**
 * Keeps a shopper's turns apart across processes: a lease in Redis, handed on in the order of asking. It is no fence: a
 * process that stands still for longer than `leaseMs` may meet its successor, and the stores' own revisions settle that.
 */
export function createTurnLease(redis: RedisConnection, options: TurnLeaseOptions): TurnLock {
  const { newToken, leaseMs = 10_000, lookMs = 15, placeMs = 2_000 } = options;

  return {
    async acquire(shopperId, signal) {
      signal.throwIfAborted();
      const token = newToken();
      const keys = ['holder', 'line', 'seen'].map((part) => `leafloaf:turn:{${shopperId}}:${part}`);
      const ask = (operation: string, script: typeof ENTER, ...rest: readonly number[]) =>
        runScript(redis, operation, script, { keys, arguments: [token, ...rest.map(String)] });
      // What cannot be given back or renewed ends by itself after `leaseMs` or `placeMs`; the connection tells why.
      const tell = (operation: string, script: typeof ENTER, ...rest: readonly number[]) =>
        void ask(operation, script, ...rest).catch(() => undefined);
      const leave = () => tell('release a turn', LEAVE);

      try {
        for (;;) {
          const before = Number(await ask('lock a turn', ENTER, leaseMs, placeMs));
          signal.throwIfAborted();
          if (before < 0) break;
          await sleep(Math.min(lookMs * (1 + before), MAX_LOOK_MS), undefined, { signal });
        }
      } catch (error) {
        leave();
        throw signal.aborted ? signal.reason : error;
      }

      const renewal = setInterval(() => tell('renew a turn', RENEW, leaseMs), leaseMs / 3);
      renewal.unref();
      let released = false;
      return () => {
        if (released) return;
        released = true;
        clearInterval(renewal);
        leave();
      };
    },
  };
}
