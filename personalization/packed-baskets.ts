import { listAt, type PackedColumn, type PackedLists, packColumn, packLists } from './packed-column.ts';
import { type CompanionHistory, OWN_ORDERS } from './population/companion-evidence.ts';
import { basketsOf, type PurchaseHistory } from './population/purchase-history.ts';

/** What is needed of a shopper's orders to tell what goes with a cart. */
export interface PackedBaskets {
  readonly orders: number;
  readonly productIds: readonly string[];
  readonly counts: PackedColumn;
  /** When the latest orders were, and for each product which of these held it. */
  readonly trips: PackedColumn;
  readonly held: PackedLists;
}

export function packBaskets(history: PurchaseHistory, nameOf: (productId: string) => string): PackedBaskets {
  const trips = history.trips.slice(-OWN_ORDERS);
  const held = new Map<string, number[]>(history.products.map(({ productId }) => [productId, []]));
  basketsOf({ ...history, trips }).forEach((basket, place) => {
    for (const productId of basket) held.get(productId)?.push(place);
  });
  return {
    orders: history.orders,
    productIds: history.products.map(({ productId }) => nameOf(productId)),
    counts: packColumn(history.products.map(({ count }) => count)),
    trips: packColumn(trips),
    held: packLists([...held.values()]),
  };
}

export function unpackBaskets({ orders, productIds, counts, trips, held }: PackedBaskets): CompanionHistory {
  return {
    orders,
    trips: Array.from(trips),
    products: productIds.map((productId, place) => ({
      productId,
      count: counts[place] as number,
      times: listAt(held, place).map((trip) => trips[trip] as number),
    })),
  };
}
