import { beforeEach, describe, expect, it } from 'vitest';
import type { RateLimits } from '#infra/security/rate-limits.ts';

/** The shared cases of the rate limits. `open` answers limits under which nobody has been counted yet. */
export function rateLimitCases(
  open: (limits: { readonly shopperPerMinute: number; readonly ipPerMinute: number }) => Promise<RateLimits>,
): void {
  let limits: RateLimits;

  beforeEach(async () => {
    limits = await open({ shopperPerMinute: 3, ipPerMinute: 5 });
  });

  async function takeMany(count: number, take: () => ReturnType<RateLimits['takeForShopper']>) {
    const kinds: string[] = [];
    for (let one = 0; one < count; one += 1) kinds.push((await take()).kind);
    return kinds;
  }

  describe('rate limits', () => {
    it('allows a shopper as many requests as the limit says, and no more', async () => {
      expect(await takeMany(5, () => limits.takeForShopper('ada'))).toEqual([
        'allowed',
        'allowed',
        'allowed',
        'limited',
        'limited',
      ]);
    });

    it('tells a limited shopper when to come again, within the minute', async () => {
      await takeMany(3, () => limits.takeForShopper('ada'));
      const answer = await limits.takeForShopper('ada');
      if (answer.kind !== 'limited') throw new Error('should be limited');
      expect(Number.isInteger(answer.retryAfterSeconds)).toBe(true);
      expect(answer.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(answer.retryAfterSeconds).toBeLessThanOrEqual(60);
    });

    it('counts shoppers apart', async () => {
      await takeMany(4, () => limits.takeForShopper('ada'));
      expect(await limits.takeForShopper('bob')).toEqual({ kind: 'allowed' });
    });

    it('counts an address by its own limit, apart from a shopper of the same name', async () => {
      await takeMany(4, () => limits.takeForShopper('10.0.0.1'));
      expect(await takeMany(6, () => limits.takeForAddress('10.0.0.1'))).toEqual([
        ...Array.from({ length: 5 }, () => 'allowed'),
        'limited',
      ]);
    });

    it('allows no more when all requests come at once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => limits.takeForShopper('ada')));
      expect(answers.filter(({ kind }) => kind === 'allowed')).toHaveLength(3);
    });

    it('takes any text as a key', async () => {
      for (const key of ['__proto__', '::1', 'a b\n*']) {
        expect(await takeMany(4, () => limits.takeForShopper(key))).toEqual([
          'allowed',
          'allowed',
          'allowed',
          'limited',
        ]);
      }
    });
  });
}
