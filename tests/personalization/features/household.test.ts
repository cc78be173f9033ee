import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { household } from '#personalization/features/household.ts';
import { disownment } from '#personalization/learning/disowned-estimates.ts';
import { productNode } from '#personalization/learning/graph-change.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { LEAST_STATED } from '#personalization/population/learn-households.ts';
import type { Population } from '#personalization/population/population.ts';
import {
  familyShelf,
  households,
  openHouseholds,
  weekOf,
} from '#tests/personalization/population/stated-households.ts';
import { onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

let population: Population;
beforeAll(async () => {
  population = await households(80);
});

async function familyOf(size: number, weeks = 10) {
  const history = openHistory();
  const random = seededRandom(9);
  for (let week = 0; week < weeks; week += 1) await history.order(week * 7, weekOf(size, random));
  return history;
}
const known = async (history: ReturnType<typeof openHistory>, from: Population | null = population) =>
  household(await history.profile(from, 70, familyShelf));

describe('the household', () => {
  it('is larger for who buys as large ones do, with a range, and says from what', async () => {
    const [one, five] = [await known(await familyOf(1)), await known(await familyOf(5))];
    expect(one.people!.mean).toBeLessThan(2);
    expect(five.people!.mean).toBeGreaterThan(4);
    expect(one.people!.high).toBeLessThan(five.people!.mean);
    for (const { people } of [one, five]) {
      expect(people!.low).toBeLessThanOrEqual(people!.mean + 0.5);
      expect(people!.high).toBeGreaterThanOrEqual(people!.mean - 0.5);
    }
    expect(five.report).toMatchObject({ status: 'applied', observations: 10 });
    expect(five.report.reason).toMatch(/^Your 10 orders look like those of 5 people/u);
  });

  it('is as told, whatever the orders say', async () => {
    const history = await familyOf(5);
    await history.set({ householdSize: 2 });
    expect(await known(history)).toMatchObject({
      size: 2,
      people: { low: 2, high: 2 },
      report: { status: 'applied', confidence: 1, reason: 'You told me that there are 2 of you.' },
    });
  });

  it('is not estimated without orders, from few, or where too few told theirs', async () => {
    const few = await households(LEAST_STATED - 1);
    expect(few.households).toBeNull();
    const found = [
      await known(openHistory()),
      await known(await familyOf(5, 2)),
      await known(await familyOf(5), few),
      await known(await familyOf(5), null),
    ];
    for (const { report, people, size } of found) {
      expect(report).toMatchObject({ status: 'abstained', confidence: 0 });
      expect([people, size]).toEqual([null, null]);
    }
    expect(found[2]!.report.reason).toMatch(/too few shoppers told me theirs/u);
  });

  it('is learned anew when a size is told or taken back, also while nobody buys', async () => {
    const { learner, history } = await openHouseholds(LEAST_STATED);
    expect(learner.current()!.households).not.toBeNull();
    expect(await learner.refresh()).toBe(false);
    const statement = { kind: 'household', value: '1', holds: false };
    await history.learn({ kind: 'statement', at: onDay(71), statement }, 'shopper-0');
    expect(await learner.refresh()).toBe(true);
    expect(learner.current()!.households).toBeNull();
  });

  it('is learned without whoever is forgotten', async () => {
    const { learner, history } = await openHouseholds(LEAST_STATED);
    expect(learner.current()!.households!.stated).toBe(LEAST_STATED);
    await history.graph.forget('shopper-0');
    expect(await learner.refresh()).toBe(true);
    expect(learner.current()!.households).toBeNull();
  });

  it('is not learned where sizes go with nothing that is bought', async () => {
    const { households: learned } = await unrelated();
    expect(learned).toBeNull();
  });

  it('follows what is bought lately', async () => {
    const random = seededRandom(9);
    const grown = await familyOf(1);
    for (let week = 0; week < 10; week += 1) await grown.order(1_500 + week * 7, weekOf(5, random));
    const shrunk = await familyOf(5);
    for (let week = 0; week < 10; week += 1) await shrunk.order(1_500 + week * 7, weekOf(1, random));
    expect((await known(grown)).people!.mean).toBeGreaterThan((await known(shrunk)).people!.mean);
  });

  it('goes with the orders that it stands on, and is not made when the shopper said so', async () => {
    const history = await familyOf(5);
    const before = (await known(history)).people!.mean;
    for (const productId of ['cereal-a', 'juice-b']) {
      const edge = { sourceId: 'shopper', kind: 'BOUGHT' as const, targetId: productNode(productId) };
      await history.graph.forgetFact('ana', edge, onDay(70));
    }
    expect((await known(history)).people!.mean).toBeLessThan(before);
    await history.learn({ kind: 'statement', at: onDay(70), statement: disownment('household_estimate') });
    expect(await known(history)).toMatchObject({ people: null, size: null, report: { status: 'abstained' } });
  });

  it('is off when switched off and degraded when the graph cannot be read', async () => {
    const history = await familyOf(5);
    const broken = await loadProfile(
      {
        settings: history.settings,
        graph: { neighbourhood: () => Promise.reject(new Error('away')), version: async () => 0 },
        overall: { population: { current: () => population }, now: () => 0, shelf: familyShelf },
      },
      'ana',
    );
    expect(household(broken)).toMatchObject({ people: null, report: { status: 'degraded' } });
    await history.set(switchedOff('household'));
    expect(await known(history)).toMatchObject({ people: null, size: null, report: { status: 'off' } });
  });
});

/** Shoppers who all buy the same, and told sizes that follow from nothing. */
async function unrelated(): Promise<Population> {
  const random = seededRandom(11);
  return households(80, 90, () => weekOf(random() < 0.5 ? 1 : 5, random));
}
