/** How often each of some values was seen, and all of them together. */
export interface Histogram {
  readonly counts: ReadonlyMap<number, number>;
  readonly total: number;
  /** Half of what was seen is no more than this; null when nothing was. */
  readonly middle: number | null;
}

/** Values of one product, over everybody. */
export interface ProductHistogram extends Histogram {
  /** Values that followed another of the same shopper. */
  readonly pairs: number;
  /** Of these, the ones that were the same again. */
  readonly again: number;
  /** The values seen most often, the most first. */
  readonly ranked: readonly number[];
}

/** Values seen with each product, and over all products. */
export interface Histograms {
  readonly products: ReadonlyMap<string, ProductHistogram>;
  /** What follows each value, whatever the product. */
  readonly after: ReadonlyMap<number, Histogram>;
  readonly all: Histogram;
}

export const NOTHING_SEEN: ProductHistogram = {
  counts: new Map(),
  total: 0,
  middle: null,
  pairs: 0,
  again: 0,
  ranked: [],
};

/** Places of a product's commonest values that are told apart. */
const RANKED = 6;
const FEW = 64;

export interface Seen {
  readonly value: number;
  /** The value right before it; null for the first. */
  readonly before: number | null;
}

export function gatherHistograms() {
  const products = new Map<string, Map<number, number>>();
  const pairs = new Map<string, number>();
  const again = new Map<string, number>();
  const after = new Map<number, Map<number, number>>();
  const all = new Map<number, number>();
  return {
    /** A value seen with a product. */
    add(productId: string, { value, before }: Seen) {
      raise(mapOf(products, productId), value);
      if (before !== null) {
        raise(mapOf(after, before), value);
        raise(pairs, productId);
        if (before === value) raise(again, productId);
      }
      raise(all, value);
    },
    finish: (): Histograms => ({
      products: new Map(
        [...products].map(([key, counts]) => {
          const all = summed(counts);
          const ranked = commonest(all, RANKED);
          return [key, { ...all, pairs: pairs.get(key) ?? 0, again: again.get(key) ?? 0, ranked }];
        }),
      ),
      after: new Map([...after].map(([key, counts]) => [key, summed(counts)])),
      all: summed(all),
    }),
  };
}

/** Counts values one by one, and faster than a map does: most are small whole numbers. */
export function countValues() {
  const few = Array<number>(FEW).fill(0);
  const others = new Map<number, number>();
  return {
    add(value: number) {
      if (value >= 0 && value < FEW && Number.isInteger(value)) few[value] = (few[value] as number) + 1;
      else raise(others, value);
    },
    finish(): Histogram {
      const counts = new Map(others);
      few.forEach((count, value) => {
        if (count > 0) counts.set(value, count);
      });
      return summed(counts);
    },
  };
}

/** The share of a value, shrunk towards `prior` as if that had been seen `strength` times. */
export function shareOf(
  { counts, total }: Histogram,
  value: number,
  prior: { readonly share: number; readonly strength: number },
): number {
  return ((counts.get(value) ?? 0) + prior.share * prior.strength) / (total + prior.strength);
}

/** The values seen most often, the most first; the lowest first of those seen as often. */
export function commonest({ counts }: Histogram, limit: number): readonly number[] {
  const best: { readonly value: number; readonly count: number }[] = [];
  for (const [value, count] of counts) {
    const after = best.findIndex((one) => count > one.count || (count === one.count && value < one.value));
    if (after < 0 && best.length >= limit) continue;
    best.splice(after < 0 ? best.length : after, 0, { value, count });
    if (best.length > limit) best.length = limit;
  }
  return best.map(({ value }) => value);
}

function summed(counts: ReadonlyMap<number, number>): Histogram {
  let total = 0;
  for (const count of counts.values()) total += count;
  return { counts, total, middle: middleOf(counts, total) };
}

function middleOf(counts: ReadonlyMap<number, number>, total: number): number | null {
  let seen = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (2 * seen >= total) return value;
  }
  return null;
}

function mapOf<K>(maps: Map<K, Map<number, number>>, key: K): Map<number, number> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<number, number>();
  maps.set(key, made);
  return made;
}

function raise<K>(counts: Map<K, number>, value: K): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
