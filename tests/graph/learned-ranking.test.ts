import { describe, expect, it } from 'vitest';
import { relayLearning } from '#graph/relay-learning.ts';
import { openShop, type Shop } from './turn-services.ts';
import { buysWeekly } from './weekly-orders.ts';

const ids = (reply: { readonly products: readonly { readonly productId: string }[] }) =>
  reply.products.map(({ productId }) => productId);

/** Says the same three times, and clicks on the same product after each, as the page tells of it. */
async function clicksOn(shop: Shop, place: number, shopperId = 'ada') {
  const plain = ids(await shop.say('show me bread', { shopperId }));
  const productId = plain[place - 1] as string;
  for (let time = 0; time < 4; time += 1) {
    shop.time.now += 60_000;
    await shop.services.outbox.announce([
      {
        entryId: `click-${time}-${shopperId}`,
        shopperId,
        topic: 'interaction',
        payload: {
          eventId: `click-${time}`,
          shopperId,
          kind: 'click',
          at: shop.time.now,
          productId,
          source: 'api',
        },
        createdAt: shop.time.now,
      },
    ]);
    await relayLearning(shop.services);
    shop.time.now += 60_000;
    await shop.say('show me bread', { shopperId });
  }
  return { plain, productId };
}

describe('lists that a turn shows', () => {
  it('rise in what is chosen of them again and again, for whoever chose', async () => {
    const shop = await openShop();
    const { plain, productId } = await clicksOn(shop, 3);
    expect(plain.length).toBeGreaterThan(2);
    const learned = await shop.say('show me bread');
    expect(learned.products[1]).toMatchObject({ productId, rank: 2, unpersonalizedRank: 3 });
    expect(learned.products[1]!.reasons).toContain('You chose it here before');
    expect([...ids(learned)].sort()).toEqual([...plain].sort());
    expect(ids(await shop.say('show me bread', { shopperId: 'ben' }))).toEqual(plain);
    expect(ids(await shop.say('show me bread', { view: 'all' }))).toEqual(plain);
  });

  it('are plain again when the shopper is forgotten', async () => {
    const shop = await openShop();
    const { plain } = await clicksOn(shop, 3);
    await shop.services.preferences.forget('ada');
    expect(ids(await shop.say('show me bread'))).toEqual(plain);
  });

  it('teach nothing to who switched learning, or the ranking, off', async () => {
    const shop = await openShop();
    const { settings, preferences } = shop.services;
    const current = await settings.load('ada');
    await settings.save({
      ...current,
      features: { ...current.features, smart_ranking: false },
      revision: current.revision + 1,
    });
    await clicksOn(shop, 3);
    expect((await preferences.neighbourhood('ada', { kinds: ['WAS_SHOWN', 'RANKS_BY'] })).edges).toEqual([]);
    const other = await settings.load('ben');
    await settings.save({
      ...other,
      privacy: { ...other.privacy, learning: false },
      revision: other.revision + 1,
    });
    await clicksOn(shop, 3, 'ben');
    expect((await preferences.neighbourhood('ben')).edges).toEqual([]);
  });

  it('put what has every word that was said, and the size that was named, before what is bought every week', async () => {
    const shop = await openShop();
    await buysWeekly(shop, { 'eggs-12': 1, 'bread-sourdough': 1 }, 30);
    expect(ids(await shop.say('show me an 18 pack of eggs'))[0]).toBe('eggs-18');
    const bread = ids(await shop.say('show me gluten free white bread'));
    expect(bread[0]).toBe('bread-gf-canyon');
    const cheapest = (await shop.say('show me the cheapest milk')).products.map(
      ({ priceCents }) => priceCents,
    );
    expect(cheapest).toEqual(cheapest.toSorted((left, right) => (left ?? 0) - (right ?? 0)));
  });
});
