import type { Allergen, Diet, Product } from './product.ts';

/** Hard constraints, executed inside the index before ranking. An unknown fact never satisfies one. */
export interface ProductFilters {
  readonly maxPriceCents?: number;
  readonly minPriceCents?: number;
  /** Any of these, compared without case or accents. */
  readonly brands?: readonly string[];
  /** Any of these, against category or department. */
  readonly categories?: readonly string[];
  /** All of these must be `yes`. */
  readonly diets?: readonly Diet[];
  /** None may be contained or may-contained, and the allergen statement must be known. */
  readonly excludeAllergens?: readonly Allergen[];
  readonly organic?: boolean;
  /** True keeps what is in stock or whose stock is unknown. */
  readonly inStock?: boolean;
  readonly productIds?: readonly string[];
}

export type ProductSort = 'relevance' | 'price' | 'price_desc' | 'unit_price' | 'name';

export interface ProductQuery {
  /** Search words; empty browses everything that passes the filters. */
  readonly text: string;
  /** Words whose products are left out: "milk but not dairy milk" excludes "dairy milk". */
  readonly excludeTerms: readonly string[];
  /** 0 keyword … 1 vector. */
  readonly alpha: number;
  readonly filters: ProductFilters;
  readonly limit: number;
  readonly offset: number;
  readonly sort: ProductSort;
}

export interface ProductHit {
  readonly product: Product;
  /** Fused relevance in [0, 1], comparable within one query only. */
  readonly score: number;
  /** True when every content word of the query is in the product's name, brand, category or aliases. */
  readonly matchesAllTerms: boolean;
  /** True when the query is the product's whole name or one of its aliases. */
  readonly exactName: boolean;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
export interface Facet {
  readonly field: 'brand' | 'category' | 'department' | 'diet' | 'organic' | 'priceBand';
  readonly values: readonly FacetValue[];
}

export interface ProductPage {
  readonly hits: readonly ProductHit[];
  readonly total: number;
  readonly facets: readonly Facet[];
}

/** `excludedUnknown`: left out only because a fact needed by a filter is unknown; said to the shopper for allergies. */
export interface ProductPageNotes {
  readonly excludedUnknown: number;
  /** Set when another index than the usual one answered: why, and which. */
  readonly degraded?: { readonly reason: string; readonly fallback: string };
}

/**
 * PORT. Finds products of the catalogue. Asked by the search and order agents and by `/v1/products`.
 * An empty page is an answer ("no match"); when the index cannot be asked it throws `ProductIndexUnavailable`.
 */
export interface ProductIndex {
  search(query: ProductQuery, signal?: AbortSignal): Promise<ProductPage & ProductPageNotes>;
  /** The products that exist among `ids`, in the order of `ids`. */
  get(ids: readonly string[], signal?: AbortSignal): Promise<readonly Product[]>;
  upsert(products: readonly Product[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  count(): Promise<number>;
}

export class ProductIndexUnavailable extends Error {
  override readonly name = 'ProductIndexUnavailable';
  readonly retryable = true;
}
