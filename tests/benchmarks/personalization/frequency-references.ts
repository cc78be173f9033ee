/** A history as the references read it: the items of each basket, oldest first. */
export type Baskets = readonly (readonly string[])[];

/** Items by how many baskets of all histories held them. */
export function mostPopular(histories: readonly Baskets[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const baskets of histories) {
    for (const items of baskets) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([item]) => item);
}

/** The shopper's own items by frequency; of equals, the one met first. */
export function ownMostFrequent(history: Baskets): readonly string[] {
  return ownItems(history).map(({ item }) => item);
}

/** The same with the latest bought of equals first, then what is popular. */
export function ownRecent(history: Baskets, popular: readonly string[]): readonly string[] {
  const own = [...ownItems(history)].sort((a, b) => b.count - a.count || b.last - a.last);
  return [...new Set([...own.map(({ item }) => item), ...popular.slice(0, own.length + 20)])];
}

function ownItems(history: Baskets) {
  const own = new Map<string, { readonly count: number; readonly last: number }>();
  history.forEach((items, last) => {
    for (const item of items) own.set(item, { count: (own.get(item)?.count ?? 0) + 1, last });
  });
  return [...own].map(([item, rest]) => ({ item, ...rest })).sort((a, b) => b.count - a.count);
}
