import { describe, expect, it } from 'vitest';
import { budgetAwareness, standOf } from '#personalization/features/budget-awareness.ts';
import { cheaperAlternatives, cheaperToName } from '#personalization/features/cheaper-alternatives.ts';
import type { Replacement } from '#personalization/features/feature-context.ts';
import { withPriceFits } from '#personalization/features/price-fit.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import { disownment } from '#personalization/learning/disowned-estimates.ts';
import { productNode } from '#personalization/learning/graph-change.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { SIGNALS } from '#personalization/ranking/signals.ts';
import { buyAt, shelfOfTen } from '#tests/personalization/prices/shelf-of-ten.ts';
import { contextOn, onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

async function buyer(place: number, orders = 4) {
  const history = openHistory();
  for (let week = 0; week < orders; week += 1) await buyAt(history, { day: week * 7, place });
  return history;
}
const on = (history: ReturnType<typeof openHistory>, day = 28) => history.profile(null, day, shelfOfTen);

const replacement = (kind: string, unitCents = 300): Replacement => ({
  productId: `${kind}-2`,
  name: `${kind} two`,
  unitCents,
  saving: '$2.00 each',
  packCostsLess: true,
  insteadOf: { productId: `${kind}-4`, name: `${kind} four`, unitCents: 500 },
});
const cart = (spentCents: number, ...productIds: readonly string[]) => ({
  basket: { productIds },
  spentCents,
});

const teas = ['tea-1', 'tea-8', 'unheard-of'].map((productId) => ({
  productId,
  name: productId,
  score: 0.5,
  exactName: false,
}));

describe('the price level', () => {
  it('is low for who buys cheap, high for who buys dear, and says from what', async () => {
    const student = budgetAwareness(await on(await buyer(1)));
    const gourmet = budgetAwareness(await on(await buyer(8)));
    expect(student.level).toMatchObject({ side: 'low' });
    expect(gourmet.level).toMatchObject({ side: 'high' });
    expect(student.level!.mean).toBeLessThan(0.35);
    expect(student.report).toMatchObject({ status: 'applied', observations: 40 });
    expect(student.report.reason).toMatch(
      /cheaper things of a kind: about \d+ .* from 40 purchases of 10 kinds/u,
    );
    expect(gourmet.report.reason).toMatch(/dearer things/u);
  });

  it('abstains without purchases, with few, in the middle, and without a shelf', async () => {
    const few = openHistory();
    await buyAt(few, { day: 0, place: 1, kinds: ['tea'] });
    const levels = [await on(openHistory()), await on(few), await on(await buyer(5))].map(budgetAwareness);
    expect(levels.map(({ level }) => level)).toEqual([null, null, null]);
    expect(levels.map(({ report }) => report.status)).toEqual(['abstained', 'abstained', 'abstained']);
    expect(levels[1]!.report.reason).toMatch(/1 purchase of 1 kind of things don't show yet/u);
    expect((await (await buyer(1)).profile()).prices).toBeNull();
  });

  it('follows what is bought now more than what was bought long ago', async () => {
    const risen = await buyer(1);
    for (let week = 0; week < 4; week += 1) await buyAt(risen, { day: 2_000 + week * 7, place: 8 });
    const fallen = await buyer(8);
    for (let week = 0; week < 4; week += 1) await buyAt(fallen, { day: 2_000 + week * 7, place: 1 });
    expect(budgetAwareness(await on(risen, 2_030)).level?.side).toBe('high');
    expect(budgetAwareness(await on(fallen, 2_030)).level?.side).toBe('low');
  });

  it('gets unsure as its purchases grow old', async () => {
    const history = await buyer(1);
    const width = async (day: number) => {
      const { low, high } = (await on(history, day)).prices!.level!;
      return high - low;
    };
    expect(await width(3_000)).toBeGreaterThan(await width(28));
    expect(budgetAwareness(await on(history, 6_000)).level).toBeNull();
  });

  it('goes with the purchases that it stands on, and what was disowned counts no more', async () => {
    const history = await buyer(1);
    for (const { productId } of (await on(history)).products) {
      const edge = { sourceId: 'shopper', kind: 'BOUGHT' as const, targetId: productNode(productId) };
      await history.graph.forgetFact('ana', edge, onDay(28));
    }
    expect((await on(history)).prices).toMatchObject({ level: null, purchases: 0 });

    const other = await buyer(1);
    await other.learn({ kind: 'statement', at: onDay(28), statement: disownment('price_level') });
    expect((await on(other, 29)).prices).toMatchObject({ level: null, purchases: 0 });
    for (let week = 5; week < 9; week += 1) await buyAt(other, { day: week * 7, place: 8 });
    expect(budgetAwareness(await on(other, 70)).level?.side).toBe('high');
    expect((await on(other, 70)).prices!.purchases).toBe(40);
  });

  it('is off when switched off and degraded when the graph cannot be read', async () => {
    const history = await buyer(1);
    const broken = await loadProfile(
      {
        settings: history.settings,
        graph: { neighbourhood: () => Promise.reject(new Error('away')), version: async () => 0 },
        overall: { population: { current: () => null }, now: () => 0, shelf: shelfOfTen },
      },
      'ana',
    );
    expect(budgetAwareness(broken)).toMatchObject({ level: null, report: { status: 'degraded' } });
    await history.set({ ...switchedOff('budget_awareness'), budgetCents: 1_000 });
    const off = await on(history);
    expect(budgetAwareness(off)).toMatchObject({ level: null, budgetCents: null, report: { status: 'off' } });
  });

  it('fits products that lie where the shopper buys, and says nothing of others', async () => {
    const fits = async (history: ReturnType<typeof openHistory>) =>
      withPriceFits(await on(history), contextOn(28, { candidates: teas })).map(
        (one) => one.priceFit ?? null,
      );
    const [cheap, dear, unheardOf] = await fits(await buyer(1));
    expect(cheap!).toBeGreaterThan(dear!);
    expect(unheardOf).toBeNull();
    const [cheapOfGourmet, dearOfGourmet] = await fits(await buyer(8));
    expect(dearOfGourmet!).toBeGreaterThan(cheapOfGourmet!);
    expect(await fits(openHistory())).toEqual([null, null, null]);
    const off = await buyer(1);
    await off.set(switchedOff('budget_awareness'));
    expect(await fits(off)).toEqual([null, null, null]);
  });

  it('is among what speaks for a product of a list', async () => {
    const signalsOf = async (place: number) =>
      runFeatures(await on(await buyer(place)), contextOn(28, { candidates: teas })).ranked.map(
        ({ productId, signals }) => [productId, signals?.[SIGNALS.indexOf('priceFit')]],
      );
    const [student, gourmet] = [await signalsOf(1), await signalsOf(8)];
    const signal = (of: typeof student, id: string) =>
      of.find(([productId]) => productId === id)![1] as number;
    expect(signal(student, 'tea-1')).toBeGreaterThan(signal(student, 'tea-8'));
    expect(signal(gourmet, 'tea-8')).toBeGreaterThan(signal(gourmet, 'tea-1'));
  });
});

describe('a stated budget', () => {
  it('is near when one more line like those in the cart would go over it', () => {
    const stand = (spent: number) => standOf(2_000, cart(spent, 'a', 'b'))?.state;
    expect([stand(800), stand(1_400), stand(2_000), stand(2_001)]).toEqual([
      'within',
      'near',
      'near',
      'over',
    ]);
    expect(standOf(2_000, cart(0))).toBeNull();
    expect(standOf(null, cart(800, 'a'))).toBeNull();
  });

  it('puts what it bears before what it does not, but for an exact match and for "show all"', async () => {
    const history = openHistory();
    await history.set({ budgetCents: 1_000 });
    const profile = await on(history);
    const candidates = ['tea-9', 'tea-1', 'tea-7', 'tea-0'].map((productId, index) => ({
      productId,
      name: productId,
      score: 1 - index / 10,
      exactName: productId === 'tea-9',
    }));
    const order = (context: object) =>
      runFeatures(profile, contextOn(0, { candidates, ...context })).ranked.map(({ productId }) => productId);
    expect(order(cart(500, 'jam-4'))).toEqual(['tea-9', 'tea-1', 'tea-0', 'tea-7']);
    expect(order(cart(0))).toEqual(['tea-9', 'tea-1', 'tea-7', 'tea-0']);
    expect(order({ ...cart(500, 'jam-4'), view: 'all' })).toEqual(['tea-9', 'tea-1', 'tea-7', 'tea-0']);
    const moved = runFeatures(profile, contextOn(0, { candidates, ...cart(500, 'jam-4') })).ranked.at(-1);
    expect(moved).toMatchObject({
      rank: 4,
      unpersonalizedRank: 3,
      reasons: ['More than what is left of your budget'],
    });
  });
});

describe('cheaper alternatives', () => {
  const offered = { replacements: [replacement('tea'), replacement('jam', 200)] };

  it('are offered to who buys cheap, the greatest saving first, and not to who buys dear', async () => {
    const student = await on(await buyer(1));
    const gourmet = await on(await buyer(8));
    const context = contextOn(28, { ...cart(500, 'tea-4'), ...offered });
    expect(cheaperAlternatives(student, context)).toEqual([
      {
        productId: 'jam-2',
        name: 'jam two',
        reason:
          '$2.00 each less than jam four (60% less by the unit). You tend to buy the cheaper of a kind.',
      },
      {
        productId: 'tea-2',
        name: 'tea two',
        reason:
          '$2.00 each less than tea four (40% less by the unit). You tend to buy the cheaper of a kind.',
      },
    ]);
    expect(cheaperAlternatives(gourmet, context)).toEqual([]);
    expect(runFeatures(student, context).section.alternatives).toHaveLength(2);
  });

  it('are offered to anybody whose cart is near their budget or over it', async () => {
    const history = openHistory();
    await history.set({ budgetCents: 1_000 });
    const profile = await on(history);
    const reasons = (spent: number) =>
      cheaperAlternatives(profile, contextOn(0, { ...cart(spent, 'tea-4', 'jam-4'), ...offered })).map(
        ({ reason }) => reason.split('. ').at(-1),
      );
    expect(reasons(300)).toEqual([]);
    expect(reasons(900)).toEqual([
      'Your cart is close to your budget.',
      'Your cart is close to your budget.',
    ]);
    expect(reasons(1_100)[0]).toBe('Your cart is over your budget.');
  });

  it('of a bigger pack that costs more money are for who buys cheap, not for a budget', async () => {
    const bigger = { replacements: [{ ...replacement('tea'), packCostsLess: false }] };
    const context = contextOn(28, { ...cart(900, 'tea-4'), ...bigger });
    expect(cheaperAlternatives(await on(await buyer(1)), context)).toHaveLength(1);
    const history = openHistory();
    await history.set({ budgetCents: 1_000 });
    expect(cheaperAlternatives(await on(history), context)).toEqual([]);
  });

  it('are sought among what really costs less, dearest never, nothing that is in the cart', async () => {
    const student = await on(await buyer(1));
    const context = contextOn(28, {
      ...cart(500, 'tea-4', 'tea-0'),
      focus: ['tea-4', 'tea-0', 'unheard-of'],
    });
    expect(cheaperToName(student, context)).toEqual([
      { productId: 'tea-4', cheaper: ['tea-1', 'tea-2', 'tea-3'] },
    ]);
    expect(cheaperToName(await on(await buyer(8)), context)).toEqual([]);
  });

  it('are none for "show all", when switched off, and of what was turned down', async () => {
    const history = await buyer(1);
    const context = contextOn(28, { ...cart(500, 'tea-4'), ...offered });
    expect(cheaperAlternatives(await on(history), { ...context, view: 'all' })).toEqual([]);
    await history.learn({ kind: 'rejection', at: onDay(20), productId: 'jam-2' });
    expect(cheaperAlternatives(await on(history), context).map(({ productId }) => productId)).toEqual([
      'tea-2',
    ]);
    await history.set(switchedOff('budget_awareness'));
    expect(cheaperAlternatives(await on(history), context)).toEqual([]);
  });
});
