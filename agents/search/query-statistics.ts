import type { AlphaEvidence } from './learned-alpha.ts';

/** What the catalogue knows of one word. */
export interface WordStatistics {
  readonly word: string;
  /** Share of the products that have the word, in [0, 1]. */
  readonly productShare: number;
  /** True when a brand has the word in its name. */
  readonly inBrand: boolean;
  /** True when the word as written is not in the catalogue. */
  readonly unknown: boolean;
}

export interface QueryStatistics {
  readonly words: readonly WordStatistics[];
  /** True when the query is the whole name or an alias of a product. */
  readonly exactName: boolean;
  /** Share of the words that the best product has, weighted by how rare they are, in [0, 1]. */
  readonly bestCoverage: number;
  /** What clicks on queries of this kind have taught; absent where nothing is learned. */
  readonly clicks?: AlphaEvidence;
}

/** PORT. What the catalogue's statistics say of a query; asked before a search, to choose its alpha. */
export interface CatalogueStatistics {
  describe(text: string, signal?: AbortSignal): Promise<QueryStatistics>;
}
