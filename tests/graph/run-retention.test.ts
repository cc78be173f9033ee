import { describe, expect, it } from 'vitest';
import { listMemory } from '#graph/list-memory.ts';
import { runRetention } from '#graph/run-retention.ts';
import { openShop, type Shop } from './turn-services.ts';

const DAY_MS = 24 * 3_600_000;

async function keeps(shop: Shop, retentionDays: number, shopperId = 'ada') {
  const now = await shop.services.settings.load(shopperId);
  const privacy = { ...now.privacy, retentionDays };
  await shop.services.settings.save({ ...now, revision: now.revision + 1, privacy });
}
const buys = (shop: Shop, productId: string, shopperId = 'ada') =>
  shop.services.learner.learn(
    [
      {
        eventId: `${shopperId}-${productId}-${shop.time.now}`,
        shopperId,
        kind: 'purchase',
        at: shop.time.now - 900 * DAY_MS,
        lines: [{ productId, quantity: 1 }],
        source: 'history',
      },
    ],
    { privacy: { learning: true } },
  );
const known = async ({ services }: Shop, shopperId = 'ada') =>
  (await listMemory(services, shopperId, { limit: 100 })).facts.map(
    ({ kind, productId, value }) => `${kind}:${productId ?? value ?? ''}`,
  );

describe('retention', () => {
  it('forgets what was recorded longer ago than the shopper lets it be kept, and an allergy never', async () => {
    const shop = await openShop();
    await shop.say("I'm allergic to peanuts");
    await shop.say('looking for oat milk');
    await buys(shop, 'bananas');
    await keeps(shop, 30);
    shop.time.now += 20 * DAY_MS;
    await buys(shop, 'eggs-12');
    expect(await runRetention(shop.services)).toBe(0);
    shop.time.now += 20 * DAY_MS;
    expect(await runRetention(shop.services)).toBeGreaterThan(0);
    expect(await known(shop)).toEqual(['allergy:peanut', 'orders:', 'purchases:eggs-12']);
    expect(await runRetention(shop.services)).toBe(0);
    shop.time.now += 20 * DAY_MS;
    await runRetention(shop.services);
    expect(await known(shop)).toEqual(['allergy:peanut']);
  });

  it('keeps a history of old years that came in lately, and is for each shopper as they set it', async () => {
    const shop = await openShop();
    for (const shopperId of ['ada', 'ben']) await buys(shop, 'bananas', shopperId);
    await keeps(shop, 10, 'ben');
    shop.time.now += 11 * DAY_MS;
    await runRetention(shop.services);
    expect(await known(shop)).toContain('purchases:bananas');
    expect(await known(shop, 'ben')).toEqual([]);
  });

  it('goes on past a shopper whose settings cannot be read, and says so at the end', async () => {
    const shop = await openShop();
    for (const shopperId of ['ada', 'ben']) {
      await buys(shop, 'bananas', shopperId);
      await keeps(shop, 10, shopperId);
    }
    shop.time.now += 11 * DAY_MS;
    const { load } = shop.services.settings;
    const settings = {
      ...shop.services.settings,
      load: (shopperId: string) =>
        shopperId === 'ada' ? Promise.reject(new Error('unreadable')) : load(shopperId),
    };
    await expect(runRetention({ ...shop.services, settings })).rejects.toThrow('1 shopper');
    expect(await known(shop)).toContain('purchases:bananas');
    expect(await known(shop, 'ben')).toEqual([]);
  });
});
