import { describe, expect, it } from 'vitest';
import { correctMemory, forgetMemory } from '#graph/correct-memory.ts';
import { listMemory } from '#graph/list-memory.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { trouble, troubled } from './trouble.ts';
import { openShop, type Shop } from './turn-services.ts';

const DAY_MS = 24 * 3_600_000;

/** Crackers from $2 to $9 a pound of one kind, besides some that do not suit everybody. */
const crackers = [
  ...Array.from({ length: 8 }, (_, index) =>
    fixtureProduct(
      `crackers-${index}`,
      `Maker ${index} Water Crackers`,
      'Snacks/Crackers',
      '16 oz',
      200 + 100 * index,
      {
        brand: `Maker ${index}`,
        contains: index === 1 ? 'peanut' : 'wheat',
        stock: index === 0 ? 0 : 50,
        diets: 'vegan vegetarian',
      },
    ),
  ),
  fixtureProduct('rye-crackers', 'Maker 9 Rye Crackers', 'Snacks/Crackers', '16 oz', 150, {
    brand: 'Maker 9',
    contains: 'wheat',
    diets: 'vegan vegetarian',
  }),
];
/** Other kinds with the same prices, for purchases to show a level. */
const otherKinds = ['Cookies', 'Pretzels', 'Popcorn', 'Granola'].flatMap((kind) =>
  Array.from({ length: 8 }, (_, index) =>
    fixtureProduct(
      `${kind}-${index}`,
      `Maker ${index} Plain ${kind}`,
      `Snacks/${kind}`,
      '16 oz',
      200 + 100 * index,
    ),
  ),
);
const products = [...fixtureProducts, ...crackers, ...otherKinds];
const openCrackerShop = (wrap?: NonNullable<Parameters<typeof openShop>[0]>['wrap']) =>
  openShop({ products, ...(wrap !== undefined && { wrap }) });

/** Bought something of each kind every week: cheap or dear ones. */
async function bought(shop: Shop, place: 'cheap' | 'dear') {
  const now = shop.services.clock.now();
  const index = place === 'cheap' ? 1 : 6;
  const ids = ['crackers', 'Cookies', 'Pretzels', 'Popcorn', 'Granola'].map((kind) => `${kind}-${index}`);
  await shop.services.learner.learn(
    Array.from({ length: 30 }, (_, week) => ({
      eventId: `${place}-${week}`,
      shopperId: 'ada',
      kind: 'purchase' as const,
      at: now - (week + 1) * 7 * DAY_MS,
      lines: ids.map((productId) => ({
        productId,
        quantity: 1,
        unitPriceCents: products.find(({ id }) => id === productId)!.priceCents,
      })),
      source: 'test',
    })),
    { privacy: { learning: true } },
  );
}
const alternatives = ({ personalization }: Awaited<ReturnType<Shop['say']>>) =>
  personalization.alternatives.map(({ productId }) => productId);
const estimates = async ({ services }: Shop) =>
  (await listMemory(services, 'ada', { limit: 200, kinds: ['price_level', 'household_estimate'] })).facts;

describe('a budget in a turn', () => {
  it('is told whenever the cart changes or is shown, and when it goes over', async () => {
    const shop = await openCrackerShop();
    await shop.say('my budget is 12 dollars');
    expect((await shop.say('add Maker 4 water crackers')).text).toContain(
      'That leaves $6.00 of your $12.00 budget.',
    );
    const over = await shop.say('make it 3');
    expect(over.text).toContain('That is $6.00 over your $12.00 budget.');
    expect((await shop.say('show my cart')).text).toContain('That is $6.00 over your $12.00 budget.');
    expect((await shop.say('show me peanut butter')).text).not.toContain('budget');
  });

  it('brings what costs less by the unit once the cart is near it: in stock, allowed, of the same kind', async () => {
    const shop = await openCrackerShop();
    await shop.say('my budget is 12 dollars');
    await shop.say("I'm allergic to peanuts");
    expect(alternatives(await shop.say('add Maker 3 water crackers'))).toEqual([]);
    const near = await shop.say('make it 2');
    // Crackers-0 is sold out, 1 holds peanuts, rye crackers are another thing.
    expect(near.personalization.alternatives).toEqual([
      {
        productId: 'crackers-2',
        name: 'Maker 2 Water Crackers',
        reason:
          '$1.00 per lb less than Maker 3 Water Crackers (20% less by the unit). Your cart is close to your budget.',
      },
    ]);
    expect(alternatives(await shop.say('show my cart', { view: 'all' }))).toEqual([]);
  });

  it('brings them to who buys cheap and not to who buys dear', async () => {
    const [cheap, dear] = [await openCrackerShop(), await openCrackerShop()];
    await bought(cheap, 'cheap');
    await bought(dear, 'dear');
    expect(alternatives(await cheap.say('add Maker 4 water crackers'))).toEqual(['crackers-1']);
    expect(alternatives(await dear.say('add Maker 4 water crackers'))).toEqual([]);
  });

  it('brings none and says so while what was learned cannot be read', async () => {
    const graph = trouble();
    const shop = await openCrackerShop(({ preferences }) => ({
      preferences: troubled(preferences, ['neighbourhood', 'version'], graph),
    }));
    await bought(shop, 'cheap');
    await shop.say('my budget is 12 dollars');
    await shop.say('add Maker 4 water crackers');
    graph.mode = 'fails';
    const reply = await shop.say('make it 2');
    expect(reply.text).toContain('That leaves $0.00 of your $12.00 budget.');
    expect(alternatives(reply)).toEqual([]);
    const report = reply.personalization.features.find(({ name }) => name === 'budget_awareness');
    expect(report).toMatchObject({
      status: 'degraded',
      reason: "I keep to the budget that you told me. I can't reach what I learned about you right now.",
    });
  });

  it('puts what it no longer bears behind what it does, unless all is asked for', async () => {
    const shop = await openCrackerShop();
    await shop.say('my budget is 7 dollars');
    await shop.say('add basmati rice');
    await shop.say('clear my cart');
    await shop.say('add Maker 1 water crackers');
    const reply = await shop.say('show me crackers');
    const tooDear = reply.products.map(({ priceCents }) => (priceCents ?? 0) > 400);
    expect(tooDear.indexOf(true)).toBeGreaterThan(0);
    expect(tooDear.slice(tooDear.indexOf(true)).every(Boolean)).toBe(true);
    const all = await shop.say('show me crackers', { view: 'all' });
    expect(all.products.map(({ rank, unpersonalizedRank }) => rank - unpersonalizedRank)).toEqual(
      all.products.map(() => 0),
    );
    expect(all.products.map(({ productId }) => productId)).not.toEqual(
      reply.products.map(({ productId }) => productId),
    );
  });
});

describe('the price level among the facts', () => {
  it('is shown with its evidence, and forgotten for good', async () => {
    const shop = await openCrackerShop();
    await bought(shop, 'cheap');
    const [level] = await estimates(shop);
    expect(level).toMatchObject({
      kind: 'price_level',
      source: 'learned',
      observations: 150,
      corrections: ['holds'],
    });
    expect(level!.text).toMatch(/cheaper things of a kind/u);
    expect(await forgetMemory(shop.services, 'ben', level!.id)).toBe(false);
    expect(await correctMemory(shop.services, 'ada', level!.id, { value: 3 })).toMatchObject({
      kind: 'refused',
    });
    expect(await forgetMemory(shop.services, 'ada', level!.id)).toBe(true);
    expect(await estimates(shop)).toEqual([]);
    expect(alternatives(await shop.say('add Maker 4 water crackers'))).toEqual([]);

    const facts = (await listMemory(shop.services, 'ada', { limit: 200, kinds: ['statement'] })).facts;
    expect(facts[0]!.text).toMatch(
      /^You asked me on .* not to judge your price level by what you bought before\.$/u,
    );
    expect(await forgetMemory(shop.services, 'ada', facts[0]!.id)).toBe(true);
    expect(await estimates(shop)).toHaveLength(1);
  });

  it('is not shown when switched off', async () => {
    const shop = await openCrackerShop();
    await bought(shop, 'cheap');
    const settings = await shop.services.settings.load('ada');
    const features = { ...settings.features, budget_awareness: false };
    await shop.services.settings.save({ ...settings, features, revision: settings.revision + 1 });
    expect(await estimates(shop)).toEqual([]);
  });
});
