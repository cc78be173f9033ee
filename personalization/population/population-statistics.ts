import { DAY_MS } from '#personalization/learning/evidence.ts';
import { groupVector } from './group-vector.ts';
import { basketsOf, type PurchaseHistory } from './purchase-history.ts';

/** Products that stand in a relation to one product, and how strongly; strongest first. */
export interface Related {
  readonly products: Int32Array;
  readonly strengths: Float32Array;
}

/** What one product's purchases by everybody say. */
export interface ProductStatistics {
  /** Orders that held it, also with the latest of each shopper weighing most. */
  readonly orders: number;
  readonly recent: number;
  readonly buyers: number;
  /** Buyers who bought it again. */
  readonly repeaters: number;
  /** Orders right after one that held it, and those of them that held it again. */
  readonly chances: number;
  readonly rebought: number;
  /** Logarithms of days between purchases by the same shopper, their sum and number. */
  readonly logDays: number;
  readonly intervals: number;
}

/** What the orders of many shoppers say together. Products are numbered by `places`. */
export interface PopulationStatistics {
  /** The place of each shopper in `vectors`. */
  readonly seats: ReadonlyMap<string, number>;
  readonly shoppers: number;
  readonly orders: number;
  readonly productIds: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  readonly products: readonly ProductStatistics[];
  /** What is newly bought after it, and what is bought beside it. */
  readonly follows: readonly Related[];
  readonly beside: readonly Related[];
  /** Each shopper's vector, its squared length, and for each product who has it with which weight. */
  readonly vectors: readonly Related[];
  readonly lengths: Float64Array;
  /** The share of each shopper's orders that held the products of their vector, in the order of the vector. */
  readonly evens: readonly Float32Array[];
  readonly holders: readonly Related[];
  /** Most ordered, and most ordered lately. */
  readonly popular: readonly number[];
  readonly popularLately: readonly number[];
}

/** Related products that are kept of each product. */
const RELATED = 50;
const POPULAR = 100;
/** The latest orders of a shopper that relations are learned from: heavy shoppers must not speak for all. */
const ORDERS_HEARD = 32;
/** Orders with more pairs than this say little of any one pair. */
const MOST_PAIRS = 2_500;
/** Orders after which one of a shopper's counts half for what is popular lately. */
const HALF_ORDERS = 3;
/** What a relation seen once or twice is shrunk by. */
const FOLLOW_PRIOR = 10;
const BESIDE_PRIOR = 5;

type Mutable = { -readonly [K in keyof ProductStatistics]: number };

/** Gathers statistics shopper by shopper. */
export function gatherPopulation() {
  const seats = new Map<string, number>();
  const places = new Map<string, number>();
  const productIds: string[] = [];
  const products: Mutable[] = [];
  const followed: Map<number, number>[] = [];
  const beside: Map<number, number>[] = [];
  const sources: number[] = [];
  const vectors: Related[] = [];
  const evens: Float32Array[] = [];
  let orders = 0;

  const placeOf = (productId: string) => {
    const known = places.get(productId);
    if (known !== undefined) return known;
    const place = productIds.length;
    places.set(productId, place);
    productIds.push(productId);
    products.push({
      orders: 0,
      recent: 0,
      buyers: 0,
      repeaters: 0,
      chances: 0,
      rebought: 0,
      logDays: 0,
      intervals: 0,
    });
    followed.push(new Map());
    beside.push(new Map());
    sources.push(0);
    return place;
  };

  return {
    add(shopperId: string, history: PurchaseHistory) {
      seats.set(shopperId, vectors.length);
      orders += history.orders;
      const vector = [...groupVector(history)].map(
        ([productId, weight]) => [placeOf(productId), weight] as const,
      );
      vectors.push(related(vector));
      const counts = new Map(history.products.map(({ productId, count }) => [placeOf(productId), count]));
      evens.push(Float32Array.from(vector, ([place]) => (counts.get(place) ?? 0) / history.orders));
      for (const { productId, count, times } of history.products) {
        const product = products[placeOf(productId)] as Mutable;
        product.orders += count;
        product.buyers += 1;
        if (count > 1) product.repeaters += 1;
        for (let index = 1; index < times.length; index += 1) {
          product.logDays += Math.log(
            Math.max(1, ((times[index] as number) - (times[index - 1] as number)) / DAY_MS),
          );
          product.intervals += 1;
        }
      }
      const firstAt = new Map(history.products.map((product) => [product.productId, product.firstAt]));
      const baskets = basketsOf(history);
      baskets.forEach((basket, index) => {
        const back = baskets.length - 1 - index;
        const fade = 2 ** (-back / HALF_ORDERS);
        const own = basket.map(placeOf);
        for (const place of own) (products[place] as Mutable).recent += fade;
        if (back >= ORDERS_HEARD) return;
        if (own.length ** 2 <= MOST_PAIRS) {
          for (const place of own) {
            for (const other of own) if (other !== place) raise(beside[place], other);
          }
        }
        const next = baskets[index + 1];
        const nextAt = history.trips[index + 1];
        if (next === undefined || nextAt === undefined) return;
        const again = new Set(next.map(placeOf));
        for (const place of own) {
          const product = products[place] as Mutable;
          product.chances += 1;
          if (again.has(place)) product.rebought += 1;
          sources[place] = (sources[place] ?? 0) + 1;
        }
        const fresh = next.filter((productId) => firstAt.get(productId) === nextAt).map(placeOf);
        if (own.length * fresh.length > MOST_PAIRS) return;
        for (const place of own) for (const other of fresh) raise(followed[place], other);
      });
    },

    finish(): PopulationStatistics {
      const lengths = new Float64Array(vectors.length);
      const holders: [number, number][][] = productIds.map(() => []);
      vectors.forEach(({ products: held, strengths }, shopper) => {
        held.forEach((place, at) => {
          const weight = strengths[at] as number;
          lengths[shopper] = (lengths[shopper] as number) + weight ** 2;
          holders[place]?.push([shopper, weight]);
        });
      });
      // Among few shoppers one pair is all there is; among many it is chance.
      const least = vectors.length < 300 ? 1 : 2;
      const ordersOf = (place: number) => products[place]?.orders ?? 0;
      return {
        seats,
        shoppers: vectors.length,
        orders,
        productIds,
        places,
        products,
        follows: followed.map((counts, place) =>
          strongest(counts, (count) => count / ((sources[place] ?? 0) + FOLLOW_PRIOR)),
        ),
        beside: beside.map((counts, place) =>
          strongest(counts, (count, other) =>
            count < least
              ? 0
              : count / Math.sqrt((ordersOf(place) + BESIDE_PRIOR) * (ordersOf(other) + BESIDE_PRIOR)),
          ),
        ),
        vectors,
        lengths,
        evens,
        holders: holders.map(related),
        popular: mostOf(products, ({ orders: count }) => count),
        popularLately: mostOf(products, ({ recent }) => recent),
      };
    },
  };
}

function raise(counts: Map<number, number> | undefined, place: number): void {
  counts?.set(place, (counts.get(place) ?? 0) + 1);
}

function related(pairs: readonly (readonly [number, number])[]): Related {
  return {
    products: Int32Array.from(pairs, ([place]) => place),
    strengths: Float32Array.from(pairs, ([, strength]) => strength),
  };
}

function strongest(
  counts: ReadonlyMap<number, number>,
  strength: (count: number, other: number) => number,
): Related {
  const pairs = [...counts]
    .map(([other, count]) => [other, strength(count, other)] as const)
    .filter(([, value]) => value > 0)
    .sort(([a, left], [b, right]) => right - left || a - b);
  return related(pairs.slice(0, RELATED));
}

function mostOf(
  products: readonly ProductStatistics[],
  measure: (product: ProductStatistics) => number,
): readonly number[] {
  return products
    .map((product, place) => [place, measure(product)] as const)
    .sort(([a, left], [b, right]) => right - left || a - b)
    .slice(0, POPULAR)
    .map(([place]) => place);
}
