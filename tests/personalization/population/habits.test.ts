import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { nextInterval } from '#personalization/features/next-interval.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import { NOTHING_SEEN } from '#personalization/population/histograms.ts';
import { type Evidence, trainNetworks } from '#personalization/population/listwise-network.ts';
import { sharesOf } from '#personalization/population/network-ensemble.ts';
import { orderRhythm, ordersBetween, rhythmAsOf } from '#personalization/population/order-rhythm.ts';
import type { Population } from '#personalization/population/population.ts';
import type { PurchaseHistory } from '#personalization/population/purchase-history.ts';
import { shopperAmounts } from '#personalization/population/shopper-amounts.ts';
import { openHistory } from '#tests/personalization/shopper-history.ts';
import { learnerOver, twoKinds } from './many-shoppers.ts';

function historyOf(
  products: Readonly<Record<string, readonly (readonly [day: number, packs: number])[]>>,
  forgotten = 0,
): PurchaseHistory {
  const days = [...new Set(Object.values(products).flatMap((all) => all.map(([day]) => day)))];
  const trips = days.sort((a, b) => a - b).map((day) => day * DAY_MS);
  return {
    orders: trips.length + forgotten,
    firstAt: trips[0] ?? 0,
    trips,
    meanProducts: 1,
    products: Object.entries(products).map(([productId, all]) => ({
      productId,
      count: all.length,
      firstAt: (all[0]?.[0] ?? 0) * DAY_MS,
      times: all.map(([day]) => day * DAY_MS),
      quantities: all.map(([, packs]) => packs),
      meanCents: null,
    })),
  };
}

const milkAndJam = {
  milk: [
    [100, 1],
    [107, 1],
    [114, 2],
    [121, 2],
  ],
  jam: [
    [100, 6],
    [114, 6],
  ],
} as const;

describe('the rhythm of orders', () => {
  it('is as it was on a day, whatever came after', () => {
    const upTo114 = orderRhythm(historyOf({ ...milkAndJam, milk: milkAndJam.milk.slice(0, 3) }));
    const whole = orderRhythm(historyOf({ ...milkAndJam, rice: [[150, 1]] }));
    expect(rhythmAsOf(whole, 114, 2)).toEqual(rhythmAsOf(upTo114, 114, 2));
    expect(rhythmAsOf(whole, 150, 2)).not.toEqual(rhythmAsOf(whole, 114, 2));
  });

  it('counts orders, not days, from one purchase to the next', () => {
    const rhythm = orderRhythm(historyOf(milkAndJam));
    expect(ordersBetween([100, 114, 121], rhythm)).toEqual([Math.log(2), 0]);
  });

  it('does not tell by what is forgotten how long ago a day is', () => {
    const rhythm = orderRhythm(historyOf(milkAndJam, 200));
    expect(rhythmAsOf(rhythm, 20, 2)).toEqual(rhythmAsOf(rhythm, 121, 2));
    const [forgotten] = ordersBetween([6, 20], rhythm);
    expect(forgotten).toBeCloseTo(ordersBetween([100, 114], rhythm)[0] as number, 9);
  });
});

describe('how much a shopper takes', () => {
  it('knows how often an amount stays and how it compares with others', () => {
    const usual = new Map([
      ['milk', { ...NOTHING_SEEN, counts: new Map([[1, 4]]), total: 4, middle: 1, ranked: [1] }],
      ['jam', { ...NOTHING_SEEN, counts: new Map([[3, 4]]), total: 4, middle: 3, ranked: [3] }],
    ]);
    // The latest salt and rice came with earlier orders: what became of these is asked.
    const bought = { ...milkAndJam, salt: [[100, 1]], rice: [[107, 1]] } as const;
    const amounts = shopperAmounts(historyOf(bought), usual);
    expect(amounts.staying).toEqual({ pairs: 4, again: 3 });
    expect(amounts.latestStaying).toEqual({ pairs: 1, again: 1 });
    // One pack of milk was the place others most often take; two, and six of jam, are none of theirs.
    expect(amounts.places.counts).toEqual(
      new Map([
        [0, 2],
        [-1, 4],
      ]),
    );
    // Of the order of day 107 the milk came back, doubled; of that of day 100 both did, as they were.
    expect(amounts.since.get(107 * DAY_MS)).toEqual({ pairs: 1, again: 0, change: Math.log(2) });
    expect(amounts.since.get(100 * DAY_MS)).toEqual({ pairs: 2, again: 2, change: 0 });
    expect(shopperAmounts(historyOf(milkAndJam), usual).since.get(107 * DAY_MS)).toBeUndefined();
    expect(amounts.latestSize).toBeCloseTo(Math.log(2) / 2, 9);
    expect(amounts.size).toBeCloseTo((4 * Math.log(2)) / 10, 9);
  });
});

describe('rows that share inputs', () => {
  it('teach and rank as whole rows do', async () => {
    const evidence = (random: () => number) => ({
      rows: Float32Array.from({ length: 12 }, () => random()),
      shared: Float32Array.from({ length: 2 }, () => random()),
    });
    const whole = ({ rows, shared }: ReturnType<typeof evidence>) => ({
      rows: Float32Array.from({ length: 20 }, (_, at) =>
        at % 5 < 3 ? (rows[Math.floor(at / 5) * 3 + (at % 5)] as number) : (shared[(at % 5) - 3] as number),
      ),
    });
    const sharesBy = async (as: (one: ReturnType<typeof evidence>) => Evidence) => {
      const random = seededRandom(5);
      const lists = Array.from({ length: 60 }, () => {
        const one = evidence(random);
        // Which of the rows it is, the shared inputs decide.
        const right = (one.shared[0] as number) > 0.5 ? 1 : 2;
        return { ...as(one), chosen: Uint8Array.from({ length: 4 }, (_, row) => (row === right ? 1 : 0)) };
      });
      const networks = await trainNetworks(lists, 5, {
        networks: 2,
        hidden: 3,
        passes: 2,
        random,
        breathe: async () => {},
      });
      return sharesOf(networks, as(evidence(random)));
    };
    const byShared = await sharesBy((one) => one);
    const byWhole = await sharesBy(whole);
    expect(byShared).toHaveLength(4);
    byShared.forEach((share, row) => {
      expect(share).toBeCloseTo(byWhole[row] as number, 6);
    });
  });
});

describe('foretelling from everybody', () => {
  let population: Population;
  beforeAll(async () => {
    population = await twoKinds();
  });

  it('foretells an interval from what was known on the last purchase, not from when it is asked', async () => {
    const history = openHistory();
    for (const week of [0, 1, 2, 3, 4]) {
      await history.order(week * 7, { milk: 1, ...(week % 2 === 0 && { jam: 2 }) });
    }
    const days = (profile: Awaited<ReturnType<typeof history.profile>>) =>
      profile.products.find(({ productId }) => productId === 'jam')!.days;
    const shares = async (day: number) => {
      const profile = await history.profile(population, day);
      const posterior = nextInterval('jam', days(profile), profile)!;
      return [7, 14, 28].map((within) => posterior.shareWithin(within));
    };
    const then = await shares(29);
    expect(await shares(60)).toEqual(then);
    await history.order(35, { milk: 1 });
    await history.order(50, { milk: 1, rice: 1 });
    expect(await shares(60)).toEqual(then);
  });

  it('learns who stays with an amount and who changes it', async () => {
    const history = openHistory();
    const random = seededRandom(11);
    const amount = (stays: boolean, product: number, week: number) =>
      stays ? 1 + (product % 3) : 1 + ((product + week) % 3);
    for (let shopper = 0; shopper < 40; shopper += 1) {
      for (let week = 0; week < 8; week += 1) {
        const basket = Object.fromEntries(
          [0, 1, 2, 3, 4, 5]
            // Of some products little is known at the end.
            .filter((product) => week >= 8 - 2 * (1 + ((product + shopper) % 4)) && random() < 0.9)
            .map((product) => [`p${product}`, amount(shopper % 2 === 0, product, week)]),
        );
        await history.order(week * 7, { ...basket, bread: 1 }, `shopper-${shopper}`);
      }
    }
    const learner = learnerOver(history);
    await learner.refresh();
    const foretold = async (stays: boolean) => {
      const own = openHistory();
      for (const week of [0, 1, 2, 3]) {
        const known = [0, 1, 2, 3, 4].map((product) => [`p${product}`, amount(stays, product, week)]);
        // Of the last product only one purchase is known: what it will be is told by the others alone.
        const once = week === 3 ? { p5: amount(stays, 5, week) } : {};
        await own.order(week * 7, { ...Object.fromEntries(known), ...once });
      }
      const profile = await own.profile(learner.current(), 28);
      return profile.products.find(({ productId }) => productId === 'p5')!.quantity.packs;
    };
    expect(await foretold(true)).toBe(amount(true, 5, 4));
    expect(await foretold(false)).toBe(amount(false, 5, 4));
  });
});
