import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { runFeatures } from '#personalization/features/run-features.ts';
import { loadProfile } from '#personalization/load-profile.ts';
import { foretellInterval, intervalEvidence } from '#personalization/population/interval-foretelling.ts';
import {
  type Evidence,
  type ListwiseNetwork,
  networkScores,
  softmax,
} from '#personalization/population/listwise-network.ts';
import { orderRhythm } from '#personalization/population/order-rhythm.ts';
import type { Population } from '#personalization/population/population.ts';
import { purchaseHistory } from '#personalization/population/purchase-history.ts';
import { foretellQuantity, quantityEvidence } from '#personalization/population/quantity-foretelling.ts';
import { shopperAmounts } from '#personalization/population/shopper-amounts.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { type Basket, contextOn, onDay, openHistory } from '#tests/personalization/shopper-history.ts';
import { twoKinds } from './population/many-shoppers.ts';

let population: Population;
beforeAll(async () => {
  population = await twoKinds();
});

/** Baskets of up to thirty products in other amounts each time, so that questions are short and long in turn. */
function variedBaskets(orders: number, seed: number): readonly Basket[] {
  const random = seededRandom(seed);
  return Array.from({ length: orders }, () => ({
    milk: 1 + Math.floor(3 * random()),
    ...Object.fromEntries(
      Array.from({ length: 6 }, () => [
        `extra-${Math.floor(30 * random() ** 2)}`,
        1 + Math.floor(6 * random()),
      ]),
    ),
    ...(random() < 0.4 && { jam: 1 + Math.floor(9 * random()) }),
  }));
}

/** The shares that each network's own scores come to, without any of the ways to get there faster. */
function plainShares(networks: readonly ListwiseNetwork[], evidence: Evidence): Float64Array {
  const all = networks.map((network) => networkScores(network, evidence));
  const sums = (all[0] ?? new Float64Array()).map((_, row) =>
    all.reduce((sum, scores) => sum + (scores[row] as number), 0),
  );
  return softmax(sums.map((sum) => sum / all.length));
}

async function filled(orders: number, seed: number) {
  const history = openHistory();
  for (const [week, basket] of variedBaskets(orders, seed).entries()) await history.order(7 * week, basket);
  const { edges } = await history.graph.neighbourhood('ana', { kinds: ['BOUGHT', 'SHOPPED'] });
  const bought = purchaseHistory(edges);
  if (bought === null) throw new Error('nothing was bought');
  return { history, bought };
}

describe('what is foretold of a shopper', () => {
  it('is what each network says by itself, whatever was asked before', async () => {
    const { quantities, intervals } = population;
    if (quantities === null || intervals === null) throw new Error('nothing was learned');
    const { bought } = await filled(60, 4);
    const shopper = shopperAmounts(bought, quantities.quantities.products);
    const rhythm = orderRhythm(bought);
    let asked = 0;
    for (const { productId, times, quantities: packs } of [
      ...bought.products,
      ...bought.products,
    ].reverse()) {
      const question = { productId, earlier: packs, lastAt: times.at(-1) ?? 0, at: onDay(440), shopper };
      const { packs: foretold, probability } = foretellQuantity(quantities, question);
      const { candidates, evidence } = quantityEvidence(quantities.quantities, question);
      const shares = plainShares(quantities.networks, evidence);
      expect(shares[candidates.indexOf(foretold)]).toBeCloseTo(Math.max(...shares), 10);
      expect(probability).toBeCloseTo(Math.max(...shares), 10);
      const days = [...new Set(times.map((at) => Math.floor(at / 86_400_000)))].slice(-16);
      if (days.length < 2) continue;
      const { shareWithin } = foretellInterval(intervals, { productId, days, rhythm });
      const bins = plainShares(
        intervals.networks,
        intervalEvidence(intervals.intervals, { productId, days, rhythm }),
      );
      expect(shareWithin(1)).toBeCloseTo(bins[0] as number, 10);
      expect(shareWithin(3)).toBeCloseTo(
        bins.slice(0, 3).reduce((sum, share) => sum + share, 0),
        10,
      );
      asked += 1;
    }
    expect(asked).toBeGreaterThan(20);
  });
});

describe('a profile that is derived anew', () => {
  const plain = ({ companionsOf, outlooks, ...rest }: ShopperProfile) => rest;

  function keeping(history: ReturnType<typeof openHistory>) {
    const profiles = createProfileCache();
    return (day: number) =>
      loadProfile(
        {
          graph: history.graph,
          settings: history.settings,
          overall: { population: { current: () => population }, now: () => onDay(day), profiles },
        },
        'ana',
      );
  }

  it('after an order or on another day says what one says of which nothing was kept', async () => {
    const { history } = await filled(30, 9);
    const load = keeping(history);
    const said = (profile: ShopperProfile, day: number) =>
      runFeatures(profile, contextOn(day, { basket: { productIds: ['milk'] } }));
    const before = await load(205);
    said(before, 205);
    const steps: readonly { readonly day: number; readonly order: Basket | null }[] = [
      { day: 206, order: null },
      { day: 206, order: { jam: 4, milk: 2 } },
      { day: 213, order: null },
      { day: 213, order: { 'extra-0': 3 } },
    ];
    let last = before;
    for (const { day, order } of steps) {
      if (order !== null) await history.order(day, order);
      const anew = await load(day);
      expect(plain(anew)).not.toEqual(plain(last));
      // Another shopper in between, whose questions are of other sizes.
      const { history: other } = await filled(4, day);
      said(await other.profile(population, day), day);
      const fresh = await history.profile(population, day);
      expect(plain(anew)).toEqual(plain(fresh));
      expect(said(anew, day)).toEqual(said(fresh, day));
      expect(said(await load(day), day)).toEqual(said(fresh, day));
      last = anew;
    }
  });
});
