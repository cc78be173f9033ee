import { type ProductIndex, ProductIndexUnavailable } from '#agents/search/product-index.ts';
import type { Fallback } from './fallback.ts';

export interface ProductIndexParts {
  /** Searches; everything else is asked of the stand-in, which holds the catalogue itself. */
  readonly primary: Pick<ProductIndex, 'search'>;
  readonly stand: ProductIndex;
  readonly fallback: Fallback;
  /** Whether the primary answers and only did not like this one call. */
  readonly isRefusal: (error: unknown) => boolean;
  readonly onRefusal: (error: unknown) => void;
  /** Something was put in or removed: the primary has to follow. */
  readonly onChange: () => void;
}

const STAND_IN = 'searched the index within this process';

/**
 * Searches by the primary index, and by the one within the process while the primary is out, slow or not filled yet;
 * the page then says so. Lists without words and single products come from the catalogue of this process, which prices
 * and stock go by.
 */
export function createProductIndexWithFallback(parts: ProductIndexParts): ProductIndex {
  const { primary, stand, fallback, isRefusal, onRefusal, onChange } = parts;

  return {
    async search(query, signal) {
      // A list of the shop asks nothing of relevance or meaning, and the primary reads every product to count facets.
      if (query.text.trim() === '') return stand.search(query, signal);
      const searchHere = async (reason: string) => ({
        ...(await stand.search(query, signal)),
        degraded: { reason, fallback: STAND_IN },
      });
      return fallback.run(
        () =>
          primary.search(query, signal).catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
            onRefusal(error);
            return searchHere('not available');
          }),
        () => {
          const state = fallback.state();
          return searchHere(state.kind === 'fallback' ? publicReason(state.reason) : 'not available');
        },
      );
    },
    get: (ids, signal) => stand.get(ids, signal),
    async upsert(products) {
      await stand.upsert(products);
      onChange();
    },
    async remove(ids) {
      await stand.remove(ids);
      onChange();
    },
    count: () => stand.count(),
  };
}

/** What a shopper's reply may say of an outage: nothing of addresses or of the server's own words. */
function publicReason(reason: string): string {
  if (/no answer within/u.test(reason)) return 'too slow';
  return /being filled/u.test(reason) ? 'not ready yet' : 'not available';
}

export function isIndexOutage(error: unknown): boolean {
  return error instanceof ProductIndexUnavailable;
}
