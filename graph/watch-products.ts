import type { Degradation } from '#agents/response-compiler/reply.ts';
import type { ProductIndex } from '#agents/search/product-index.ts';

export interface WatchedProducts {
  readonly products: ProductIndex;
  /** What stood in for the usual index in the searches so far; to be put into the state. */
  degraded(): { readonly degraded?: readonly Degradation[] };
}

/** The product index as one node of one turn uses it, noting when another index answered in its place. */
export function watchProducts(index: ProductIndex): WatchedProducts {
  let noted: Degradation | null = null;
  return {
    products: {
      ...index,
      async search(query, signal) {
        const page = await index.search(query, signal);
        if (page.degraded !== undefined) noted = { capability: 'search', ...page.degraded };
        return page;
      },
    },
    degraded: () => (noted === null ? {} : { degraded: [noted] }),
  };
}
