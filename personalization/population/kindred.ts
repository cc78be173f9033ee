import { groupVector } from './group-vector.ts';
import type { PopulationStatistics } from './population-statistics.ts';
import { basketsOf, type PurchaseHistory } from './purchase-history.ts';

/** What everybody's orders suggest to one shopper, by product place. */
export interface Suggested {
  /** The shopper's own vector, by product id. */
  readonly own: ReadonlyMap<string, number>;
  /** What the nearest shoppers buy, lately and ever, and the very nearest. */
  readonly kindred: ReadonlyMap<number, number>;
  readonly kindredEver: ReadonlyMap<number, number>;
  readonly closest: ReadonlyMap<number, number>;
  /** What follows the shopper's latest orders, and what is bought beside their products. */
  readonly follows: ReadonlyMap<number, number>;
  readonly beside: ReadonlyMap<number, number>;
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
  const { kindred, kindredEver, closest } = boughtBy(population, nearest(population, shopperId, own));
  const follows = new Map<number, number>();
  const baskets = basketsOf({ ...history, trips: history.trips.slice(-LATEST_ORDERS) });
  [...baskets].reverse().forEach((basket, back) => {
    const weight = ORDER_FADE ** back / Math.sqrt(Math.max(1, basket.length));
    for (const productId of basket) spread(population, population.follows, productId, weight, follows);
  });
  const beside = new Map<number, number>();
  let total = 0;
  for (const weight of own.values()) total += weight;
  for (const [productId, weight] of own)
    spread(population, population.beside, productId, weight / total, beside);
  return { own, kindred, kindredEver, closest, follows, beside };
}

/** What shoppers buy on average, the nearest first. Sums by place are much faster than maps. */
function boughtBy(
  { productIds, vectors, evens }: PopulationStatistics,
  shoppers: readonly number[],
): Pick<Suggested, 'kindred' | 'kindredEver' | 'closest'> {
  const lately = new Float64Array(productIds.length);
  const ever = new Float64Array(productIds.length);
  const veryNearest = new Float64Array(productIds.length);
  const found: number[] = [];
  shoppers.forEach((shopper, rank) => {
    const { products, strengths } = vectors[shopper] as PopulationStatistics['vectors'][number];
    const shares = evens[shopper] as Float32Array;
    for (let at = 0; at < products.length; at += 1) {
      const place = products[at] as number;
      if (ever[place] === 0) found.push(place);
      lately[place] = (lately[place] as number) + (strengths[at] as number);
      ever[place] = (ever[place] as number) + (shares[at] as number);
      if (rank < CLOSEST) veryNearest[place] = (veryNearest[place] as number) + (strengths[at] as number);
    }
  });
  const mean = (sums: Float64Array, count: number) =>
    new Map(found.map((place) => [place, (sums[place] as number) / Math.max(1, count)]));
  return {
    kindred: mean(lately, shoppers.length),
    kindredEver: mean(ever, shoppers.length),
    closest: mean(veryNearest, Math.min(CLOSEST, shoppers.length)),
  };
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

function spread(
  { places }: PopulationStatistics,
  relations: PopulationStatistics['follows'],
  productId: string,
  weight: number,
  into: Map<number, number>,
): void {
  const place = places.get(productId);
  const relation = place === undefined ? undefined : relations[place];
  if (relation === undefined) return;
  for (let at = 0; at < relation.products.length; at += 1) {
    raise(into, relation.products[at] as number, weight * (relation.strengths[at] as number));
  }
}

function raise(scores: Map<number, number>, place: number, by: number): void {
  scores.set(place, (scores.get(place) ?? 0) + by);
}
