import { randomBytes } from 'node:crypto';
import type { TurnLock } from '#graph/turn-lock.ts';
import type { Settings } from '#infra/config/settings.ts';
import { createProcessTurnLock } from '#infra/embedded/turn-lock.ts';
import type { HealthReport } from '#infra/gateway/application.ts';
import type { RateLimits } from '#infra/security/rate-limits.ts';
import type { WsTickets } from '#infra/security/ws-tickets.ts';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';

/** What several processes behind a load balancer must share; of this process alone when no Redis is set. */
export interface SharedState {
  readonly ledger: TokenLedger;
  readonly lock: TurnLock;
  /** Absent: the gateway keeps its own. */
  readonly limits?: RateLimits;
  readonly tickets?: WsTickets;
  health(): HealthReport['components'];
  close(): Promise<void>;
}

export async function openSharedState(
  settings: Pick<Settings, 'redisUrl' | 'rateLimits'>,
  parts: {
    readonly ledger: TokenLedger;
    readonly now: () => number;
    readonly onChange: (capability: string, reason: string | null) => void;
  },
): Promise<SharedState> {
  const { ledger, now, onChange } = parts;
  if (settings.redisUrl === null) {
    return { ledger, lock: createProcessTurnLock(), health: () => [], close: async () => undefined };
  }
  const { connectRedis } = await import('#infra/redis/connect-redis.ts');
  const redis = await connectRedis({
    url: settings.redisUrl,
    rateLimits: settings.rateLimits,
    now,
    newTicket: () => randomBytes(24).toString('base64url'),
    onChange,
  });
  return {
    ...redis,
    health: () => {
      const { name, status, detail } = redis.health();
      return [{ name, status, detail }];
    },
    close: () => redis.close(),
  };
}
