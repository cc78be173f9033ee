import { seededRandom } from '#infra/compose/seeded-random.ts';
import type { Population } from '#personalization/population/population.ts';
import {
  createPopulationLearner,
  type PopulationLearner,
} from '#personalization/population/population-learner.ts';
import { type Basket, openHistory } from '#tests/personalization/shopper-history.ts';

/** A learner over one graph that tests fill. */
export function learnerOver(history: ReturnType<typeof openHistory>): PopulationLearner {
  return createPopulationLearner({
    graph: history.graph,
    random: () => seededRandom(1),
    breathe: async () => {},
  });
}

/**
 * Sixty shoppers of two kinds, twenty weekly orders each. All hold milk; of one kind also bread and, every second week, jam
 * in twos; of the other rice and, every third week, beans in fives.
 */
export async function twoKinds(): Promise<Population> {
  const random = seededRandom(3);
  const history = openHistory();
  for (let shopper = 0; shopper < 60; shopper += 1) {
    const breakfast = shopper % 2 === 0;
    for (let week = 0; week < 20; week += 1) {
      await history.order(week * 7, weekly(week, breakfast, random), `shopper-${shopper}`);
    }
  }
  const learner = learnerOver(history);
  await learner.refresh();
  const population = learner.current();
  if (population === null) throw new Error('nothing was learned');
  return population;
}

export function weekly(week: number, breakfast: boolean, random: () => number): Basket {
  const [always, sometimes, every, packs] = breakfast ? ['bread', 'jam', 2, 2] : ['rice', 'beans', 3, 5];
  return {
    milk: 1,
    [always as string]: 1,
    ...(week % (every as number) === 0 && { [sometimes as string]: packs as number }),
    ...(random() < 0.5 && { [`extra-${Math.floor(random() * 12)}`]: 1 }),
  };
}
