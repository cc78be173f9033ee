/** How prices of one kind lie, as a weighted step function. */
export interface PriceDistribution {
  /** Different prices, lowest first. */
  readonly values: Float64Array;
  /** The weight of all prices below each, then of all together: one longer than `values`. */
  readonly below: Float64Array;
}

/** Nothing is known of a kind's prices. */
export const NO_PRICES: PriceDistribution = { values: new Float64Array(), below: new Float64Array(1) };

/** The distribution of prices that each count as much as their weight. */
export function distributionOf(pairs: Iterable<readonly [price: number, weight: number]>): PriceDistribution {
  const weights = new Map<number, number>();
  for (const [price, weight] of pairs) {
    if (weight > 0 && Number.isFinite(price)) weights.set(price, (weights.get(price) ?? 0) + weight);
  }
  const values = Float64Array.from(weights.keys()).sort();
  const below = new Float64Array(values.length + 1);
  values.forEach((price, index) => {
    below[index + 1] = (below[index] as number) + (weights.get(price) as number);
  });
  return { values, below };
}

/**
 * Where a price lies among others, 0 below all … 1 above all: the share below it and half of the share equal to it
 * (mid-rank, so that ties do not push everybody to one side). Null where fewer than two prices are known.
 */
export function placeAmong({ values, below }: PriceDistribution, price: number): number | null {
  if (values.length < 2) return null;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < price) low = middle + 1;
    else high = middle;
  }
  const under = below[low] as number;
  const upTo = values[low] === price ? (below[low + 1] as number) : under;
  return (under + upTo) / 2 / totalOf({ below });
}

function totalOf({ below }: Pick<PriceDistribution, 'below'>): number {
  return below.at(-1) ?? 0;
}

/** The prices with what each weighs. */
export function weightedPrices({ values, below }: PriceDistribution): [price: number, weight: number][] {
  return Array.from(values, (price, at) => [price, (below[at + 1] as number) - (below[at] as number)]);
}
