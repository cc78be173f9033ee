import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantityMemory, usualAmountReason } from '#personalization/features/quantity-memory.ts';
import { usualOrders } from '#personalization/features/usual-orders.ts';
import { learnQuantityHabit, usualQuantity } from '#personalization/learning/usual-quantity.ts';
import { type Basket, onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

async function usualAfter(baskets: readonly Basket[]) {
  const history = openHistory();
  for (const [week, basket] of baskets.entries()) await history.order(week * 7, basket);
  const { report, items } = usualOrders(await history.profile());
  return {
    report,
    basket: Object.fromEntries(items.map(({ productId, quantity }) => [productId, quantity])),
    items,
  };
}
const week: Basket = { milk: 2, eggs: 1, bread: 1 };

describe('usual orders', () => {
  it('is the regular basket with its quantities after five weekly orders', async () => {
    const { report, basket, items } = await usualAfter([
      week,
      { ...week, cake: 1 },
      week,
      week,
      { ...week, tea: 1 },
    ]);
    expect(basket).toEqual({ milk: 2, eggs: 1, bread: 1 });
    expect(report).toMatchObject({ status: 'applied', observations: 5 });
    expect(report.confidence).toBeGreaterThan(0.6);
    expect(items.find(({ productId }) => productId === 'milk')!.reason).toBe(
      'In all of your last 5 orders, usually 2.',
    );
  });

  it('differs for two different histories', async () => {
    const one = await usualAfter([week, week, week]);
    const other = await usualAfter([
      { rice: 1, tofu: 3 },
      { rice: 1, tofu: 3 },
      { rice: 1, tofu: 3 },
    ]);
    expect(one.basket).toEqual({ milk: 2, eggs: 1, bread: 1 });
    expect(other.basket).toEqual({ rice: 1, tofu: 3 });
  });

  it.each([0, 1, 2])('abstains after %i orders and says how many there are', async (orders) => {
    const { report, basket } = await usualAfter(Array.from({ length: orders }, () => week));
    expect(basket).toEqual({});
    expect(report).toMatchObject({ status: 'abstained', confidence: 0, observations: orders });
    expect(report.reason).toContain(orders === 0 ? 'no orders yet' : `(${orders} of 3)`);
  });

  it('abstains when nothing recurs', async () => {
    const { report, basket } = await usualAfter([{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }]);
    expect(basket).toEqual({});
    expect(report).toMatchObject({ status: 'abstained', observations: 4 });
  });

  it('keeps what is bought every second time', async () => {
    const odd = { milk: 1, oil: 1 };
    const { basket } = await usualAfter([odd, { milk: 1 }, odd, { milk: 1 }, odd, { milk: 1 }, odd]);
    expect(basket).toEqual({ milk: 1, oil: 1 });
  });

  it('drops what was given up and takes up what came instead', async () => {
    const before = { milk: 1, bread: 1 };
    const after = { oats: 1, bread: 1 };
    const { basket } = await usualAfter([...Array(8).fill(before), ...Array(6).fill(after)]);
    expect(basket).toEqual({ oats: 1, bread: 1 });
  });

  it('is off when switched off, and degraded when the graph or the settings are lost', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14]) await history.order(day, week);
    await history.set(switchedOff('usual_orders'));
    const profile = await history.profile();
    expect(usualOrders(profile)).toMatchObject({ report: { status: 'off' }, items: [] });
    const on = { ...profile, settings: { ...profile.settings!, ...switchedOff('household') } };
    expect(usualOrders(on).report.status).toBe('applied');
    const lost = { ...on, failures: [{ capability: 'graph_memory', reason: 'down' }] } as const;
    expect(usualOrders(lost)).toMatchObject({ report: { status: 'degraded' }, items: [] });
    expect(usualOrders({ ...profile, settings: null }).report.status).toBe('degraded');
  });
});

describe('the usual order of a day', () => {
  /** Monday and Thursday orders: milk in all, bread on Mondays, fish on Thursdays. */
  const shopper = async (weeks: number) => {
    const history = openHistory();
    for (let week = 0; week < weeks; week += 1) {
      await history.order(week * 7, { milk: 1, bread: 1 });
      await history.order(week * 7 + 3, { milk: 1, fish: 1 });
    }
    return history.profile();
  };
  const basketOn = (profile: Awaited<ReturnType<typeof shopper>>, day: number) =>
    usualOrders(profile, onDay(day))
      .items.map(({ productId }) => productId)
      .sort();

  it('holds what is bought on that day of the week, and says so', async () => {
    const profile = await shopper(10);
    expect(basketOn(profile, 70)).toEqual(['bread', 'milk']);
    expect(basketOn(profile, 73)).toEqual(['fish', 'milk']);
    const reasons = usualOrders(profile, onDay(70)).items.map(({ reason }) => reason);
    expect(reasons.join()).toContain('On Mondays in 8 of your last 8 orders.');
    expect(reasons.find((reason) => reason.startsWith('In all'))).not.toContain('On ');
  });

  it('is that of any day where the shopper never ordered, or with too few orders to tell', async () => {
    const profile = await shopper(10);
    expect(basketOn(profile, 72)).toEqual(
      usualOrders(profile)
        .items.map(({ productId }) => productId)
        .sort(),
    );
    const early = await shopper(2);
    expect(
      usualOrders(early, onDay(14))
        .items.map(({ reason }) => reason)
        .join(),
    ).not.toContain('Mondays');
  });

  it('stays the same whatever the day for who buys alike on all of them', async () => {
    const history = openHistory();
    for (let time = 0; time < 20; time += 1) await history.order(time * 3, { milk: 1, bread: 1 });
    const profile = await history.profile();
    for (const day of [60, 61, 62, 63, 64, 65, 66]) expect(basketOn(profile, day)).toEqual(['bread', 'milk']);
  });
});

describe('quantity memory', () => {
  it('knows the usual packs of a product and how they spread', async () => {
    const history = openHistory();
    for (const [index, packs] of [2, 2, 3, 2, 1, 2, 2].entries())
      await history.order(index * 7, { milk: packs });
    const profile = await history.profile();
    expect(quantityMemory(profile).habits).toMatchObject([{ productId: 'milk', quantity: 2, purchases: 7 }]);
    expect(usualAmountReason(profile.products[0]!)).toBe('You usually buy 2 (between 1 and 3)');
  });

  it('follows a lasting change', async () => {
    const history = openHistory();
    const packs = [...Array(10).fill(1), ...Array(4).fill(4)];
    for (const [index, quantity] of packs.entries()) await history.order(index * 7, { milk: quantity });
    expect(quantityMemory(await history.profile()).habits[0]!.quantity).toBe(4);
  });

  it('is not thrown by one exception', async () => {
    const history = openHistory();
    for (const [index, packs] of [2, 2, 2, 2, 2, 2, 9].entries()) {
      await history.order(index * 7, { milk: packs, eggs: 1, tea: 3 });
    }
    const habits = quantityMemory(await history.profile()).habits;
    expect(Object.fromEntries(habits.map(({ productId, quantity }) => [productId, quantity]))).toEqual({
      milk: 2,
      eggs: 1,
      tea: 3,
    });
  });

  it('lets late purchases outweigh more of the early ones exactly when that is how the shopper is', () => {
    const recent = [1, 1, 1, 2, 2].map((quantity, index) => [index, quantity] as const);
    const amounts = {
      sum: 7,
      squares: 11,
      histogram: { 1: 3, 2: 2 },
      centsSum: 0,
      centsCount: 0,
      weekdays: [],
      recent,
    };
    expect(usualQuantity(amounts, { fade: 0.5, hitRate: 0.5 }).packs).toBe(2);
    expect(usualQuantity(amounts, { fade: 1, hitRate: 0.5 }).packs).toBe(1);
  });

  it('abstains without a repeated purchase', async () => {
    const history = openHistory();
    expect(quantityMemory(await history.profile())).toMatchObject({
      report: { status: 'abstained' },
      habits: [],
    });
    await history.order(0, { milk: 2 });
    expect(quantityMemory(await history.profile()).report).toMatchObject({
      status: 'abstained',
      observations: 0,
    });
  });

  it('always answers an amount that was really bought', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }), (packs) => {
        const histogram: Record<string, number> = {};
        for (const quantity of packs) histogram[quantity] = (histogram[quantity] ?? 0) + 1;
        const recent = packs.map((quantity, index) => [index, quantity] as const);
        const amounts = { sum: 0, squares: 0, histogram, centsSum: 0, centsCount: 0, weekdays: [], recent };
        const usual = usualQuantity(amounts, learnQuantityHabit([amounts]));
        expect(packs).toContain(usual.packs);
        expect(usual.low).toBeLessThanOrEqual(usual.high);
        expect(usual.confidence).toBeGreaterThan(0);
        expect(usual.confidence).toBeLessThan(1);
      }),
    );
  });
});
