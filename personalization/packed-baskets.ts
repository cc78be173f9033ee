import { listAt, type PackedColumn, type PackedLists, packColumn, packLists } from './packed-column.ts';
import { type CompanionHistory, OWN_ORDERS } from './population/companion-evidence.ts';
import { basketsOf, type PurchaseHistory } from './population/purchase-history.ts';

/** What is needed of a shopper's orders to tell what goes with a cart. */
export interface PackedBaskets {
  readonly orders: number;
  /** Those of the habits too, so that they are held once; and for each product bought, its place among them. */
  readonly productIds: readonly string[];
  readonly places: PackedColumn;
  readonly counts: PackedColumn;
  /** When the latest orders were, and for each product which of these held it. */
  readonly trips: PackedColumn;
  readonly held: PackedLists;
}

/** `known`: products that are held already. */
export function packBaskets(history: PurchaseHistory, known: readonly string[]): PackedBaskets {
  const place = new Map(known.map((productId, at) => [productId, at]));
  const others = history.products.flatMap(({ productId }) => (place.has(productId) ? [] : [productId]));
  others.forEach((productId, at) => {
    place.set(productId, known.length + at);
  });
  const trips = history.trips.slice(-OWN_ORDERS);
  const held = new Map<string, number[]>(history.products.map(({ productId }) => [productId, []]));
  basketsOf({ ...history, trips }).forEach((basket, place) => {
    for (const productId of basket) held.get(productId)?.push(place);
  });
  return {
    orders: history.orders,
    productIds: others.length === 0 ? known : [...known, ...others],
    places: packColumn(history.products.map(({ productId }) => place.get(productId) ?? 0)),
    counts: packColumn(history.products.map(({ count }) => count)),
    trips: packColumn(trips),
    held: packLists([...held.values()]),
  };
}

export function unpackBaskets(packed: PackedBaskets): CompanionHistory {
  const { orders, productIds, places, counts, trips, held } = packed;
  return {
    orders,
    trips: Array.from(trips),
    products: Array.from(places, (place, at) => ({
      productId: productIds[place] as string,
      count: counts[at] as number,
      times: listAt(held, at).map((trip) => trips[trip] as number),
    })),
  };
}
