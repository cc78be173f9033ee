import { beforeAll, describe, expect, it } from 'vitest';
import { correctMemory, forgetMemory } from '#graph/correct-memory.ts';
import { listMemory } from '#graph/list-memory.ts';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import type { FeatureName } from '#personalization/features/feature.ts';
import type { Population } from '#personalization/population/population.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { familyShelf, households, weekOf } from '#tests/personalization/population/stated-households.ts';
import { openShop, type Shop } from './turn-services.ts';

const DAY_MS = 24 * 3_600_000;

/** Spreads of one kind from $2 to $9 a pound; what each is made of differs. */
const spreads = Array.from({ length: 8 }, (_, place) =>
  fixtureProduct(
    `spread-${place}`,
    `Maker ${place} Plain Spread`,
    'Pantry/Spreads',
    '16 oz',
    200 + 100 * place,
    {
      brand: `Maker ${place}`,
      contains: 'none',
      ...(place === 0 && { notDiets: 'vegan' }),
      ...(place === 1 && { diets: 'vegan' }),
      ...(place === 5 && { organic: 'yes' as const }),
      ...(place === 6 && { organic: 'yes' as const }),
    },
  ),
);
/** Other kinds at the same prices: one kind alone shows no level. */
const KINDS = ['cookies', 'pretzels', 'popcorn', 'granola'];
const others = KINDS.flatMap((kind) =>
  Array.from({ length: 8 }, (_, place) =>
    fixtureProduct(
      `${kind}-${place}`,
      `Maker ${place} Plain ${kind}`,
      `Snacks/${kind}`,
      '16 oz',
      200 + 100 * place,
    ),
  ),
);
const products = [...fixtureProducts, ...spreads, ...others];

const offered = ({ personalization }: Awaited<ReturnType<Shop['say']>>) =>
  personalization.alternatives.map(({ productId }) => productId);
const reportOf = ({ personalization }: Awaited<ReturnType<Shop['say']>>, name: FeatureName) =>
  personalization.features.find((feature) => feature.name === name)!;
const factsOf = async ({ services }: Shop, shopperId = 'ada') =>
  (await listMemory(services, shopperId, { limit: 200 })).facts;

async function switchOff({ services }: Shop, name: FeatureName) {
  const settings = await services.settings.load('ada');
  const features = { ...settings.features, [name]: false };
  await services.settings.save({ ...settings, features, revision: settings.revision + 1 });
}

/** Thirty weekly orders of one thing of each kind, all at one place of their shelf. */
async function buysAt(shop: Shop, place: number, shopperId = 'ada') {
  const now = shop.services.clock.now();
  await shop.services.learner.learn(
    Array.from({ length: 30 }, (_, week) => ({
      eventId: `${shopperId}-${place}-${week}`,
      shopperId,
      kind: 'purchase' as const,
      at: now - (week + 1) * 7 * DAY_MS,
      lines: ['spread', ...KINDS].map((kind) => ({
        productId: `${kind}-${place}`,
        quantity: 1,
        unitPriceCents: 200 + 100 * place,
      })),
      source: 'test',
    })),
    { privacy: { learning: true } },
  );
}

describe('what costs less by the unit', () => {
  it('never breaks a diet, also when it was told after the dearer one lay in the cart', async () => {
    const shop = await openShop({ products });
    await shop.say('my budget is 9 dollars');
    await shop.say('add Maker 4 plain spread');
    expect(offered(await shop.say('show my cart'))).toEqual(['spread-0']);
    await shop.say("I'm vegan");
    const [alternative] = (await shop.say('show my cart')).personalization.alternatives;
    expect(alternative).toMatchObject({
      productId: 'spread-1',
      reason:
        '$3.00 per lb less than Maker 4 Plain Spread (50% less by the unit). Your cart is close to your budget.',
    });
  });

  it('keeps what the label of the dearer one claims', async () => {
    const shop = await openShop({ products });
    await shop.say('my budget is 9 dollars');
    await shop.say('add Maker 6 plain spread');
    expect(offered(await shop.say('show my cart'))).toEqual(['spread-5']);
  });

  it('is told apart by its size where it is the same thing', async () => {
    const tub = (id: string, size: string, cents: number) =>
      fixtureProduct(id, 'Maker 9 Smooth Hummus', 'Deli/Hummus', size, cents, { brand: 'Maker 9' });
    const shop = await openShop({
      products: [...products, tub('small', '8 oz', 400), tub('half', '16 oz', 300), tub('big', '32 oz', 500)],
    });
    await shop.services.desk.change('ada', {
      command: { kind: 'add', productId: 'small', quantity: 1 },
      expectedRevision: null,
      operationId: 'small-one',
      source: 'test',
    });
    await shop.say('my budget is 5 dollars');
    const [alternative, ...more] = (await shop.say('show my cart')).personalization.alternatives;
    // The big one costs less by the unit, and more than the budget is over by.
    expect(alternative).toMatchObject({ productId: 'half', name: 'Maker 9 Smooth Hummus (16 oz)' });
    expect(alternative!.reason).toContain('less than Maker 9 Smooth Hummus (8 oz)');
    expect(more).toEqual([]);
  });

  it('is never something that costs as much or more', async () => {
    const shop = await openShop({ products });
    await shop.say('my budget is 3 dollars');
    await shop.say('add Maker 0 plain spread');
    expect(offered(await shop.say('show my cart'))).toEqual([]);
  });
});

describe('budget awareness switched off', () => {
  it('says nothing of the budget, offers nothing cheaper, and leaves the order of a list', async () => {
    const shop = await openShop({ products });
    await shop.say('my budget is 9 dollars');
    await shop.say('add Maker 4 plain spread');
    const before = await shop.say('show my cart');
    expect(before.text).toContain('budget');
    const ordered = await shop.say('show me plain spread');
    expect(
      ordered.products.some(({ reasons }) => reasons.includes('More than what is left of your budget')),
    ).toBe(true);
    await switchOff(shop, 'budget_awareness');
    const off = await shop.say('show my cart');
    expect(off.text).not.toContain('budget');
    expect(offered(off)).toEqual([]);
    expect(reportOf(off, 'budget_awareness')).toMatchObject({ status: 'off', observations: 0 });
    const plain = await shop.say('show me plain spread');
    expect(plain.products.flatMap(({ reasons }) => reasons)).not.toContain(
      'More than what is left of your budget',
    );
    expect(plain.products.map(({ rank, unpersonalizedRank }) => rank - unpersonalizedRank)).toEqual(
      plain.products.map(() => 0),
    );
  });
});

describe('the price level in a turn', () => {
  it('is another for another history, and none for somebody new', async () => {
    const shop = await openShop({ products });
    await buysAt(shop, 1, 'ada');
    await buysAt(shop, 6, 'ben');
    const levels = [];
    for (const shopperId of ['ada', 'ben', 'new']) {
      const said = await shop.say('show me plain spread', { shopperId });
      levels.push(reportOf(said, 'budget_awareness'));
      expect(offered(said).length > 0).toBe(shopperId === 'ada');
    }
    expect(levels[0]!.reason).toMatch(/cheaper things of a kind/u);
    expect(levels[1]!.reason).toMatch(/dearer things of a kind/u);
    expect(levels[2]).toMatchObject({
      status: 'abstained',
      confidence: 0,
      observations: 0,
      reason: 'I know no price that you paid yet which I could compare.',
    });
  });

  it('fades when nothing is bought for years', async () => {
    const shop = await openShop({ products });
    await buysAt(shop, 1);
    expect(offered(await shop.say('show me plain spread'))).not.toEqual([]);
    shop.time.now += 20 * 365 * DAY_MS;
    const later = await shop.say('show me plain spread');
    expect(offered(later)).toEqual([]);
    expect(reportOf(later, 'budget_awareness').status).toBe('abstained');
  });

  it('is gone with the shopper', async () => {
    const shop = await openShop({ products });
    await shop.say('my budget is 9 dollars');
    await buysAt(shop, 1);
    await shop.say('show me plain spread');
    await shop.services.preferences.forget('ada');
    await shop.services.settings.forget('ada');
    expect(await factsOf(shop)).toEqual([]);
    const stranger = await shop.say('show me plain spread');
    expect(offered(stranger)).toEqual([]);
    expect(reportOf(stranger, 'budget_awareness')).toMatchObject({ status: 'abstained', observations: 0 });
  });
});

describe('the household in a turn', () => {
  let everybody: Population;
  beforeAll(async () => {
    everybody = await households(80);
  });

  /** A shop that learned households of others; its shoppers buy as those do. */
  const openFamilyShop = () =>
    openShop({
      products,
      wrap: () => ({
        priceShelf: familyShelf,
        population: { current: () => everybody, refresh: async () => false },
      }),
    });
  async function buysFor(shop: Shop, size: number, shopperId = 'ada') {
    const random = seededRandom(9);
    const now = shop.services.clock.now();
    await shop.services.learner.learn(
      Array.from({ length: 10 }, (_, week) => ({
        eventId: `${shopperId}-${week}`,
        shopperId,
        kind: 'purchase' as const,
        at: now - (10 - week) * 7 * DAY_MS,
        lines: Object.entries(weekOf(size, random)).map(([productId, quantity]) => ({ productId, quantity })),
        source: 'test',
      })),
      { privacy: { learning: true } },
    );
  }
  const estimateOf = async (shop: Shop, shopperId = 'ada') =>
    (await factsOf(shop, shopperId)).find(({ kind }) => kind === 'household_estimate');

  it('scales a dish to what was told, and not once it is switched off', async () => {
    const shop = await openShop({ products });
    await shop.say('we are a family of 6');
    expect((await shop.say('what do I need for chicken curry?')).text).toContain(
      'For your household of 6, take 1.5 times its amounts.',
    );
    await switchOff(shop, 'household');
    const off = await shop.say('what do I need for chicken curry?');
    expect(off.text).not.toContain('household');
    expect(reportOf(off, 'household')).toMatchObject({ status: 'off', observations: 0 });
  });

  it('is told as an estimate to whom it is of, another for another history, none for somebody new', async () => {
    const shop = await openFamilyShop();
    await buysFor(shop, 1, 'ada');
    await buysFor(shop, 5, 'ben');
    const [one, five] = [await estimateOf(shop, 'ada'), await estimateOf(shop, 'ben')];
    expect(one).toMatchObject({
      source: 'learned',
      value: 1,
      observations: 10,
      corrections: ['holds', 'value'],
    });
    expect(five!.value).toBeGreaterThan(3);
    expect(five!.text).toMatch(/^Your 10 orders look like those of \d people/u);
    expect(await estimateOf(shop, 'new')).toBeUndefined();
    expect(reportOf(await shop.say('hello', { shopperId: 'new' }), 'household').status).toBe('abstained');
  });

  it('gives way to the size that the shopper sets in its place, at once and for dishes too', async () => {
    const shop = await openFamilyShop();
    await buysFor(shop, 1);
    const { id } = (await estimateOf(shop))!;
    expect(await correctMemory(shop.services, 'ben', id, { value: 3 })).toEqual({ kind: 'unknown' });
    expect(await correctMemory(shop.services, 'ada', id, { value: 0 })).toMatchObject({ kind: 'refused' });
    expect(await correctMemory(shop.services, 'ada', id, { value: 8 })).toMatchObject({
      kind: 'corrected',
      fact: { kind: 'household', value: 8, source: 'stated' },
    });
    expect(await estimateOf(shop)).toBeUndefined();
    expect((await shop.say('what do I need for chicken curry?')).text).toContain('household of 8');
  });

  it('is forgotten for good, until the shopper takes that back', async () => {
    const shop = await openFamilyShop();
    await buysFor(shop, 5);
    expect(await forgetMemory(shop.services, 'ada', (await estimateOf(shop))!.id)).toBe(true);
    expect(await estimateOf(shop)).toBeUndefined();
    expect(reportOf(await shop.say('hello'), 'household')).toMatchObject({
      status: 'abstained',
      reason: 'You asked me not to estimate your household; tell me “there are four of us” and I will know.',
    });
    const told = (await factsOf(shop)).find(({ text }) => text.includes('not to estimate your household'))!;
    expect(await forgetMemory(shop.services, 'ada', told.id)).toBe(true);
    expect(await estimateOf(shop)).toBeDefined();
    await switchOff(shop, 'household');
    expect(await estimateOf(shop)).toBeUndefined();
  });
});
