import { describe, expect, it } from 'vitest';
import { reorderIntelligence } from '#personalization/features/reorder-intelligence.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import { intervalPosterior, regularityOf } from '#personalization/learning/interval-posterior.ts';
import { normalShare, studentShare } from '#personalization/learning/normal.ts';
import { contextOn, onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

const milk = { said: 'milk', productIds: ['oat', 'milk', 'never-bought'] };

async function weekly(days = [0, 7, 14, 21, 28]) {
  const history = openHistory();
  for (const day of days) await history.order(day, { milk: 1 });
  return history.profile();
}
const ask = async (day: number, days?: number[]) =>
  reorderIntelligence(await weekly(days), contextOn(day, { asked: milk })).advice!;

describe('"do I need milk?"', () => {
  it('is answered from the intervals, as time goes on', async () => {
    const answers = await Promise.all([30, 34, 35, 38].map((day) => ask(day)));
    expect(answers.map(({ items }) => items[0]!.status)).toEqual(['not_yet', 'soon', 'due', 'due']);
    const chances = answers.map(({ items }) => items[0]!.probability);
    expect([...chances].sort((a, b) => a - b)).toEqual(chances);
    expect(answers[1]!.items[0]).toMatchObject({
      productId: 'milk',
      name: 'MILK',
      evidence: 'You buy it about every 7 days (5 purchases), last 6 days ago.',
    });
  });

  it('is "soon" on the day before, however regular the shopper, and counts every purchase', async () => {
    const days = Array.from({ length: 50 }, (_, index) => index * 7);
    const [before, early] = await Promise.all([ask(49 * 7 + 6, days), ask(49 * 7 + 3, days)]);
    expect(before.items[0]).toMatchObject({
      status: 'soon',
      evidence: 'You buy it about every 7 days (50 purchases), last 6 days ago.',
    });
    expect(early.items[0]).toMatchObject({ status: 'not_yet' });
    expect(early.items[0]!.probability).toBeGreaterThan(0);
  });

  it('depends on whose history it is', async () => {
    const monthly = await ask(100, [0, 30, 60, 90]);
    const often = await ask(100, [81, 84, 87, 90]);
    expect(monthly.items[0]!.status).toBe('not_yet');
    expect(often.items[0]!.status).toBe('due');
  });

  it('abstains with fewer than three purchases and says how many there are', async () => {
    expect(await ask(9, [0, 7])).toEqual({
      said: 'milk',
      items: [],
      abstention: 'You have bought milk on 2 days; I need 3 to see a rhythm.',
    });
    expect(await ask(9, [])).toMatchObject({ items: [], abstention: "You haven't bought milk here yet." });
  });

  it('is answered for everything when nothing is named', async () => {
    const all = { said: '', productIds: ['milk'] };
    const due = reorderIntelligence(await weekly(), contextOn(36, { asked: all })).advice!;
    expect(due.items).toMatchObject([{ productId: 'milk', status: 'due' }]);
    const none = reorderIntelligence(await weekly(), contextOn(29, { asked: all })).advice!;
    expect(none).toEqual({
      said: '',
      items: [],
      abstention: 'Nothing that you buy regularly runs out right now.',
    });
    const thin = reorderIntelligence(await weekly([0]), contextOn(29, { asked: all })).advice!;
    expect(thin.abstention).toContain("can't tell");
  });

  it('counts every product that fills the need', async () => {
    const history = openHistory();
    for (const day of [0, 14, 28]) await history.order(day, { milk: 1 });
    for (const day of [7, 21]) await history.order(day, { oat: 1 });
    const { advice } = reorderIntelligence(await history.profile(), contextOn(30, { asked: milk }));
    expect(advice!.items[0]!.evidence).toBe('You buy it about every 7 days (5 purchases), last 2 days ago.');
  });

  it('says so when the shopper seems to have stopped', async () => {
    const history = openHistory();
    for (const day of [0, 7, 14, 21]) await history.order(day, { milk: 1, bread: 1 });
    for (let day = 28; day < 200; day += 7) await history.order(day, { bread: 1 });
    const { advice, items } = reorderIntelligence(await history.profile(), contextOn(203, { asked: milk }));
    expect(advice!.items[0]!.evidence).toContain('you may have stopped');
    expect(items.map(({ productId }) => productId)).not.toContain('milk');
  });

  it('is answered with the reason when it is switched off or the graph is lost', async () => {
    const history = openHistory();
    await history.set(switchedOff('reorder_intelligence'));
    const profile = await history.profile();
    const { report, advice } = reorderIntelligence(profile, contextOn(1, { asked: milk }));
    expect(report.status).toBe('off');
    expect(advice).toEqual({
      said: 'milk',
      items: [],
      abstention: 'You switched off that I foresee what runs out.',
    });
  });
});

describe('"not yet"', () => {
  const told = async (kind: 'not_yet' | 'dismiss', day: number) => {
    const history = openHistory();
    for (const bought of [0, 7, 14, 21, 28]) await history.order(bought, { milk: 1 });
    await history.learn({ kind, productId: 'milk', at: onDay(day) });
    return history;
  };
  const adviceOn = async (history: Awaited<ReturnType<typeof told>>, day: number) =>
    reorderIntelligence(await history.profile(), contextOn(day, { asked: milk })).advice!.items[0]!;

  it.each(['not_yet', 'dismiss'] as const)(
    '(%s) puts off at once what was due, and says so',
    async (kind) => {
      expect((await ask(37)).items[0]!.status).toBe('due');
      const history = await told(kind, 37);
      expect(await adviceOn(history, 37)).toMatchObject({ status: 'not_yet' });
      expect(await adviceOn(history, 38)).toMatchObject({
        evidence:
          'You buy it about every 7 days (5 purchases), last 10 days ago; you still had some 1 day ago.',
      });
    },
  );

  it('is no promise for ever: it becomes due again, later than without', async () => {
    const history = await told('not_yet', 35);
    const firstDue = async (status: (day: number) => Promise<string>) => {
      for (let day = 35; day < 90; day += 1) if ((await status(day)) === 'due') return day;
      return null;
    };
    const later = await firstDue(async (day) => (await adviceOn(history, day)).status);
    const before = await firstDue(async (day) => (await ask(day)).items[0]!.status);
    expect(before).toBe(35);
    expect(later).toBeGreaterThan(35);
  });

  it('counts for the purchase before it only', async () => {
    const history = await told('not_yet', 37);
    await history.order(39, { milk: 1 });
    expect(await adviceOn(history, 50)).toMatchObject({ status: 'due' });
    expect((await adviceOn(history, 50)).evidence).not.toContain('still had');
  });

  it('goes with the fact when that is forgotten', async () => {
    const history = await told('not_yet', 37);
    const edge = { sourceId: 'shopper', kind: 'NOT_YET', targetId: 'product:milk' } as const;
    await history.graph.forgetFact('ana', edge, onDay(37));
    expect(await adviceOn(history, 37)).toMatchObject({ status: 'due' });
  });
});

describe('what saves a trip', () => {
  /** Weekly orders; tea in every second of them. */
  const shopper = async () => {
    const history = openHistory();
    for (let week = 0; week < 10; week += 1) {
      await history.order(week * 7, { milk: 1, ...(week % 2 === 1 && { tea: 1 }) });
    }
    return history.profile();
  };
  const along = ({ items }: ReturnType<typeof reorderIntelligence>) =>
    items.filter(({ savesTrip }) => savesTrip).map(({ productId }) => productId);

  it('is what will run out before the order after this one, while something else is due', async () => {
    const profile = await shopper();
    const now = reorderIntelligence(profile, contextOn(76));
    expect(now.items.map(({ productId, status }) => [productId, status])).toEqual([
      ['milk', 'due'],
      ['tea', 'soon'],
    ]);
    expect(along(now)).toEqual(['tea']);
    expect(runFeatures(profile, contextOn(76)).section.reorder[1]!.reason).toMatch(
      /Taken along now, it saves you a trip\.$/u,
    );
  });

  it('is nothing while no trip is due, without a rhythm of orders, or once it is due itself', async () => {
    const profile = await shopper();
    expect(reorderIntelligence(profile, contextOn(69)).items).not.toEqual([]);
    expect(along(reorderIntelligence(profile, contextOn(69)))).toEqual([]);
    expect(along(reorderIntelligence({ ...profile, trips: null }, contextOn(76)))).toEqual([]);
    expect(along(reorderIntelligence(profile, contextOn(84)))).toEqual([]);
  });
});

describe('what is due', () => {
  it('lists what runs out and not what lasts', async () => {
    const history = openHistory();
    for (let day = 0; day <= 56; day += 7) {
      await history.order(day, { milk: 1, ...(day % 28 === 0 && { rice: 1 }) });
    }
    const { items, report } = reorderIntelligence(await history.profile(), contextOn(64));
    expect(items).toMatchObject([{ productId: 'milk', status: 'due' }]);
    expect(report).toMatchObject({ status: 'applied' });
  });

  it('abstains without any rhythm', async () => {
    const { report, items } = reorderIntelligence(await weekly([0, 3]), contextOn(9));
    expect(items).toEqual([]);
    expect(report).toMatchObject({ status: 'abstained', confidence: 0 });
  });
});

describe('the posterior of an interval', () => {
  it('grows with time and is surer the more regular the purchases', () => {
    const none = { squares: 0, degrees: 0 };
    const regular = intervalPosterior([0, 10, 20, 30, 40, 50], none)!;
    const wild = intervalPosterior([0, 2, 27, 30, 48, 50], none)!;
    expect(regular.typicalDays).toBeCloseTo(10);
    expect(regular.shareWithin(5)).toBeLessThan(wild.shareWithin(5));
    expect(regular.shareWithin(20)).toBeGreaterThan(wild.shareWithin(20));
    expect(regular.shareWithin(10)).toBeGreaterThanOrEqual(0.5);
  });

  it('borrows regularity from the other products of the shopper', () => {
    const days = [0, 10, 20];
    const steady = regularityOf([
      [0, 7, 14, 21, 28, 35],
      [1, 15, 29, 43],
    ]);
    const alone = intervalPosterior(days, { squares: 0, degrees: 0 })!;
    const backed = intervalPosterior(days, steady)!;
    expect(backed.shareWithin(5)).toBeLessThan(alone.shareWithin(5));
  });

  it('stands on shares that agree with the tables', () => {
    expect(normalShare(1.96)).toBeCloseTo(0.975, 4);
    expect(normalShare(-1)).toBeCloseTo(0.15866, 4);
    expect(studentShare(2.776, 4)).toBeCloseTo(0.975, 2);
    expect(studentShare(0, 3)).toBeCloseTo(0.5);
  });
});
