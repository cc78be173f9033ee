import { describe, expect, it } from 'vitest';
import { createRankingLearner } from '#personalization/ranking/ranking-learner.ts';
import { SIGNALS, weightOf } from '#personalization/ranking/signals.ts';
import { onDay, openHistory } from '#tests/personalization/shopper-history.ts';

const cheapness = SIGNALS.indexOf('cheapness');
const shown = ['a', 'b', 'c'].map((productId, index) => ({
  productId,
  place: index + 1,
  signals: SIGNALS.slice(0, -1).map((_, at) => (at === cheapness ? index - 1 : 0)),
}));

async function shopWith(shoppers: number) {
  const history = openHistory();
  for (let count = 0; count < shoppers; count += 1) {
    for (let day = 0; day < 8; day += 1) {
      await history.learn({ kind: 'impression', at: onDay(day), shown }, `s${count}`);
      await history.learn({ kind: 'add', at: onDay(day) + 1, productId: 'c' }, `s${count}`);
    }
  }
  const open = () =>
    createRankingLearner({ graph: history.graph, now: () => onDay(9), breathe: async () => {} });
  return { ...history, open };
}

describe('the learner of what lists are ordered by', () => {
  it('says nothing of all while few chose', async () => {
    const learner = (await shopWith(19)).open();
    expect(await learner.learn()).toBe(true);
    expect(learner.current()).toBeNull();
  });

  it('learns what all choose by, once, and hands it to the next process', async () => {
    const { open, graph } = await shopWith(20);
    const learner = open();
    expect(await learner.learn()).toBe(true);
    expect(weightOf(learner.current()!.mean, 'cheapness')).toBeGreaterThan(0.3);
    expect(await learner.learn()).toBe(false);
    const next = open();
    await next.follow();
    expect(next.current()).toEqual(learner.current());
    const version = await graph.version('*');
    await next.learn();
    expect(await graph.version('*')).toBe(version);
  });

  it('knows nothing any more of who was forgotten', async () => {
    const { open, graph } = await shopWith(20);
    const learner = open();
    await learner.learn();
    await graph.forget('s7');
    expect(await learner.learn()).toBe(true);
    expect(learner.current()).toBeNull();
    await learner.follow();
    expect(learner.current()).toBeNull();
  });
});
