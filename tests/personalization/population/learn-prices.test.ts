import { describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { HALF_LIVES_DAYS } from '#personalization/learning/evidence.ts';
import type { Population } from '#personalization/population/population.ts';
import { createPopulationLearner } from '#personalization/population/population-learner.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { buyAt, shelfOfTen } from '#tests/personalization/prices/shelf-of-ten.ts';
import { onDay, openHistory } from '#tests/personalization/shopper-history.ts';

const KINDS = ['bread', 'cheese', 'coffee', 'jam', 'milk'];

/** Sixty shoppers, half of whom buy cheap and half dear, all of them the cheapest bread. */
async function learned(shelf: PriceShelf | null = shelfOfTen): Promise<Population> {
  const random = seededRandom(3);
  const history = openHistory();
  for (let shopper = 0; shopper < 60; shopper += 1) {
    const who = `shopper-${shopper}`;
    const usual = shopper % 2 === 0 ? 1 : 7;
    for (let week = 0; week < 6; week += 1) {
      const kind = KINDS[Math.floor(random() * KINDS.length)] as string;
      const place = kind === 'bread' ? 0 : usual + Math.floor(random() * 3);
      await buyAt(history, { day: week * 7, place, kinds: [kind], who });
    }
  }
  const learner = createPopulationLearner({
    graph: history.graph,
    random: () => seededRandom(1),
    breathe: async () => {},
    parts: ['prices'],
    shelf,
  });
  await learner.refresh();
  return learner.current() as Population;
}

async function buyer(place: number) {
  const history = openHistory();
  for (let week = 0; week < 3; week += 1) {
    await buyAt(history, { day: week * 7, place, kinds: ['cheese', 'coffee'] });
  }
  return history;
}

describe('what is learned over everybody of prices', () => {
  it('foretells dear for who bought dear, and for all what all pay', async () => {
    const population = await learned();
    const next = async (place: number, kind: string) => {
      const { prices } = await (await buyer(place)).profile(population, 21, shelfOfTen);
      return prices!.nextPlace({ kind, family: 'food', at: onDay(42) });
    };
    expect(await next(8, 'jam')).toBeGreaterThan((await next(1, 'jam')) + 0.2);
    expect(await next(8, 'bread')).toBeLessThan(await next(8, 'jam'));
    const [least, most] = [await next(0, 'tea'), await next(9, 'tea')];
    expect(least).toBeGreaterThan(0);
    expect(most).toBeGreaterThan(least);
    expect(most).toBeLessThan(1);
  });

  it('estimates how shoppers differ, and how fast purchases lose their meaning', async () => {
    const { prices } = await learned();
    expect(prices!.variances.shopper).toBeGreaterThan(0.02);
    expect(HALF_LIVES_DAYS).toContain(prices!.halfLifeDays);
  });

  it('is the same from the same facts, and nothing without a shelf', async () => {
    expect((await learned()).prices!.model).toEqual((await learned()).prices!.model);
    expect((await learned(null)).prices).toBeNull();
  });
});
