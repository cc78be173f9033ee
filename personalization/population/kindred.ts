import { groupVector } from './group-vector.ts';
import type { PopulationStatistics } from './population-statistics.ts';
import { basketsOf, type PurchaseHistory } from './purchase-history.ts';

/** What everybody's orders suggest to one shopper, by product place. */
export interface Suggested {
  /** The shopper's own vector, by product id. */
  readonly own: ReadonlyMap<string, number>;
  /** What the nearest shoppers buy, lately and ever, and the very nearest; a share for every place, most of them 0. */
  readonly kindred: Float64Array;
  readonly kindredEver: Float64Array;
  readonly closest: Float64Array;
  /** The places that are not 0 in them. */
  readonly found: readonly number[];
  /** What follows the shopper's latest orders, and what is bought beside their products. */
  readonly follows: Related;
  readonly beside: Related;
}

/** How strongly places are suggested; `found` are those that are not 0. */
export interface Related {
  readonly strengths: Float64Array;
  readonly found: readonly number[];
}

const NEIGHBOURS = 300;
const CLOSEST = 50;
const LATEST_ORDERS = 3;
const ORDER_FADE = 0.6;

export function suggestedBy(
  population: PopulationStatistics,
  shopperId: string,
  history: PurchaseHistory,
): Suggested {
  const own = groupVector(history);
  const bought = boughtBy(population, nearest(population, shopperId, own));
  const follows = noneRelated(population);
  const baskets = basketsOf({ ...history, trips: history.trips.slice(-LATEST_ORDERS) });
  [...baskets].reverse().forEach((basket, back) => {
    const weight = ORDER_FADE ** back / Math.sqrt(Math.max(1, basket.length));
    for (const productId of basket) spread(population, population.follows, productId, weight, follows);
  });
  const beside = noneRelated(population);
  let total = 0;
  for (const weight of own.values()) total += weight;
  for (const [productId, weight] of own)
    spread(population, population.beside, productId, weight / total, beside);
  return { own, ...bought, follows, beside };
}

/** What shoppers, nearest first, buy on average. Sums by place: maps of so many are slow. */
function boughtBy(
  { productIds, vectors, evens }: PopulationStatistics,
  shoppers: readonly number[],
): Pick<Suggested, 'kindred' | 'kindredEver' | 'closest' | 'found'> {
  const kindred = new Float64Array(productIds.length);
  const kindredEver = new Float64Array(productIds.length);
  const closest = new Float64Array(productIds.length);
  const found: number[] = [];
  const each = 1 / Math.max(1, shoppers.length);
  const eachClosest = 1 / Math.max(1, Math.min(CLOSEST, shoppers.length));
  shoppers.forEach((shopper, rank) => {
    const { products, strengths } = vectors[shopper] as PopulationStatistics['vectors'][number];
    const shares = evens[shopper] as Float32Array;
    for (let at = 0; at < products.length; at += 1) {
      const place = products[at] as number;
      const strength = strengths[at] as number;
      if (kindredEver[place] === 0) found.push(place);
      kindred[place] = (kindred[place] as number) + strength * each;
      kindredEver[place] = (kindredEver[place] as number) + (shares[at] as number) * each;
      if (rank < CLOSEST) closest[place] = (closest[place] as number) + strength * eachClosest;
    }
  });
  return { kindred, kindredEver, closest, found };
}

/** Other shoppers that have something in common, by the distance of their vectors, nearest first. */
function nearest(
  { places, holders, lengths, seats }: PopulationStatistics,
  shopperId: string,
  own: ReadonlyMap<string, number>,
): readonly number[] {
  const dots = new Float64Array(lengths.length);
  for (const [productId, weight] of own) {
    const place = places.get(productId);
    const held = place === undefined ? undefined : holders[place];
    if (held === undefined) continue;
    const { products: shoppers, strengths } = held;
    for (let at = 0; at < shoppers.length; at += 1) {
      const shopper = shoppers[at] as number;
      dots[shopper] = (dots[shopper] as number) + weight * (strengths[at] as number);
    }
  }
  const self = seats.get(shopperId);
  const found: number[] = [];
  const distances = new Float64Array(lengths.length);
  for (let shopper = 0; shopper < lengths.length; shopper += 1) {
    if (dots[shopper] === 0) continue;
    distances[shopper] = (lengths[shopper] as number) - 2 * (dots[shopper] as number);
    if (shopper !== self) found.push(shopper);
  }
  return found
    .sort((a, b) => (distances[a] as number) - (distances[b] as number) || a - b)
    .slice(0, NEIGHBOURS);
}

function noneRelated({ productIds }: PopulationStatistics) {
  return { strengths: new Float64Array(productIds.length), found: [] as number[] };
}

function spread(
  { places }: PopulationStatistics,
  relations: PopulationStatistics['follows'],
  productId: string,
  weight: number,
  { strengths, found }: { readonly strengths: Float64Array; readonly found: number[] },
): void {
  const place = places.get(productId);
  const relation = place === undefined ? undefined : relations[place];
  if (relation === undefined) return;
  for (let at = 0; at < relation.products.length; at += 1) {
    const other = relation.products[at] as number;
    const before = strengths[other] as number;
    const strength = before + weight * (relation.strengths[at] as number);
    if (before === 0 && strength !== 0) found.push(other);
    strengths[other] = strength;
  }
}
