import type { ProductIndex, ProductQuery } from '#agents/search/product-index.ts';

export interface SearchCounts {
  /** Searches of this process since its start; look-ups of a single product are none. */
  readonly searches: number;
  readonly withoutResult: number;
  /** Slower than the threshold; look-ups count too. */
  readonly slow: number;
  readonly failed: number;
  /** True when the last search failed. */
  readonly isDown: boolean;
}

export interface WatchSearchesOptions {
  /** Milliseconds from an arbitrary start. */
  readonly elapsed: () => number;
  /** A search that takes longer is slow. */
  readonly slowMs: number;
  /** Told of each slow search, without the words that were looked for. */
  readonly onSlow: (what: string) => void;
}

/** Counts searches, the empty, the slow and the failed ones; answers and errors pass unchanged. */
export function watchSearches<Index extends ProductIndex>(
  index: Index,
  { elapsed, slowMs, onSlow }: WatchSearchesOptions,
): { readonly products: Index; readonly counts: () => SearchCounts } {
  let counts: SearchCounts = { searches: 0, withoutResult: 0, slow: 0, failed: 0, isDown: false };
  const count = (which: Exclude<keyof SearchCounts, 'isDown'>) => {
    counts = { ...counts, [which]: counts[which] + 1 };
  };
  return {
    products: {
      ...index,
      async search(query, signal) {
        const isSearch = query.limit > 1 && query.offset === 0;
        if (isSearch) count('searches');
        const start = elapsed();
        try {
          const page = await index.search(query, signal);
          counts = { ...counts, isDown: false };
          if (isSearch && page.total === 0) count('withoutResult');
          return page;
        } catch (error) {
          if (signal?.aborted !== true) {
            count('failed');
            counts = { ...counts, isDown: true };
          }
          throw error;
        } finally {
          const ms = elapsed() - start;
          if (ms > slowMs) {
            count('slow');
            onSlow(describe(query, ms));
          }
        }
      },
    },
    counts: () => counts,
  };
}

function describe({ text, alpha, filters, limit, offset, sort }: ProductQuery, ms: number): string {
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  const by = Object.keys(filters).join(', ') || 'none';
  return `A search took ${Math.round(ms)} ms (${words} words, alpha ${alpha.toFixed(2)}, filters: ${by}, ${limit} from ${offset}, by ${sort}).`;
}
