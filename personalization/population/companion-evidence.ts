import { beyondChance, metBeyondChance } from './met-beyond-chance.ts';
import type { PopulationStatistics } from './population-statistics.ts';
import { basketsOf, type ProductPurchases, type PurchaseHistory } from './purchase-history.ts';

/** What speaks for each product that may go with a basket. */
export interface CompanionEvidence {
  readonly productIds: readonly string[];
  /** Rows of `COMPANION_INPUTS` numbers, one product after another. */
  readonly rows: Float32Array;
  /** For each product, the basket's product that it met most beyond chance, in how many orders, and whether surely so. */
  readonly with: readonly {
    readonly productId: string;
    readonly orders: number;
    readonly goesWith: boolean;
  }[];
}

/** What of a shopper's orders tells what goes with a cart; of the products' times only those in the latest trips. */
export interface CompanionHistory extends Pick<PurchaseHistory, 'orders' | 'trips'> {
  readonly products: readonly Pick<ProductPurchases, 'productId' | 'count' | 'times'>[];
}

export interface CompanionQuestion {
  /** Null for a shopper without orders. */
  readonly history: CompanionHistory | null;
  /** Products of the basket so far, each once. */
  readonly basket: readonly string[];
}

export const COMPANION_INPUTS = 17;
const FROM_POPULAR = 100;
const FROM_OWN = 60;
/** The shopper's latest orders in which products are looked for together. */
export const OWN_ORDERS = 32;
/** As population-statistics shrinks what is bought beside. */
const BESIDE_PRIOR = 5;

/** Evidence of the shopper's own orders, and of everybody's, for what goes with the basket. */
export function companionEvidence(
  population: PopulationStatistics,
  { history, basket }: CompanionQuestion,
): CompanionEvidence {
  const inBasket = new Set(basket);
  const met = relatedTo(population, basket);
  const own = ownPairs(history, inBasket);
  const purchases = new Map((history?.products ?? []).map(({ productId, count }) => [productId, count]));
  const orders = history?.orders ?? 0;
  const nameOf = (place: number) => population.productIds[place] as string;
  const productIds = [
    ...new Set([
      ...[...met.keys()].map(nameOf),
      ...population.popular.slice(0, FROM_POPULAR).map(nameOf),
      ...[...purchases]
        .sort(([, a], [, b]) => b - a)
        .slice(0, FROM_OWN)
        .map(([productId]) => productId),
    ]),
  ].filter((productId) => !inBasket.has(productId));
  const ofOneShopper = population.orders / Math.max(1, population.shoppers);
  const rows = new Float32Array(productIds.length * COMPANION_INPUTS);
  const best = productIds.map((productId, index) => {
    const place = population.places.get(productId) ?? -1;
    const pairs = met.get(place) ?? [];
    const all = population.products[place]?.orders ?? 0;
    const sums = { cosine: 0, conditional: 0, lift: 0 };
    let closest = 0;
    let told = { productId: '', orders: 0, goesWith: false, z: Number.NEGATIVE_INFINITY };
    for (const { productId: beside, cosine, besideOrders } of pairs) {
      const together = cosine * Math.sqrt((besideOrders + BESIDE_PRIOR) * (all + BESIDE_PRIOR));
      sums.cosine += cosine;
      sums.conditional += together / (besideOrders + BESIDE_PRIOR);
      sums.lift += Math.log1p((together * population.orders) / ((besideOrders + 1) * (all + 1)));
      closest = Math.max(closest, cosine);
      const meetings = {
        together,
        first: besideOrders,
        second: all,
        orders: population.orders,
        ofOneShopper,
      };
      const z = beyondChance(meetings);
      if (z > told.z) {
        const goesWith = metBeyondChance(meetings);
        told = { productId: beside, orders: Math.round(together), goesWith, z };
      }
    }
    const size = Math.sqrt(Math.max(1, basket.length));
    const count = purchases.get(productId) ?? 0;
    const pair = own.get(productId);
    const row = index * COMPANION_INPUTS;
    rows[row] = Math.sqrt(sums.cosine / size);
    rows[row + 1] = sums.cosine / basket.length;
    rows[row + 2] = closest;
    rows[row + 3] = Math.sqrt(sums.conditional / basket.length);
    rows[row + 4] = sums.conditional / size;
    rows[row + 5] = sums.lift / basket.length;
    rows[row + 6] = Math.sqrt(pairs.length / basket.length);
    rows[row + 7] = Math.log1p(all) - Math.log1p(population.orders / 100);
    rows[row + 8] = Math.sqrt(all / Math.max(1, population.orders));
    rows[row + 9] = count > 0 ? 1 : 0;
    rows[row + 10] = Math.log1p(count);
    rows[row + 11] = orders === 0 ? 0 : Math.sqrt(count / orders);
    rows[row + 12] = pair === undefined ? 0 : Math.sqrt(pair.similarity);
    rows[row + 13] = pair === undefined ? 0 : Math.log1p(pair.orders);
    rows[row + 14] = Math.log1p(orders);
    rows[row + 15] = Math.log(Math.max(1, basket.length));
    rows[row + 16] = pair === undefined ? 0 : 1 / (1 + pair.ordersAgo);
    return { productId: told.productId, orders: told.orders, goesWith: told.goesWith };
  });
  return { productIds, rows, with: best };
}

/** Products bought beside those of the basket, by place. */
function relatedTo({ places, products, beside }: PopulationStatistics, basket: readonly string[]) {
  const met = new Map<
    number,
    { readonly productId: string; readonly cosine: number; readonly besideOrders: number }[]
  >();
  for (const productId of basket) {
    const place = places.get(productId);
    const relation = place === undefined ? undefined : beside[place];
    if (place === undefined || relation === undefined) continue;
    const besideOrders = products[place]?.orders ?? 0;
    relation.products.forEach((other, at) => {
      const pairs = met.get(other) ?? [];
      pairs.push({ productId, cosine: relation.strengths[at] as number, besideOrders });
      met.set(other, pairs);
    });
  }
  return met;
}

/** How like the shopper's own earlier orders this basket is, for what they held beside. */
function ownPairs(history: CompanionHistory | null, inBasket: ReadonlySet<string>) {
  const pairs = new Map<string, { similarity: number; orders: number; ordersAgo: number }>();
  if (history === null) return pairs;
  const baskets = basketsOf({ ...history, trips: history.trips.slice(-OWN_ORDERS) });
  baskets.forEach((basket, index) => {
    const shared = basket.filter((productId) => inBasket.has(productId)).length;
    if (shared === 0) return;
    const similarity = shared / Math.sqrt(basket.length * inBasket.size);
    for (const productId of basket) {
      const pair = pairs.get(productId) ?? { similarity: 0, orders: 0, ordersAgo: 0 };
      pair.similarity += similarity;
      pair.orders += 1;
      pair.ordersAgo = baskets.length - 1 - index;
      pairs.set(productId, pair);
    }
  });
  return pairs;
}
