import { describe, expect, it } from 'vitest';
import { buildProfile } from '#personalization/build-profile.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { contextOn, onDay, openHistory } from '#tests/personalization/shopper-history.ts';

describe('a profile', () => {
  it('is empty for a shopper without history', async () => {
    const profile = await openHistory().profile();
    expect(profile).toMatchObject({ trips: null, products: [], failures: [], settings: { revision: 0 } });
  });

  it('holds what the history says of each product', async () => {
    const history = openHistory();
    await history.order(0, { milk: 1, tea: 2 });
    await history.order(7, { milk: 1 });
    await history.order(14, { milk: 3 });
    const profile = await history.profile();
    expect(profile.trips).toMatchObject({
      orders: 3,
      lastOrderedAt: onDay(14),
      weekdays: [0, 3, 0, 0, 0, 0, 0],
    });
    expect(profile.trips!.meanProducts).toBeCloseTo(4 / 3);
    expect(
      profile.products.map(({ productId, recurrence }) => [
        productId,
        recurrence.purchases,
        recurrence.missed,
      ]),
    ).toEqual([
      ['milk', 3, 0],
      ['tea', 1, 2],
    ]);
  });

  it('forgets with the shopper', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14]) await history.order(day, { milk: 1 });
    await history.graph.forget('ana');
    expect(runFeatures(await history.profile(), contextOn(20)).section.enabled).toBe(false);
  });

  it('is unpersonalised and says so when the graph cannot be asked', async () => {
    const history = openHistory();
    await history.set({ allergies: ['peanut'] });
    const down = () => Promise.reject(new Error('graph is down'));
    const graph = { neighbourhood: down, version: down };
    const profile = await loadProfile({ graph, settings: history.settings }, 'ana');
    expect(profile).toMatchObject({
      products: [],
      settings: { allergies: ['peanut'] },
      failures: [{ capability: 'graph_memory', reason: 'graph is down' }],
    });
  });

  it('does not pretend to know of no allergies when the settings cannot be read', async () => {
    const history = openHistory();
    const settings = { load: () => Promise.reject(new Error('settings are down')) };
    const profile = await loadProfile({ graph: history.graph, settings }, 'ana');
    expect(profile).toMatchObject({
      settings: null,
      failures: [{ capability: 'settings', reason: 'settings are down' }],
    });
    const { section } = runFeatures(profile, contextOn(0));
    expect(section.features.every(({ status }) => status === 'degraded')).toBe(true);
  });

  it('is the same when every time in the history and the question move together', async () => {
    const runs = await Promise.all(
      [0, 700].map(async (shift) => {
        const history = openHistory();
        for (const day of [0, 7, 14, 21])
          await history.order(shift + day, { milk: 2, ...(day % 14 === 0 && { tea: 1 }) });
        return runFeatures(
          await history.profile(),
          contextOn(shift + 27, { asked: { said: 'milk', productIds: ['milk'] } }),
        );
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
  });

  it('changes its advice when only time passes', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14, 21]) await history.order(day, { milk: 2 });
    const profile = await history.profile();
    const due = (day: number) =>
      runFeatures(profile, contextOn(day)).section.reorder.map(({ status }) => status);
    expect(due(22)).toEqual([]);
    expect(due(30)).toEqual(['due']);
  });

  it("can be built as of yesterday from the graph's view of then", async () => {
    const history = openHistory();
    for (const day of [0, 7, 14, 21]) await history.order(day, { milk: 1 });
    const settings = await history.settings.load('ana');
    const { edges } = await history.graph.neighbourhood('ana', { asOf: onDay(14) + DAY_MS });
    expect(buildProfile('ana', settings, edges, []).trips).toMatchObject({ orders: 3 });
  });

  it('counts orders beyond those it remembers one by one', async () => {
    const history = openHistory();
    for (let week = 0; week < 80; week += 1)
      await history.order(week * 7, { bread: 1, ...(week < 3 && { milk: 1 }) });
    const profile = await history.profile();
    const [bread, milk] = ['bread', 'milk'].map(
      (id) => profile.products.find(({ productId }) => productId === id)!,
    );
    expect(bread!.recurrence).toMatchObject({ purchases: 80, chances: 80, missed: 0 });
    expect(milk!.recurrence.missed).toBeGreaterThan(74);
    expect(milk!.recurrence.missed).toBeLessThan(80);
    expect(milk!.recurrence.active).toBeLessThan(0.05);
  });
});
