import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '#infra/compose/seeded-random.ts';
import { cheaperToName } from '#personalization/features/cheaper-alternatives.ts';
import { companionsToName } from '#personalization/features/complementary.ts';
import { personalBasis, productsToName, runFeatures } from '#personalization/features/run-features.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';
import type { Interaction, InteractionKind } from '#personalization/learning/interaction.ts';
import { distributionOf, NO_PRICES } from '#personalization/prices/price-distribution.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';
import type { ShopperProfile } from '#personalization/profile.ts';
import { createProfileCache } from '#personalization/profile-cache.ts';
import { type BenchResult, percentile } from '#tests/benchmarks/figure.ts';
import { type Engine, openEngine } from './engine.ts';

const FIRST_DAY = Date.UTC(2024, 0, 1);
const PRODUCTS = 2_000;
/** Products that one shopper ever buys. */
const RANGE = 300;
const KINDS: readonly InteractionKind[] = ['search', 'view', 'click', 'add', 'remove', 'quantity_change'];
const OTHERS = 60;
const LOADS = 200;
const KEPT = 100;

/** How fast events are learned, how fast a heavy shopper's profile is loaded and its features run, and how big it is. Made-up history. */
export async function benchLearningSpeed(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-bench-'));
  const engine = openEngine({ path: join(folder, 'bench.db'), shelf: madeUpShelf() });
  try {
    const random = seededRandom(7);
    for (let other = 0; other < OTHERS; other += 1) {
      await engine.learn(madeUp(`other-${other}`, { orders: 12, between: 0, random }));
    }
    const heavy = madeUp('heavy', { orders: 1_000, between: 19, random });
    const start = performance.now();
    await engine.learn(heavy);
    const seconds = (performance.now() - start) / 1_000;
    await engine.learnOverall();
    const now = heavy.at(-1)?.at ?? FIRST_DAY;
    const afresh: number[] = [];
    const kept: number[] = [];
    const profiles = createProfileCache();
    for (let load = 0; load < LOADS; load += 1) {
      profiles.drop('heavy');
      for (const times of [afresh, kept]) {
        const before = performance.now();
        turnOver(await engine.profile('heavy', now, profiles), now);
        times.push(performance.now() - before);
      }
    }
    return {
      figures: [
        { name: 'learn.eventsPerSecond', value: heavy.length / seconds, unit: '/s', aim: 5_000 },
        { name: 'profile.p50Ms', value: percentile(kept, 0.5), unit: 'ms' },
        { name: 'profile.p95Ms', value: percentile(kept, 0.95), unit: 'ms', aim: 10 },
        { name: 'profile.afresh.p50Ms', value: percentile(afresh, 0.5), unit: 'ms' },
        { name: 'profile.afresh.p95Ms', value: percentile(afresh, 0.95), unit: 'ms', aim: 10 },
        { name: 'profile.kb', value: (await heldBytes(engine, now)) / 1_024, unit: 'kB', aim: 40 },
      ],
      skipped: [],
    };
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All ten features over a profile, as a search with a cart asks for them. */
function turnOver(profile: ShopperProfile, now: number): void {
  personalBasis(profile);
  const named = productsToName(profile);
  const inCart = named.slice(0, 5);
  const known = (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, { name: id, unfit: null, traits: [] }]));
  const priced = (ids: readonly string[]) => new Map(ids.map((id) => [id, { name: id, priceCents: 199 }]));
  const basket = { productIds: inCart };
  const cart = { basket, spentCents: 995, focus: named.slice(0, 12), view: 'personalized' as const };
  const replacements = cheaperToName(profile, cart).flatMap(({ productId, cheaper: [other] }) =>
    other === undefined ? [] : [replacement(productId, other)],
  );
  runFeatures(profile, {
    ...cart,
    now,
    replacements,
    products: known(named),
    offerable: priced([...inCart, ...companionsToName(profile, inCart)]),
    candidates: named
      .slice(5, 25)
      .map((productId) => ({ productId, name: productId, score: 0.5, exactName: false })),
    asked: null,
  });
}

const replacement = (productId: string, other: string) => ({
  productId: other,
  name: other,
  unitCents: 149,
  saving: '$0.50 each',
  packCostsLess: true,
  insteadOf: { productId, name: productId, unitCents: 199 },
});

/** Ten products to a kind, ten kinds to a family; what shoppers buy most is cheap. */
function madeUpShelf(): PriceShelf {
  const kindOf = (at: number) => `kind-${at % (PRODUCTS / 10)}`;
  const centsOf = (at: number) => 150 + Math.floor(at / 20);
  const members = Map.groupBy(
    Array.from({ length: PRODUCTS }, (_, at) => at),
    kindOf,
  );
  const prices = new Map(
    [...members].map(([kind, all]) => [kind, distributionOf(all.map((at) => [centsOf(at), 1]))]),
  );
  return {
    of: (productId) => {
      const at = Number(productId.slice(1));
      const family = `family-${at % 20}`;
      return { kind: kindOf(at), family, unitsPerPack: 1, packCents: centsOf(at) };
    },
    pricesOf: (kind) => prices.get(kind) ?? NO_PRICES,
    cheapestOf: (kind) => (members.get(kind) ?? []).map((at) => `p${at}`),
  };
}

/**
 * What the process holds for one shopper between turns: the growth of everything alive, on the heap and beside it, from
 * the same shopper kept a hundred times, divided by that. What a turn unpacks of it goes with the turn.
 */
async function heldBytes(engine: Engine, now: number): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const alive = async () => {
    // Memory beside the heap is given back a little after its owner is collected.
    for (let round = 0; round < 5; round += 1) {
      collect();
      await setImmediate();
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const keep = async () => {
    const profiles = createProfileCache();
    turnOver(await engine.profile('heavy', now, profiles), now);
    return profiles;
  };
  for (let warm = 0; warm < KEPT; warm += 1) await keep();
  const before = await alive();
  const caches = [];
  for (let shopper = 0; shopper < KEPT; shopper += 1) caches.push(await keep());
  const bytes = ((await alive()) - before) / KEPT;
  return caches.every((profiles) => profiles.factsVersion('heavy') !== null) ? bytes : Number.NaN;
}

/** Orders some days apart, each with what the shopper often buys, and so many other interactions before each. */
function madeUp(
  shopperId: string,
  {
    orders,
    between,
    random,
  }: { readonly orders: number; readonly between: number; readonly random: () => number },
): readonly Interaction[] {
  const range = Array.from({ length: RANGE }, () => `p${Math.floor(PRODUCTS * random() ** 2)}`);
  const pick = () => range[Math.floor(RANGE * random() ** 2)] as string;
  const interactions: Interaction[] = [];
  for (let order = 0; order < orders; order += 1) {
    const at = FIRST_DAY + (order * 2 + Math.floor(random() * 2)) * DAY_MS;
    for (let index = 0; index < between; index += 1) {
      const kind = KINDS[Math.floor(random() * KINDS.length)] as InteractionKind;
      interactions.push({
        eventId: `${shopperId}-${order}-${index}`,
        shopperId,
        kind,
        at: at + index * 1_000,
        source: 'bench',
        ...(kind === 'search'
          ? { query: `query ${Math.floor(200 * random())}` }
          : { productId: pick(), quantity: 1 }),
      });
    }
    const lines = [...new Set(Array.from({ length: 15 }, pick))].map((productId) => ({
      productId,
      quantity: 1 + Math.floor(3 * random() ** 3),
      unitPriceCents: 199,
    }));
    interactions.push({
      eventId: `${shopperId}-${order}`,
      shopperId,
      kind: 'purchase',
      at: at + 3_600_000,
      lines,
      source: 'bench',
    });
  }
  return interactions;
}
