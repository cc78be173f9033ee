import { describe, expect, it } from 'vitest';
import { companionsToName, complementary } from '#personalization/features/complementary.ts';
import type { FeatureContext } from '#personalization/features/feature-context.ts';
import { nextOrder } from '#personalization/features/next-order.ts';
import { reorderIntelligence } from '#personalization/features/reorder-intelligence.ts';
import { type EdgeKind, EVERYBODY, type Properties } from '#personalization/learning/edge.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { createCommonFactsReader } from '#personalization/population/common-facts.ts';
import { contextOn, onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

const TOGETHER = { orders: 40, shoppers: 12, support: 0.1, confidence: 0.5, lift: 2.5, score: 2.2 };

/** A shopper among the patterns of many, as the feedback job writes them. */
async function openAmongMany() {
  const history = openHistory();
  const { graph, settings } = history;
  const common = createCommonFactsReader({ graph, breathe: async () => {} });
  let events = 0;
  const write =
    (operation: 'assert' | 'close') =>
    async (source: string, kind: EdgeKind, target: string, props: Properties = {}) => {
      events += 1;
      const edge = { sourceId: `product:${source}`, kind, targetId: target };
      await graph.apply([
        {
          eventId: `f${events}`,
          shopperId: EVERYBODY,
          at: onDay(0) + events,
          recordedAt: onDay(0),
          source: 'feedback',
          operations: [
            operation === 'assert' ? { kind: 'assert', edge, props, replaces: [] } : { kind: 'close', edge },
          ],
        },
      ]);
    };
  const tell = write('assert');
  await tell('pasta', 'GOES_WITH', 'product:sauce', TOGETHER);
  await tell('pasta', 'GOES_WITH', 'product:wine', { ...TOGETHER, orders: 9, confidence: 0.1, score: 1.5 });
  await tell('pasta', 'PREFERRED', 'population', { shoppers: 30, reach: 0.4, repeatRate: 0.7 });
  await tell('sauce', 'PREFERRED', 'population', { shoppers: 20, reach: 0.3, repeatRate: 0.2 });
  await tell('pasta', 'REORDERED', 'population', {
    intervals: 60,
    shoppers: 20,
    typicalDays: 10,
    spread: 0.3,
  });
  await tell('sauce', 'REORDERED', 'population', {
    intervals: 30,
    shoppers: 9,
    typicalDays: 10,
    spread: 0.3,
  });
  return {
    ...history,
    common,
    tell,
    end: write('close'),
    profile: (day = 0) =>
      loadProfile(
        { graph, settings, overall: { population: { current: () => null }, common, now: () => onDay(day) } },
        'ana',
      ),
  };
}

const withCart = (...productIds: readonly string[]) => ({
  basket: { productIds },
  spentCents: 500,
  offerable: new Map(
    [...productIds, 'sauce', 'wine', 'cheese'].map((id) => [id, { name: id.toUpperCase(), priceCents: 400 }]),
  ) as FeatureContext['offerable'],
});
const ids = (items: readonly { readonly productId: string }[]) => items.map(({ productId }) => productId);

describe('what many shoppers do', () => {
  it('is nothing until it is read, is read again only when it changed, and ends when it holds no more', async () => {
    const { common, end, tell } = await openAmongMany();
    expect(common.current()).toBeNull();
    expect(await common.refresh()).toBe(true);
    expect(await common.refresh()).toBe(false);
    const before = common.current();
    await tell('pasta', 'GOES_WITH', 'product:sauce', { ...TOGETHER, orders: 50 });
    expect(common.current()).toBe(before);
    expect(await common.refresh()).toBe(true);
    expect(common.current()?.goesWith.get('pasta')?.[0]).toMatchObject({ productId: 'sauce', orders: 50 });
    await end('pasta', 'GOES_WITH', 'product:sauce');
    await common.refresh();
    expect(
      common
        .current()
        ?.goesWith.get('pasta')
        ?.map(({ productId }) => productId),
    ).toEqual(['wine']);
  });

  it('goes with the cart, in its own words, while nothing is learned over everybody', async () => {
    const { common, profile, set } = await openAmongMany();
    expect(complementary(await profile(), withCart('pasta')).report.status).toBe('abstained');
    await common.refresh();
    expect(companionsToName(await profile(), ['pasta'])).toEqual(['sauce', 'wine']);
    const { report, items } = complementary(await profile(), withCart('pasta'));
    expect(items.map(({ reason }) => reason)).toEqual([
      'Bought together with PASTA in 40 orders, 2.5 times as often as by chance.',
      'Bought together with PASTA in 9 orders, 2.5 times as often as by chance.',
    ]);
    expect(report).toMatchObject({ status: 'applied', confidence: 0.554, observations: 49 });
    await set({ budgetCents: 700 });
    expect(complementary(await profile(), withCart('pasta')).items).toEqual([]);
  });

  it('comes after what the shopper bought together, and obeys the switch and refusals', async () => {
    const { common, profile, order, learn, set } = await openAmongMany();
    await common.refresh();
    for (const day of [0, 7, 14]) {
      await order(day, { pasta: 1, cheese: 1, milk: 1 });
      // Milk is in every order: that it met pasta says nothing.
      await order(day + 3, { milk: 1, bread: 1 });
    }
    await learn({ kind: 'rejection', at: onDay(18), productId: 'sauce' });
    const { items } = complementary(await profile(), withCart('pasta'));
    expect(ids(items)).toEqual(['cheese', 'wine']);
    expect(items[0]?.reason).toBe('You bought it together with PASTA in 3 orders.');
    await set(switchedOff('complementary'));
    expect(complementary(await profile(), withCart('pasta')).items).toEqual([]);
  });

  it('tells when a thing bought once runs out, and names unasked only what most buy again', async () => {
    const { common, profile, order, end } = await openAmongMany();
    await order(0, { pasta: 1, sauce: 1 });
    const ask = (said: string) => ({ asked: { said, productIds: [said] } });
    const before = reorderIntelligence(await profile(), contextOn(20, ask('pasta')));
    expect(before.advice?.items).toEqual([]);
    await common.refresh();
    const { items, report } = reorderIntelligence(await profile(), contextOn(20));
    expect(ids(items)).toEqual(['pasta']);
    expect(items[0]).toMatchObject({
      status: 'due',
      evidence:
        'Shoppers buy it again after about 10 days (60 intervals); you bought it once, last 20 days ago.',
    });
    expect(report.reason).toContain('from how often shoppers buy it');
    expect(reorderIntelligence(await profile(), contextOn(1)).items).toEqual([]);
    const asked = reorderIntelligence(await profile(), contextOn(20, ask('sauce')));
    expect(asked.advice?.items).toMatchObject([{ productId: 'sauce', status: 'due' }]);
    await end('pasta', 'REORDERED', 'population');
    await common.refresh();
    expect(reorderIntelligence(await profile(), contextOn(20)).items).toEqual([]);
  });

  it('leaves a rhythm of the shopper alone', async () => {
    const { common, profile, order } = await openAmongMany();
    for (const day of [0, 30, 60, 90]) await order(day, { pasta: 1 });
    const alone = reorderIntelligence(await profile(), contextOn(100));
    await common.refresh();
    expect(reorderIntelligence(await profile(), contextOn(100))).toEqual(alone);
  });

  it('suggests what many buy and the shopper has not, the most liked first', async () => {
    const { common, profile, order } = await openAmongMany();
    await common.refresh();
    expect((await profile()).suggestions.map(({ productId }) => productId)).toEqual(['pasta', 'sauce']);
    await order(0, { pasta: 1 });
    const { suggestions } = await profile();
    expect(suggestions).toEqual([{ productId: 'sauce', probability: 0.3 / 3 }]);
    expect(nextOrder(await profile())).toEqual(['pasta', 'sauce']);
  });
});
