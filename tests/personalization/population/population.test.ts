import { beforeAll, describe, expect, it } from 'vitest';
import { complementary } from '#personalization/features/complementary.ts';
import { nextInterval } from '#personalization/features/next-interval.ts';
import { nextOrder } from '#personalization/features/next-order.ts';
import { usualOrders } from '#personalization/features/usual-orders.ts';
import type { Population } from '#personalization/population/population.ts';
import { gatherPopulation } from '#personalization/population/population-statistics.ts';
import { historyBefore, purchaseHistory } from '#personalization/population/purchase-history.ts';
import { defaultSettings } from '#personalization/settings/default-settings.ts';
import { contextOn, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';
import { learnerOver, twoKinds } from './many-shoppers.ts';

const inCart = (...productIds: readonly string[]) => ({
  basket: { productIds },
  spentCents: 0,
  offerable: new Map(
    ['milk', 'bread', 'jam', 'rice', 'beans'].map((id) => [id, { name: id.toUpperCase(), priceCents: 300 }]),
  ),
});

describe('what is learned over everybody', () => {
  let population: Population;
  beforeAll(async () => {
    population = await twoKinds();
  });

  async function eater(always: string, shift = 0) {
    const history = openHistory();
    for (const week of [0, 1, 2, 3]) await history.order(shift + week * 7, { [always]: 1, milk: 1 });
    return { history, profile: await history.profile(population, shift + 28) };
  }

  it('suggests to each shopper what others like them buy', async () => {
    const { profile: breakfast } = await eater('bread');
    const { profile: lunch } = await eater('rice');
    expect(nextOrder(breakfast).slice(0, 2).sort()).toEqual(['bread', 'milk']);
    expect(nextOrder(lunch).slice(0, 2).sort()).toEqual(['milk', 'rice']);
    expect(lunch.suggestions[0]!.productId).toBe('beans');
    expect(breakfast.suggestions[0]!.productId).toBe('jam');
  });

  it('gives chances, likeliest first, that say what is usual', async () => {
    const { profile } = await eater('bread');
    const [first] = profile.products;
    expect(first!.recurrence.probability).toBeGreaterThan(0.5);
    expect(first!.recurrence.probability).toBeLessThanOrEqual(1);
    expect(
      usualOrders(profile)
        .items.map(({ productId }) => productId)
        .sort(),
    ).toEqual(['bread', 'milk']);
  });

  it('is the same when the history and the moment move together by whole weeks', async () => {
    const { profile } = await eater('bread');
    const { profile: later } = await eater('bread', 70);
    expect(nextOrder(later)).toEqual(nextOrder(profile));
    expect(later.products[0]!.recurrence.probability).toBeCloseTo(
      profile.products[0]!.recurrence.probability,
      6,
    );
  });

  it('foretells the packs that are usual of a product where one shopper has said little', async () => {
    const history = openHistory();
    await history.order(0, { beans: 5 });
    const [beans] = (await history.profile(population, 7)).products;
    expect(beans!.quantity.packs).toBe(5);
  });

  it('gives a posterior of the interval that grows with the days, around what is usual', async () => {
    const history = openHistory();
    for (const day of [0, 14, 28]) await history.order(day, { jam: 2 });
    const profile = await history.profile(population, 30);
    const posterior = nextInterval('jam', profile.products[0]!.days, profile)!;
    expect(posterior.typicalDays).toBeGreaterThan(9);
    expect(posterior.typicalDays).toBeLessThan(20);
    const shares = [0, 7, 14, 21, 60].map((days) => posterior.shareWithin(days));
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBe(0);
    expect(posterior.shareWithin(21) - posterior.shareWithin(9)).toBeGreaterThan(0.5);
  });

  it('offers what goes with the cart, for each cart its own, with what it stands on', async () => {
    const { profile } = await eater('bread');
    const jam = complementary(profile, contextOn(28, inCart('bread', 'milk')));
    expect(jam.items[0]).toMatchObject({ productId: 'jam', name: 'JAM' });
    expect(jam.items[0]!.reason).toMatch(/^Bought together with BREAD in \d+ orders\.$/u);
    expect(jam.report).toMatchObject({ status: 'applied' });
    const { profile: lunch } = await eater('rice');
    const beans = complementary(lunch, contextOn(28, inCart('rice', 'milk')));
    expect(beans.items[0]!.productId).toBe('beans');
  });

  it('offers nothing that does not suit, costs more than is left, or was turned down', async () => {
    const { history, profile } = await eater('bread');
    const unsuited = {
      ...inCart('bread', 'milk'),
      offerable: new Map([['bread', { name: 'BREAD', priceCents: 1 }]]),
    };
    expect(complementary(profile, contextOn(28, unsuited)).items).toEqual([]);
    const named = (items: readonly { readonly productId: string }[]) =>
      items.map(({ productId }) => productId);
    await history.set({ budgetCents: 250 });
    const poor = complementary(await history.profile(population, 28), contextOn(28, inCart('bread', 'milk')));
    expect(named(poor.items)).toEqual([]);
    await history.set(switchedOff('budget_awareness'));
    const careless = complementary(
      await history.profile(population, 28),
      contextOn(28, inCart('bread', 'milk')),
    );
    expect(named(careless.items)).not.toEqual([]);
    await history.set({ features: defaultSettings('ana').features });
    await history.set({ budgetCents: null });
    await history.learn({ kind: 'rejection', at: 0, productId: 'jam' });
    const refused = complementary(
      await history.profile(population, 28),
      contextOn(28, inCart('bread', 'milk')),
    );
    expect(named(refused.items)).not.toContain('jam');
  });

  it('abstains from companions without a population, without a cart and when switched off', async () => {
    const { history, profile } = await eater('bread');
    const report = async (own: typeof profile, context = inCart('bread', 'milk')) =>
      complementary(own, contextOn(28, context)).report.status;
    expect(await report(await history.profile())).toBe('abstained');
    expect(await report(profile, inCart())).toBe('abstained');
    await history.set(switchedOff('complementary'));
    expect(await report(await history.profile(population, 28))).toBe('off');
  });

  it('speaks to a shopper without history from everybody alone', async () => {
    const profile = await openHistory().profile(population, 0);
    expect(profile.products).toEqual([]);
    expect(profile.suggestions).toEqual([]);
    expect(complementary(profile, contextOn(0, inCart('rice', 'milk'))).items[0]!.productId).toBe('beans');
  });

  it('gives a forgotten shopper what a new one gets', async () => {
    const { history } = await eater('bread');
    await history.graph.forget('ana');
    const fresh = await openHistory().profile(population, 28);
    const forgotten = await history.profile(population, 28);
    expect(nextOrder(forgotten)).toEqual(nextOrder(fresh));
    expect(complementary(forgotten, contextOn(28, inCart('bread', 'milk')))).toEqual(
      complementary(fresh, contextOn(28, inCart('bread', 'milk'))),
    );
  });
});

describe('learning over everybody', () => {
  it.each([
    ['too few orders', 25, 3],
    ['too few shoppers, however much they order', 19, 12],
  ])('learns nothing of the next order from %s, and says nothing by it', async (_, shoppers, orders) => {
    const history = openHistory();
    for (let shopper = 0; shopper < shoppers; shopper += 1) {
      for (let week = 0; week < orders; week += 1) {
        await history.order(week * 7, { milk: 1, tea: 1, rye: 2 }, shopper === 0 ? 'ana' : `s${shopper}`);
      }
    }
    const learner = learnerOver(history);
    expect(await learner.refresh()).toBe(true);
    expect(learner.current()).toMatchObject({ shoppers, basket: null, intervals: null });
    const own = (await history.profile()).products;
    const overall = (await history.profile(learner.current(), 90)).products;
    expect(overall.map(({ recurrence }) => recurrence)).toEqual(own.map(({ recurrence }) => recurrence));
  });

  it('learns anew only when somebody bought since, or was forgotten', async () => {
    const history = openHistory();
    await history.order(0, { milk: 1 });
    const learner = learnerOver(history);
    expect([await learner.refresh(), await learner.refresh()]).toEqual([true, false]);
    await history.order(7, { milk: 1 });
    expect(await learner.refresh()).toBe(true);
    await history.graph.forget('ana');
    expect(await learner.refresh()).toBe(true);
    expect(learner.current()).toMatchObject({ shoppers: 0, version: 3 });
  });

  it('takes a history apart at an order as it was before it', async () => {
    const history = openHistory();
    await history.order(0, { milk: 1, tea: 2 });
    await history.order(7, { milk: 3 });
    const { edges } = await history.graph.neighbourhood('ana');
    const whole = purchaseHistory(edges)!;
    expect(historyBefore(whole, 0)).toBeNull();
    const before = historyBefore(whole, 1)!;
    expect(before).toMatchObject({ orders: 1, trips: [whole.trips[0]] });
    expect(before.products.map(({ productId, count, quantities }) => [productId, count, quantities])).toEqual(
      expect.arrayContaining([
        ['milk', 1, [1]],
        ['tea', 1, [2]],
      ]),
    );
  });

  it('counts what is bought beside and what is newly bought after', async () => {
    const history = openHistory();
    await history.order(0, { milk: 1, tea: 1 });
    await history.order(7, { milk: 1, honey: 1 });
    const { edges } = await history.graph.neighbourhood('ana');
    const gathered = gatherPopulation();
    gathered.add('ana', purchaseHistory(edges)!);
    const statistics = gathered.finish();
    const place = (id: string) => statistics.places.get(id)!;
    expect(statistics).toMatchObject({ shoppers: 1, orders: 2 });
    expect(statistics.products[place('milk')]).toMatchObject({
      orders: 2,
      chances: 1,
      rebought: 1,
      repeaters: 1,
    });
    expect([...statistics.follows[place('tea')]!.products]).toEqual([place('honey')]);
    expect([...statistics.beside[place('milk')]!.products].sort()).toEqual(
      [place('tea'), place('honey')].sort(),
    );
  });
});
