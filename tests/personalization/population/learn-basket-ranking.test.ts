import { describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import { foretellOrder } from '#personalization/population/basket-ranking.ts';
import { suggestedBy } from '#personalization/population/kindred.ts';
import { learnBasketRanking } from '#personalization/population/learn-basket-ranking.ts';
import { gatherPopulation } from '#personalization/population/population-statistics.ts';
import type { PurchaseHistory } from '#personalization/population/purchase-history.ts';

/** Weekly orders, each the ids of what it held. */
function historyOf(orders: readonly (readonly string[])[]): PurchaseHistory {
  const trips = orders.map((_, week) => week * 7 * DAY_MS);
  return {
    orders: orders.length,
    firstAt: 0,
    trips,
    meanProducts: orders.flat().length / orders.length,
    products: [...new Set(orders.flat())].map((productId) => {
      const times = trips.filter((_, week) => orders[week]?.includes(productId));
      return {
        productId,
        count: times.length,
        firstAt: times[0] as number,
        times,
        quantities: times.map(() => 1),
        meanCents: null,
      };
    }),
  };
}

/** Thirty shoppers; every other one holds bread in each order, the rest rice, and all of them one thing by turns. */
const shoppers = Array.from({ length: 30 }, (_, shopper) => ({
  shopperId: `s${shopper}`,
  householdSize: null,
  history: historyOf(
    Array.from({ length: 8 }, (__, week) => [
      shopper % 2 === 0 ? 'bread' : 'rice',
      `extra-${(shopper * 3 + week * 5) % 11}`,
    ]),
  ),
}));
const learn = (seed: number) =>
  learnBasketRanking(shoppers, { random: seededRandom(seed), breathe: async () => {} });
const once = learn(1);
const learned = (seed: number) => (seed === 1 ? once : learn(seed));
const foretold = async (seed: number, orders: readonly (readonly string[])[]) => {
  const history = historyOf(orders);
  return foretellOrder((await learned(seed))!, {
    shopperId: 'ana',
    history,
    at: orders.length * 7 * DAY_MS,
  });
};

describe('the learned ranking of a next order', () => {
  it('is the same for the same seed, and other weights for another', async () => {
    const [first, again, other] = await Promise.all([learned(1), learn(1), learned(2)]);
    expect(again!.networks).toEqual(first!.networks);
    expect(other!.networks).not.toEqual(first!.networks);
  });

  it('puts first what each of two shoppers holds to', async () => {
    const bread = await foretold(1, [['bread', 'extra-1'], ['bread', 'extra-2'], ['bread']]);
    const rice = await foretold(1, [['rice', 'extra-1'], ['rice', 'extra-2'], ['rice']]);
    expect(bread[0]!.productId).toBe('bread');
    expect(rice[0]!.productId).toBe('rice');
    expect(bread.find(({ productId }) => productId === 'rice')?.probability ?? 0).toBeLessThan(
      bread[0]!.probability / 2,
    );
  });

  it('gives to who ordered once a chance below that of who ordered three times', async () => {
    const thin = await foretold(1, [['bread', 'extra-1']]);
    const regular = await foretold(1, [['bread', 'extra-1'], ['bread', 'extra-2'], ['bread']]);
    const chance = (list: typeof thin) => list.find(({ productId }) => productId === 'bread')!.probability;
    expect(chance(thin)).toBeLessThan(chance(regular));
    expect(chance(thin)).toBeGreaterThan(0.2);
  });
});

describe('what kindred shoppers suggest', () => {
  const among = (histories: readonly (readonly (readonly string[])[])[]) => {
    const gathered = gatherPopulation();
    histories.forEach((orders, index) => {
      gathered.add(`s${index}`, historyOf(orders));
    });
    return gathered.finish();
  };

  it('is a share of those found, however few they are', () => {
    const population = among([
      [['milk'], ['milk', 'tea']],
      [['milk'], ['milk']],
    ]);
    const { kindredEver, kindred } = suggestedBy(population, 'ana', historyOf([['milk']]));
    const place = (id: string) => population.places.get(id) as number;
    expect(kindredEver[place('milk')]).toBeCloseTo(1);
    expect(kindredEver[place('tea')]).toBeCloseTo(0.25);
    expect(kindred[place('tea')]).toBeGreaterThan(0);
  });

  it('leaves the shopper and who has nothing in common out', () => {
    const population = among([[['milk', 'tea']], [['milk', 'rye']], [['soap', 'salt']]]);
    const { found } = suggestedBy(population, 's0', historyOf([['milk', 'tea']]));
    const names = found.map((place) => population.productIds[place]);
    expect(names.sort()).toEqual(['milk', 'rye']);
  });

  it('weighs what was bought long ago like the latest where it counts how often ever', () => {
    const population = among([[['milk', 'old'], ['milk'], ['milk'], ['milk'], ['milk', 'new']]]);
    const { kindredEver, kindred } = suggestedBy(population, 'ana', historyOf([['milk']]));
    const weight = (from: Float64Array, id: string) => from[population.places.get(id) as number] as number;
    expect(weight(kindredEver, 'old')).toBeCloseTo(weight(kindredEver, 'new'));
    expect(weight(kindred, 'old')).toBeLessThan(weight(kindred, 'new'));
  });
});
