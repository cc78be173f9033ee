import type { TurnLock } from '#graph/turn-lock.ts';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { createProcessTurnLock } from '#infra/embedded/turn-lock.ts';
import { createFallback, type Fallback } from '#infra/resilience/fallback.ts';
import { createRateLimitsWithFallback } from '#infra/resilience/rate-limits-with-fallback.ts';
import { createTokenLedgerWithFallback } from '#infra/resilience/token-ledger-with-fallback.ts';
import { createTurnLeaseWithFallback } from '#infra/resilience/turn-lease-with-fallback.ts';
import { createWsTicketsWithFallback } from '#infra/resilience/ws-tickets-with-fallback.ts';
import { createProcessRateLimits, type RateLimits } from '#infra/security/rate-limits.ts';
import { createProcessWsTickets, type WsTickets } from '#infra/security/ws-tickets.ts';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import { openRedis, type RedisConnection, RedisFailure } from './client.ts';
import { createRedisRateLimits } from './rate-limits.ts';
import { createRedisTokenLedger } from './token-ledger.ts';
import { createTurnLease } from './turn-lease.ts';
import { createRedisTurnLock } from './turn-lock.ts';
import { createRedisWsTickets } from './ws-tickets.ts';

export interface ConnectRedisOptions {
  readonly url: string;
  readonly rateLimits: { readonly shopperPerMinute: number; readonly ipPerMinute: number };
  readonly now: () => number;
  /** Unguessable, another one each time. */
  readonly newTicket: () => string;
  /** Told when a capability falls back to this process, and when it is back (`reason` null). */
  readonly onChange?: (capability: RedisCapability, reason: string | null) => void;
}

export type RedisCapability = 'token-ledger' | 'turn-lock' | 'rate-limits' | 'websocket-tickets';

export interface RedisHealth {
  readonly name: 'redis';
  /** `warn` while anything is served by this process alone. */
  readonly status: 'pass' | 'warn';
  readonly detail: string;
  /** What is served by this process alone, since when (milliseconds since the epoch), and why. */
  readonly degraded: readonly {
    readonly capability: RedisCapability;
    readonly since: number;
    readonly reason: string;
  }[];
}

/** What processes share through Redis. All of it goes on within this process while Redis is out. */
export interface RedisServices {
  readonly ledger: TokenLedger;
  readonly lock: TurnLock;
  readonly limits: RateLimits;
  readonly tickets: WsTickets;
  health(): RedisHealth;
  close(): Promise<void>;
}

/** Milliseconds that the start waits for Redis before it goes on without. */
const FIRST_ANSWER_MS = 1_500;

/** Connects to Redis. Resolves also when Redis does not answer: then everything begins within this process. */
export async function connectRedis(options: ConnectRedisOptions): Promise<RedisServices> {
  const { url, rateLimits, now, newTicket, onChange } = options;
  const redis = await openRedis({ url });
  await redis.firstAnswer(FIRST_ANSWER_MS);

  const fallbacks = new Map<RedisCapability, Fallback>();
  const fallbackOf = (capability: RedisCapability, comeBack: () => Promise<void>): Fallback => {
    const fallback = createFallback({
      now,
      comeBack,
      isOutage: (error) => error instanceof RedisFailure,
      onChange: (state) => onChange?.(capability, state.kind === 'fallback' ? state.reason : null),
    });
    fallbacks.set(capability, fallback);
    return fallback;
  };
  const writable = () => proveWritable(redis);

  const services = {
    ledger: createTokenLedgerWithFallback({
      primary: createRedisTokenLedger(redis, { now }),
      stand: createProcessTokenLedger(),
      fallback: (settle) =>
        fallbackOf('token-ledger', async () => {
          await writable();
          await settle();
        }),
    }),
    lock: createRedisTurnLock({
      line: createProcessTurnLock(),
      lease: createTurnLeaseWithFallback(
        createTurnLease(redis, { newToken: newTicket }),
        fallbackOf('turn-lock', writable),
      ),
    }),
    limits: createRateLimitsWithFallback(
      createRedisRateLimits(redis, rateLimits),
      createProcessRateLimits(rateLimits),
      fallbackOf('rate-limits', writable),
    ),
    tickets: createWsTicketsWithFallback(
      createRedisWsTickets(redis, now, newTicket),
      createProcessWsTickets(now, newTicket),
      fallbackOf('websocket-tickets', writable),
    ),
  };
  redis.onChange((state) => {
    if (state.kind === 'answering') for (const fallback of fallbacks.values()) fallback.retryNow();
  });

  return {
    ...services,
    health: () => healthOf(redis, fallbacks),
    close: () => redis.close(),
  };
}

/** A Redis that is full, or a replica, answers pings but takes nothing. */
async function proveWritable(redis: RedisConnection): Promise<void> {
  await redis.run('take a write', (commands) =>
    commands.set('leafloaf:probe', '1', { expiration: { type: 'PX', value: 1_000 } }),
  );
}

function healthOf(redis: RedisConnection, fallbacks: ReadonlyMap<RedisCapability, Fallback>): RedisHealth {
  const degraded = [...fallbacks].flatMap(([capability, fallback]) => {
    const state = fallback.state();
    return state.kind === 'fallback' ? [{ capability, since: state.since, reason: state.reason }] : [];
  });
  const state = redis.state();
  if (state.kind === 'silent') {
    return {
      name: 'redis',
      status: 'warn',
      detail: `does not answer (${state.reason}); this process goes on alone`,
      degraded,
    };
  }
  if (degraded.length === 0) return { name: 'redis', status: 'pass', detail: 'answers', degraded };
  const names = degraded.map(({ capability }) => capability).join(', ');
  return { name: 'redis', status: 'warn', detail: `within this process alone: ${names}`, degraded };
}
