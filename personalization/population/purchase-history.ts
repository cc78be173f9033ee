import type { GraphEdge } from '#personalization/learning/edge.ts';
import type { Evidence } from '#personalization/learning/evidence.ts';
import { productIdOf } from '#personalization/learning/graph-change.ts';

/** What one shopper's facts say of one product's purchases. */
export interface ProductPurchases {
  readonly productId: string;
  /** All purchases, also those that `times` no longer names. */
  readonly count: number;
  readonly firstAt: number;
  /** The latest purchases, oldest first, in milliseconds since the epoch. */
  readonly times: readonly number[];
  /** The packs of each of these purchases. */
  readonly quantities: readonly number[];
  /** Mean price paid for a pack; null when no purchase had one. */
  readonly meanCents: number | null;
}

/** One shopper's orders, as the evidence of their facts tells them. */
export interface PurchaseHistory {
  /** All orders, also those that `trips` no longer names. */
  readonly orders: number;
  readonly firstAt: number;
  /** When the latest orders were, oldest first. */
  readonly trips: readonly number[];
  /** Different products of an order on average. */
  readonly meanProducts: number;
  readonly products: readonly ProductPurchases[];
}

/** The history that `BOUGHT` and `SHOPPED` facts hold; null without any order. */
export function purchaseHistory(edges: readonly GraphEdge[]): PurchaseHistory | null {
  const shopped = edges.find(({ kind }) => kind === 'SHOPPED')?.evidence;
  if (shopped === undefined || shopped.amounts === null) return null;
  return {
    orders: shopped.count,
    firstAt: shopped.firstAt,
    trips: shopped.amounts.recent.map(([at]) => at),
    meanProducts: shopped.amounts.sum / shopped.count,
    products: edges.filter(({ kind }) => kind === 'BOUGHT').map(purchasesOf),
  };
}

function purchasesOf({ targetId, evidence }: GraphEdge): ProductPurchases {
  const times: number[] = [];
  const quantities: number[] = [];
  const recent = evidence.amounts?.recent ?? [];
  for (let index = 0; index < recent.length; index += 1) {
    const act = recent[index] as (typeof recent)[number];
    times.push(act[0]);
    quantities.push(act[1]);
  }
  return {
    productId: productIdOf(targetId),
    count: evidence.count,
    firstAt: evidence.firstAt,
    times,
    quantities,
    meanCents: meanCentsOf(evidence),
  };
}

/** The mean price that was paid for a pack; null when no purchase had one. */
export function meanCentsOf({ amounts }: Pick<Evidence, 'amounts'>): number | null {
  return amounts === null || amounts.centsCount === 0 ? null : amounts.centsSum / amounts.centsCount;
}

/** The products of each of the latest orders, by the order's place in `trips`. */
export function basketsOf({
  trips,
  products,
}: Pick<PurchaseHistory, 'trips'> & {
  readonly products: readonly Pick<ProductPurchases, 'productId' | 'times'>[];
}): readonly (readonly string[])[] {
  const place = new Map(trips.map((at, index) => [at, index]));
  const baskets: string[][] = trips.map(() => []);
  const oldest = trips[0] ?? Number.POSITIVE_INFINITY;
  for (const { productId, times } of products) {
    for (let at = times.length - 1; at >= 0 && (times[at] as number) >= oldest; at -= 1) {
      const index = place.get(times[at] as number);
      if (index !== undefined) baskets[index]?.push(productId);
    }
  }
  return baskets;
}

/** The history as it was before the order at `place` of `trips`. */
export function historyBefore(history: PurchaseHistory, place: number): PurchaseHistory | null {
  const until = history.trips[place];
  const orders = history.orders - (history.trips.length - place);
  if (until === undefined || place === 0 || orders === 0) return null;
  return {
    ...history,
    orders,
    trips: history.trips.slice(0, place),
    products: history.products.flatMap((product) => {
      const times = product.times.filter((at) => at < until);
      return times.length === 0
        ? []
        : [
            {
              ...product,
              times,
              quantities: product.quantities.slice(0, times.length),
              count: product.count - (product.times.length - times.length),
            },
          ];
    }),
  };
}

/**
 * How many orders came before `at`: counted where the latest ones are named, else spread evenly over the time before.
 */
export function ordersBefore(history: PurchaseHistory, at: number): number {
  return ordersBeforeEach(history, [at])[0] as number;
}

/** The same of several times, oldest first. */
export function ordersBeforeEach(
  { orders, trips, firstAt }: PurchaseHistory,
  times: readonly number[],
): readonly number[] {
  const oldest = trips[0] ?? firstAt;
  const earlier = orders - trips.length;
  const before: number[] = [];
  let place = 0;
  for (let index = 0; index < times.length; index += 1) {
    const at = times[index] as number;
    if (at < oldest) {
      before.push(Math.round((earlier * Math.max(0, at - firstAt)) / Math.max(1, oldest - firstAt)));
      continue;
    }
    while (place < trips.length && (trips[place] as number) < at) place += 1;
    before.push(earlier + place);
  }
  return before;
}
