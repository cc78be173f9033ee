import { describe, expect, it } from 'vitest';
import { sharedFacts } from '#graph/shared-facts.ts';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { createPopulationLearner } from '#personalization/population/population-learner.ts';
import type { ShopperSettings } from '#personalization/settings/settings.ts';
import { openHistory } from '#tests/personalization/shopper-history.ts';

async function shoppers(count: number) {
  const history = openHistory();
  for (let shopper = 0; shopper < count; shopper += 1) {
    for (let week = 0; week < 4; week += 1)
      await history.order(week * 7, { milk: 1, tea: 1 }, `s-${shopper}`);
  }
  const { graph, settings } = history;
  const facts = sharedFacts({ preferences: graph, settings });
  const set = async (shopperId: string, privacy: Partial<ShopperSettings['privacy']>) => {
    const now = await settings.load(shopperId);
    await settings.save({ ...now, revision: now.revision + 1, privacy: { ...now.privacy, ...privacy } });
  };
  return { facts, set };
}

describe('what is learned over everybody', () => {
  it('is learned of whoever has said nothing, and of nobody who does not share or lets nothing be learned', async () => {
    const { facts, set } = await shoppers(5);
    await set('s-1', { sharing: false });
    await set('s-2', { learning: false });
    await set('s-3', { retentionDays: 30 });
    const found = await facts.shoppersWith('SHOPPED', { limit: 100 });
    expect(found.map(({ shopperId }) => shopperId)).toEqual(['s-0', 's-3', 's-4']);
  });

  it('goes through everybody who shares, page by page, whoever stands between', async () => {
    const { facts, set } = await shoppers(9);
    for (const shopperId of ['s-0', 's-1', 's-3', 's-8']) await set(shopperId, { sharing: false });
    const seen: string[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await facts.shoppersWith('SHOPPED', {
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      seen.push(...page.map(({ shopperId }) => shopperId));
      if (page.length < 2) break;
    }
    expect(seen).toEqual(['s-2', 's-4', 's-5', 's-6', 's-7']);
  });

  it('is learned anew, without them, when somebody stops sharing', async () => {
    const { facts, set } = await shoppers(6);
    const learner = createPopulationLearner({
      graph: facts,
      random: () => seededRandom(1),
      breathe: async () => undefined,
    });
    await learner.refresh();
    expect(learner.current()!.shoppers).toBe(6);
    await set('s-4', { sharing: false });
    expect(await learner.refresh()).toBe(true);
    expect(learner.current()!.shoppers).toBe(5);
    await set('s-4', { sharing: true });
    await learner.refresh();
    expect(learner.current()!.shoppers).toBe(6);
  });
});
