import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export type RateLimitAnswer =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

/** PORT. Counts requests by shopper and by address. */
export interface RateLimits {
  takeForShopper(shopperId: string): Promise<RateLimitAnswer>;
  takeForAddress(address: string): Promise<RateLimitAnswer>;
}

const WINDOW_SECONDS = 60;

/** Limits of this process. */
export function createProcessRateLimits(limits: {
  readonly shopperPerMinute: number;
  readonly ipPerMinute: number;
}): RateLimits {
  const shoppers = new RateLimiterMemory({
    keyPrefix: 'shopper',
    points: limits.shopperPerMinute,
    duration: WINDOW_SECONDS,
  });
  const addresses = new RateLimiterMemory({
    keyPrefix: 'address',
    points: limits.ipPerMinute,
    duration: WINDOW_SECONDS,
  });
  return {
    takeForShopper: (shopperId) => take(shoppers, shopperId),
    takeForAddress: (address) => take(addresses, address),
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<RateLimitAnswer> {
  try {
    await limiter.consume(key);
    return { kind: 'allowed' };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { kind: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}
