import { HALF_LIVES_DAYS } from '#personalization/learning/evidence.ts';
import {
  distributionOf,
  type PriceDistribution,
  placeAmong,
  weightedPrices,
} from '#personalization/prices/price-distribution.ts';
import { gatherPriceEvidence } from '#personalization/prices/price-evidence.ts';
import {
  MIDDLE,
  overallLevel,
  type PlaceVariances,
  USUAL_VARIANCES,
} from '#personalization/prices/price-level.ts';
import type { PriceShelf, ShelfProduct } from '#personalization/prices/price-shelf.ts';
import { LEAST_LISTS, type LearningRun, PARTS, type ShopperHistory } from './learn-basket-ranking.ts';
import { type KindPlaces, kindPlaces, type PriceForetelling, priceInputs } from './price-foretelling.ts';
import { fitMedian, type RegressionRow } from './ridge.ts';

/** One purchase of a shopper: when, of what, and the price of a unit. */
interface Paid {
  readonly at: number;
  readonly on: ShelfProduct;
  readonly unitCents: number;
}

/** Statistics of so many shoppers, and of so many of the latest purchases of each, hardly change with more. */
const MOST_SHOPPERS = 3_000;
const MOST_PURCHASES = 200;
/** Rows that the weights are learned from. */
const MOST_ROWS = 40_000;
/** Keeps weights of inputs that hardly vary small, in rows. */
const PENALTY = 1;
const LEAST_VARIANCE = 1e-3;

/**
 * Learns where shoppers buy inside each kind: every purchase is foretold from the ones before it, with distributions over
 * other shoppers. Null without a shelf that knows kinds, or with too little to learn from.
 */
export async function learnPrices(
  shoppers: readonly ShopperHistory[],
  shelf: PriceShelf | null,
  { random, breathe }: LearningRun,
): Promise<PriceForetelling | null> {
  if (shelf === null) return null;
  const paid: (readonly Paid[])[] = [];
  for (const { history } of shoppers.slice(0, MOST_SHOPPERS)) {
    paid.push(paidBy(history, shelf));
    await breathe();
  }
  const prices = await distributions(paid, () => true, shelf, breathe);
  const parts: Learned[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    parts.push(await learnKinds(paid, (shopper) => shopper % PARTS !== part, shelf, breathe));
  }
  const halfLifeDays = await bestHalfLife(paid, parts, breathe);
  const variances = await estimateVariances(paid, parts, breathe);
  const rows: RegressionRow[] = [];
  const share =
    MOST_ROWS /
    Math.max(
      1,
      paid.reduce((sum, { length }) => sum + length, 0),
    );
  for (const [shopper, purchases] of paid.entries()) {
    const part = parts[shopper % PARTS] as Learned;
    foretellEach(purchases, part, halfLifeDays, (purchase, place, evidence) => {
      if (random() >= share) return;
      const inputs = priceInputs({ kinds: part.kinds, variances }, evidence, {
        ...purchase.on,
        at: purchase.at,
      });
      rows.push({ inputs, target: place - MIDDLE });
    });
    await breathe();
  }
  if (rows.length < LEAST_LISTS) return null;
  const whole = await learnKinds(paid, () => true, shelf, breathe);
  return { ...whole, prices, variances, halfLifeDays, model: await fitMedian(rows, PENALTY, breathe) };
}

type Learned = Pick<PriceForetelling, 'prices' | 'kinds'>;

/** The latest purchases that are remembered one by one and had a price, oldest first. */
function paidBy({ products }: ShopperHistory['history'], shelf: PriceShelf): readonly Paid[] {
  return products
    .flatMap(({ productId, times, meanCents }): readonly Paid[] => {
      const on = meanCents === null ? null : shelf.of(productId);
      if (on === null || meanCents === null || on.unitsPerPack <= 0) return [];
      return times.map((at) => ({ at, on, unitCents: meanCents / on.unitsPerPack }));
    })
    .sort((a, b) => a.at - b.at)
    .slice(-MOST_PURCHASES);
}

/** What units of each kind cost: every purchase counts once, and every price on the shelf. */
async function distributions(
  paid: readonly (readonly Paid[])[],
  counts: (shopper: number) => boolean,
  shelf: PriceShelf,
  breathe: () => Promise<void>,
): Promise<ReadonlyMap<string, PriceDistribution>> {
  const pairs = new Map<string, [number, number][]>();
  for (const [shopper, purchases] of paid.entries()) {
    if (!counts(shopper)) continue;
    for (const { on, unitCents } of purchases) {
      const kind = pairs.get(on.kind) ?? weightedPrices(shelf.pricesOf(on.kind));
      kind.push([unitCents, 1]);
      pairs.set(on.kind, kind);
    }
    await breathe();
  }
  const found = new Map<string, PriceDistribution>();
  for (const [kind, all] of pairs) {
    found.set(kind, distributionOf(all));
    if (found.size % 64 === 0) await breathe();
  }
  return found;
}

async function learnKinds(
  paid: readonly (readonly Paid[])[],
  counts: (shopper: number) => boolean,
  shelf: PriceShelf,
  breathe: () => Promise<void>,
): Promise<Learned> {
  const prices = await distributions(paid, counts, shelf, breathe);
  const places = new Map<string, { readonly at: number; readonly place: number }[]>();
  for (const [shopper, purchases] of paid.entries()) {
    if (!counts(shopper)) continue;
    for (const { at, on, unitCents } of purchases) {
      const place = placeIn(prices, on.kind, unitCents);
      if (place === null) continue;
      const known = places.get(on.kind);
      if (known === undefined) places.set(on.kind, [{ at, place }]);
      else known.push({ at, place });
    }
    await breathe();
  }
  const kinds = new Map<string, KindPlaces>();
  for (const [kind, all] of places) kinds.set(kind, kindPlaces(all));
  return { prices, kinds };
}

function placeIn(prices: Learned['prices'], kind: string, unitCents: number): number | null {
  const known = prices.get(kind);
  return known === undefined ? null : placeAmong(known, unitCents);
}

/** Goes through a shopper's purchases: each is shown with the evidence of the orders before it. */
function foretellEach(
  purchases: readonly Paid[],
  { prices }: Learned,
  halfLifeDays: number,
  show: (purchase: Paid, place: number, evidence: ReturnType<typeof gatherPriceEvidence>['evidence']) => void,
): void {
  const gathered = gatherPriceEvidence(halfLifeDays);
  for (let from = 0; from < purchases.length; ) {
    const { at } = purchases[from] as Paid;
    let until = from;
    while (until < purchases.length && purchases[until]?.at === at) until += 1;
    gathered.passTo(at);
    const order = purchases.slice(from, until).flatMap((purchase) => {
      const place = placeIn(prices, purchase.on.kind, purchase.unitCents);
      return place === null ? [] : [{ purchase, place }];
    });
    for (const { purchase, place } of order) show(purchase, place, gathered.evidence);
    for (const { purchase, place } of order) {
      const { kind, family } = purchase.on;
      gathered.add({ kind, family, place, weight: 1, lastAt: at });
    }
    from = until;
  }
}

/** The half-life whose levels foretell the next purchases with the least error. */
async function bestHalfLife(
  paid: readonly (readonly Paid[])[],
  parts: readonly Learned[],
  breathe: () => Promise<void>,
): Promise<number> {
  const errors: number[] = [];
  for (const halfLifeDays of HALF_LIVES_DAYS) {
    let error = 0;
    for (const [shopper, purchases] of paid.entries()) {
      const part = parts[shopper % PARTS] as Learned;
      let at = Number.NaN;
      let level = 0;
      foretellEach(purchases, part, halfLifeDays, (purchase, place, evidence) => {
        if (purchase.at !== at) level = overallLevel(evidence.kinds.values(), USUAL_VARIANCES).mean;
        at = purchase.at;
        error += (place - MIDDLE - level) ** 2;
      });
      await breathe();
    }
    errors.push(error);
  }
  return HALF_LIVES_DAYS[errors.indexOf(Math.min(...errors))] ?? HALF_LIVES_DAYS[0];
}

/**
 * Variance components by moments: what two purchases of one shopper have in common across kinds, what more within one
 * kind, and the rest.
 */
async function estimateVariances(
  paid: readonly (readonly Paid[])[],
  parts: readonly Learned[],
  breathe: () => Promise<void>,
): Promise<PlaceVariances> {
  const all = { sum: 0, pairs: 0 };
  const across = { sum: 0, pairs: 0 };
  const within = { sum: 0, pairs: 0 };
  for (const [shopper, purchases] of paid.entries()) {
    await breathe();
    const kinds = new Map<string, { count: number; sum: number; squares: number }>();
    for (const { on, unitCents } of purchases) {
      const place = placeIn((parts[shopper % PARTS] as Learned).prices, on.kind, unitCents);
      if (place === null) continue;
      const kept = kinds.get(on.kind) ?? { count: 0, sum: 0, squares: 0 };
      const off = place - MIDDLE;
      kinds.set(on.kind, { count: kept.count + 1, sum: kept.sum + off, squares: kept.squares + off * off });
    }
    const sums = [...kinds.values()];
    const total = sums.reduce((sum, kind) => sum + kind.sum, 0);
    const count = sums.reduce((sum, kind) => sum + kind.count, 0);
    for (const kind of sums) {
      all.sum += kind.squares;
      all.pairs += kind.count;
      within.sum += kind.sum ** 2 - kind.squares;
      within.pairs += kind.count * (kind.count - 1);
      across.sum += kind.sum * (total - kind.sum);
      across.pairs += kind.count * (count - kind.count);
    }
  }
  if (within.pairs === 0 || across.pairs === 0) return USUAL_VARIANCES;
  const least = (variance: number) => Math.max(LEAST_VARIANCE, variance);
  const shopper = least(across.sum / across.pairs);
  const kind = least(within.sum / within.pairs - shopper);
  return { shopper, kind, purchase: least(all.sum / all.pairs - shopper - kind) };
}
