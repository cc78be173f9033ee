import { seededRandom } from '#infra/compose/seeded-random.ts';
import type { Population } from '#personalization/population/population.ts';
import { createPopulationLearner } from '#personalization/population/population-learner.ts';
import { NO_PRICES } from '#personalization/prices/price-distribution.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import { type Basket, onDay, openHistory } from '#tests/personalization/shopper-history.ts';

/** Every product is of a family called by its first word. */
export const familyShelf: PriceShelf = {
  of: (productId) => ({
    kind: productId,
    family: productId.split('-')[0] ?? productId,
    unitsPerPack: 1,
    packCents: null,
  }),
  pricesOf: () => NO_PRICES,
  cheapestOf: () => [],
};

/** What a household of a size buys in a week: large ones cereal and juice by the packs, small ones tea and soup. */
export function weekOf(size: number, random: () => number): Basket {
  const large = random() < (size - 1) / 4;
  return large
    ? { 'cereal-a': size, 'juice-b': size - 1 || 1, 'bread-c': 2 }
    : { 'tea-a': 1, 'soup-b': 1, 'bread-c': 1 };
}

/** Shoppers with ten orders each, of one to five people, of whom `stated` told how many they are. */
export async function households(stated: number, shoppers = 90, week = weekOf): Promise<Population> {
  const { learner } = await openHouseholds(stated, shoppers, week);
  const population = learner.current();
  if (population === null) throw new Error('nothing was learned');
  return population;
}

/** The learner over them, and the history that it learns from. */
export async function openHouseholds(stated: number, shoppers = 90, week = weekOf) {
  const random = seededRandom(5);
  const history = openHistory();
  for (let shopper = 0; shopper < shoppers; shopper += 1) {
    const size = 1 + (shopper % 5);
    const who = `shopper-${shopper}`;
    for (let at = 0; at < 10; at += 1) await history.order(at * 7, week(size, random), who);
    if (shopper >= stated) continue;
    const statement = { kind: 'household', value: String(size), holds: true };
    await history.learn({ kind: 'statement', at: onDay(70), statement }, who);
  }
  const learner = createPopulationLearner({
    graph: history.graph,
    random: () => seededRandom(1),
    breathe: async () => {},
    parts: ['households'],
    shelf: familyShelf,
  });
  await learner.refresh();
  return { learner, history };
}
