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
  const history = openHistory();
  for (const { shopperId, day, basket } of weeklyOrders()) await history.order(day, basket, shopperId);
  const learner = learnerOver(history);
  await learner.refresh();
  const population = learner.current();
  if (population === null) throw new Error('nothing was learned');
  return population;
}

export function weeklyOrders() {
  const random = seededRandom(3);
  return Array.from({ length: 60 * 20 }, (_, order) => {
    const [shopper, week] = [Math.floor(order / 20), order % 20];
    return {
      shopperId: `shopper-${shopper}`,
      day: week * 7,
      basket: weekly(week, shopper % 2 === 0, random),
    };
  });
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
