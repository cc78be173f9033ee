import { kindOfQuery } from './estimate-alpha.ts';
import type { LearnedAlpha } from './learned-alpha.ts';
import type { ProductIndex } from './product-index.ts';
import type { CatalogueStatistics } from './query-statistics.ts';

/** A click on a product that a search had shown. */
export interface SearchClick {
  readonly query: string;
  readonly productId: string;
  /** Place in the list, 1 the first; unknown when absent. */
  readonly position?: number;
}

export interface ClickLearning {
  learn(clicks: readonly SearchClick[]): Promise<void>;
}

/** Ranks beyond are all alike. */
const DEPTH = 50;
/** The place that is looked at a tenth as often as the first. */
const RARELY_SEEN = 10;
const UNKNOWN_POSITION = 3;

/**
 * Learns which channel would have ranked a clicked product higher: the words or the meaning. The first place is clicked
 * because it is the first, so a click counts by the inverse of how often its place is looked at, taken as 1/position
 * (Joachims, Swaminathan & Schnabel, WSDM 2017), up to the tenth place.
 */
export function createClickLearning({
  products,
  statistics,
  learned,
}: {
  readonly products: Pick<ProductIndex, 'search'>;
  readonly statistics: CatalogueStatistics;
  readonly learned: Pick<LearnedAlpha, 'add'>;
}): ClickLearning {
  const rankAt = async (alpha: number, { query, productId }: SearchClick): Promise<number> => {
    const page = await products.search({
      text: query,
      excludeTerms: [],
      alpha,
      filters: {},
      limit: DEPTH,
      offset: 0,
      sort: 'relevance',
    });
    const at = page.hits.findIndex(({ product }) => product.id === productId);
    return at < 0 ? DEPTH + 1 : at + 1;
  };
  return {
    async learn(clicks) {
      for (const click of clicks) {
        const kind = kindOfQuery(await statistics.describe(click.query));
        // The exact name stays first whatever is clicked.
        if (kind === 'exact') continue;
        const byWords = await rankAt(0, click);
        const byMeaning = await rankAt(1, click);
        if (byWords === byMeaning) continue;
        const lean = Math.log(byWords / byMeaning) / Math.log(DEPTH + 1);
        const weight = Math.min(click.position ?? UNKNOWN_POSITION, RARELY_SEEN) / RARELY_SEEN;
        await learned.add(kind, { weight, lean });
      }
    },
  };
}
