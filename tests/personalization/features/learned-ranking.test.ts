import { describe, expect, it } from 'vitest';
import type { Candidate } from '#personalization/features/feature-context.ts';
import { smartRanking } from '#personalization/features/smart-ranking.ts';
import { TASTE_FACT } from '#personalization/ranking/ranking-facts.ts';
import { contextOn, onDay, openHistory, switchedOff } from '#tests/personalization/shopper-history.ts';

const priced = (productId: string, score: number, priceCents: number): Candidate => ({
  productId,
  name: productId,
  score,
  priceCents,
  exactName: false,
});
/** Another shelf than the one that was learned from. */
const elsewhere = [priced('dear', 0.8, 900), priced('usual', 0.75, 500), priced('cheap', 0.7, 250)];
const order = (ranked: readonly { readonly productId: string }[]) => ranked.map(({ productId }) => productId);

/** A shopper who was shown the same shelf on so many days, and each time took one thing of it. */
async function chooserOf(productId: string, { days = 12, kind = 'add' as const, laterMs = 60_000 } = {}) {
  const history = openHistory();
  for (let day = 0; day < days; day += 1) {
    const shelf = [
      priced(`first-${day}`, 0.8, 900),
      priced(`second-${day}`, 0.75, 500),
      priced(`third-${day}`, 0.7, 250),
    ];
    const { ranked } = smartRanking(
      await history.profile(),
      contextOn(day, { candidates: shelf, view: 'all' }),
    );
    const shown = ranked.map(({ productId: id, rank, signals }) => ({
      productId: id,
      place: rank,
      signals: signals ?? [],
    }));
    await history.learn({ kind: 'impression', at: onDay(day), shown });
    await history.learn({ kind, at: onDay(day) + laterMs, productId: `${productId}-${day}` });
  }
  return history;
}
const rank = async (history: Awaited<ReturnType<typeof chooserOf>>, rest = {}) =>
  smartRanking(await history.profile(), contextOn(20, { candidates: elsewhere, ...rest }));

describe('smart ranking, learned from what was shown and chosen', () => {
  it('orders other things as each shopper chose before, and says so', async () => {
    const cheap = await rank(await chooserOf('third'));
    expect(order(cheap.ranked)[0]).toBe('cheap');
    expect(cheap.ranked[0]!.reasons).toEqual(['Cheaper than most here, as you often choose']);
    expect(cheap.report).toMatchObject({ status: 'applied', observations: 12 });
    expect(cheap.report.reason).toBe('The order follows 12 choices you made from lists.');
    expect(cheap.report.confidence).toBeGreaterThan(0);
    expect(cheap.report.confidence).toBeLessThan(1);
    const dear = await rank(await chooserOf('first'));
    expect(order(dear.ranked)).toEqual(order(elsewhere));
  });

  it('keeps the plain order for who chose from no list', async () => {
    const { ranked, report } = await rank(openHistory());
    expect(order(ranked)).toEqual(order(elsewhere));
    expect(report.status).toBe('abstained');
  });

  it('puts first what was bought much more often than what is alike, also when it is not due', async () => {
    const history = openHistory();
    for (let week = 0; week < 40; week += 1) {
      await history.order(week * 7, { ...(week % 4 === 0 ? { usual: 1 } : {}), other: 1 });
    }
    const candidates = [priced('best', 0.9, 300), priced('usual', 0.6, 300)];
    const { ranked } = smartRanking(await history.profile(null, 275), contextOn(275, { candidates }));
    expect(order(ranked)).toEqual(['usual', 'best']);
  });

  it('does not take what was chosen long after a list for a choice from it', async () => {
    const history = await chooserOf('third', { laterMs: 12 * 3_600_000 });
    expect((await history.profile()).ranking.choices).toBe(0);
  });

  it('learns the same event once', async () => {
    const history = await chooserOf('third', { days: 1 });
    await history.learn({ kind: 'click', at: onDay(0) + 70_000, productId: 'third-0' });
    expect((await history.profile()).ranking.choices).toBe(1);
  });

  it('forgets what it learned, alone or with the shopper, and begins anew', async () => {
    const one = await chooserOf('third');
    await one.graph.forgetFact('ana', TASTE_FACT, onDay(30));
    expect((await one.profile()).ranking.choices).toBe(0);
    const all = await chooserOf('third');
    await all.graph.forget('ana');
    const { ranked, report } = await rank(all);
    expect(order(ranked)).toEqual(order(elsewhere));
    expect(report).toMatchObject({ status: 'abstained', observations: 0 });
  });

  it('gives the plain order when switched off and to "show all"', async () => {
    const history = await chooserOf('third');
    expect(order((await rank(history, { view: 'all' })).ranked)).toEqual(order(elsewhere));
    await history.set(switchedOff('smart_ranking'));
    const off = await rank(history);
    expect(off.report.status).toBe('off');
    expect(off.ranked.map(({ productId, signals }) => [productId, signals])).toEqual(
      elsewhere.map(({ productId }) => [productId, null]),
    );
  });

  it('moves no exact match down and hides nothing', async () => {
    const [first, ...rest] = elsewhere;
    const { ranked } = await rank(await chooserOf('third'), {
      candidates: [{ ...first!, exactName: true }, ...rest],
    });
    expect(order(ranked)).toEqual(['dear', 'cheap', 'usual']);
  });

  it('takes up what is known of a price from outside, and does without', async () => {
    const fitting = elsewhere.map((one, at) => ({ ...one, priceCents: null, priceFit: at === 2 ? 1 : -1 }));
    const { ranked } = await rank(openHistory(), { candidates: fitting });
    expect(ranked[2]!.signals).toContain(1);
    expect(order(ranked)).toEqual(order(elsewhere));
  });
});
