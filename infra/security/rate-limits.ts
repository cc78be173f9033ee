import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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
    takeForShopper: (shopperId) => takePoint(shoppers, shopperId),
    takeForAddress: (address) => takePoint(addresses, address),
  };
}

/** Counts one request of `key`; what is no refusal of the limiter is thrown on. */
export async function takePoint(
  limiter: Pick<RateLimiterAbstract, 'consume'>,
  key: string,
): Promise<RateLimitAnswer> {
  try {
    await limiter.consume(key);
    return { kind: 'allowed' };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { kind: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}
