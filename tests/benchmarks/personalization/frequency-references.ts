/** A history as the references read it: the items of each basket, oldest first. */
export type Baskets = readonly (readonly string[])[];

/** How often everybody bought what. */
export interface Popularity {
  /** Items by how many baskets of all histories held them. */
  readonly items: readonly string[];
  /** How many baskets, and how many shoppers' histories, held an item. */
  readonly baskets: ReadonlyMap<string, number>;
  readonly shoppers: ReadonlyMap<string, number>;
}

export function popularityIn(histories: readonly Baskets[]): Popularity {
  const baskets = new Map<string, number>();
  const shoppers = new Map<string, number>();
  const raise = (counts: Map<string, number>, item: string) => counts.set(item, (counts.get(item) ?? 0) + 1);
  for (const history of histories) {
    for (const items of history) for (const item of items) raise(baskets, item);
    for (const item of new Set(history.flat())) raise(shoppers, item);
  }
  return {
    items: [...baskets].sort(([, a], [, b]) => b - a).map(([item]) => item),
    baskets,
    shoppers,
  };
}

/** The shopper's own items by frequency; of equals, the one met first. */
export function ownMostFrequent(history: Baskets): readonly string[] {
  return ownItems(history).map(({ item }) => item);
}

/** The same with the latest bought of equals first, of those what most shoppers have; then what is popular. */
export function ownRecent(history: Baskets, popularity: Popularity): readonly string[] {
  const shoppers = (item: string) => popularity.shoppers.get(item) ?? 0;
  const own = [...ownItems(history)].sort(
    (a, b) => b.count - a.count || b.last - a.last || shoppers(b.item) - shoppers(a.item),
  );
  return filled(own, popularity);
}

/** The same with the most popular of equals first: where histories are thin, the strongest of these three. */
export function ownPopular(history: Baskets, popularity: Popularity): readonly string[] {
  const baskets = (item: string) => popularity.baskets.get(item) ?? 0;
  const own = [...ownItems(history)].sort((a, b) => b.count - a.count || baskets(b.item) - baskets(a.item));
  return filled(own, popularity);
}

function filled(own: readonly { readonly item: string }[], { items }: Popularity): readonly string[] {
  return [...new Set([...own.map(({ item }) => item), ...items.slice(0, own.length + 20)])];
}

function ownItems(history: Baskets) {
  const own = new Map<string, { readonly count: number; readonly last: number }>();
  history.forEach((items, last) => {
    for (const item of items) own.set(item, { count: (own.get(item)?.count ?? 0) + 1, last });
  });
  return [...own].map(([item, rest]) => ({ item, ...rest })).sort((a, b) => b.count - a.count);
}
