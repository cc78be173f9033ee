import { describe, expect, it } from 'vitest';
import { relayLearning } from '#graph/relay-learning.ts';
import { trouble, troubled } from './trouble.ts';
import { openShop, type Shop } from './turn-services.ts';

/** The tables that a turn wrote to, each as often as it did. */
async function tables(shop: Shop, message: string): Promise<Readonly<Record<string, number>>> {
  const before = new Set((await shop.announced('event')).map(({ entryId }) => entryId));
  await shop.say(message);
  const written = (await shop.announced('event')).filter(({ entryId }) => !before.has(entryId));
  const counts: Record<string, number> = {};
  for (const { payload } of written) {
    const { table } = payload as { table: string };
    counts[table] = (counts[table] ?? 0) + 1;
  }
  return counts;
}

describe('what a turn tells analysts', () => {
  it('of a search: the search, every product shown, and the turn', async () => {
    const shop = await openShop();
    const { products } = await shop.say('chicken');
    expect(await tables(shop, 'chicken')).toEqual({
      search_events: 1,
      user_search_events: 1,
      recommendation_impression_events: products.length,
      user_events: 1,
    });
  });

  it('of several lists: every product of each, also when nothing is known of the shopper', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ settings }) => ({ settings: troubled(settings, ['load'], state) }),
    });
    const counts = await tables(shop, 'show me bread and eggs');
    const { products } = await shop.say('show me bread and eggs');
    expect(counts).toMatchObject({ search_events: 2, recommendation_impression_events: products.length });
    expect(products.map(({ rank }) => rank)).toEqual(products.map((_, at) => at + 1));
  });

  it('whether a search found anything, how long it took and what stood in the way, without personal data', async () => {
    const shop = await openShop();
    const searches = async () =>
      (await shop.announced('event'))
        .map(({ payload }) => payload as { table: string; data: Record<string, unknown> })
        .filter(({ table }) => table === 'user_search_events')
        .map(({ data }) => data);
    await shop.say('bread');
    await shop.say('bread under 1 cent');
    expect(await searches()).toMatchObject([
      { query: 'bread', zeroResults: false, relaxations: [], degraded: false },
      { query: 'bread', zeroResults: true, results: 0, relaxations: ['maxPriceCents'], degraded: false },
    ]);
    for (const { durationMs } of await searches()) expect(durationMs).toEqual(expect.any(Number));
    await shop.say('find bread for ana.smith@example.com');
    expect(JSON.stringify(await searches())).not.toContain('example.com');
  });

  it('of the cart and of an order', async () => {
    const shop = await openShop();
    expect(await tables(shop, 'add eggs')).toMatchObject({ cart_modification_events: 1, cart_events: 1 });
    expect(await tables(shop, "that's all")).not.toHaveProperty('order_events');
    expect(await tables(shop, 'yes')).toMatchObject({
      order_events: 1,
      order_transaction_events: 1,
      promotion_usage: 1,
      user_events: 1,
    });
  });

  it('names the turn, and says neither who it was nor what was redacted', async () => {
    const shop = await openShop();
    const reply = await shop.say('chicken, my mail is ada@example.com');
    for (const { payload, createdAt } of await shop.announced('event')) {
      expect(payload).toMatchObject({
        turnId: reply.turnId,
        conversationId: 'of-ada',
        occurredAt: createdAt,
      });
      expect(JSON.stringify(payload)).not.toMatch(/ada@example/u);
    }
  });
});

describe('what a turn teaches', () => {
  it('a search and a statement, once, and the words for later', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ learner }) => ({ learner: troubled(learner, ['learn'], state) }),
    });
    await shop.say("I'm allergic to peanuts, show me bread");
    const learned = (await shop.announced('interaction')).map(({ payload }) => payload);
    expect(learned).toMatchObject([
      { kind: 'search', query: 'bread' },
      { kind: 'statement', statement: { kind: 'allergy', value: 'peanut', holds: true } },
      { kind: 'impression' },
    ]);
    await expect(relayLearning(shop.services)).rejects.toThrow();
    const found = await shop.services.recollections.search('ada', {
      text: 'allergic to peanuts',
      limit: 5,
      excludeTurnIds: [],
    });
    expect(found).toHaveLength(1);
    state.mode = 'none';
    expect(await relayLearning(shop.services)).toBe(3);
    expect(await relayLearning(shop.services)).toBe(0);
  });

  it('nothing of what could not be stored', async () => {
    const state = trouble('fails');
    const shop = await openShop({
      wrap: ({ settings, learner }) => ({
        settings: troubled(settings, ['save'], state),
        learner: troubled(learner, ['learn'], state),
      }),
    });
    await shop.say("I'm allergic to peanuts");
    expect(await shop.announced('interaction')).toEqual([]);
  });

  it('shows in what is usual, and not when the shopper switched learning off', async () => {
    const shop = await openShop();
    const shopFor = async (shopperId: string) => {
      for (let week = 0; week < 5; week += 1) {
        shop.time.now += 7 * 24 * 3_600_000;
        for (const message of ['add 2 bananas', "that's all", 'yes']) await shop.say(message, { shopperId });
      }
      return shop.say('show me my usual order', { shopperId });
    };
    expect((await shopFor('ada')).text).toContain('Your usual: 2 × Bananas.');
    await shop.say('stop learning from me', { shopperId: 'ben' });
    expect((await shopFor('ben')).text).toContain("I don't know your usual order yet");
  });
});
