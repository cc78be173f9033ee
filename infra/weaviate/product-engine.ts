import type { Collection, WeaviateClient } from 'weaviate-client';
import { PRICE_BANDS } from '#agents/search/price-band.ts';
import type { Facet, FacetValue } from '#agents/search/product-index.ts';
import { and, anyOf, type Filter } from './filter.ts';
import type { ProductDocument } from './product-document.ts';
import { FIELD_WEIGHTS } from './product-schema.ts';

/** What ranking asks of a product that was found; the whole product is fetched for those that are shown. */
export type FoundProduct = Pick<ProductDocument, (typeof RANKED_BY)[number] | (typeof SORTED_BY)[number]> & {
  /** Fused relevance of the engine in [0, 1]. */
  readonly engineScore: number;
};

export interface Counts {
  readonly total: number;
  readonly facets: readonly Facet[];
  /** How many products are priced per gram, per millilitre and per item. */
  readonly rateUnits: readonly FacetValue[];
}

export interface EngineSort {
  readonly by: keyof ProductDocument;
  readonly ascending: boolean;
}

const SORTED_BY = ['priceUp', 'priceDown', 'rate', 'rateUnit', 'sortName'] as const;
const WORDS = ['strong', 'departmentWords', 'weakWords'] as const;
const RANKED_BY = [
  'productId',
  'hash',
  'headWord',
  'categoryWords',
  'category',
  'inStock',
  'packAmount',
  'packUnit',
  'packCount',
] as const;
/** Values named per facet, the most frequent ones. */
const MAX_VALUES = 20;

const FACETS = [
  { field: 'brand', property: 'brand' },
  { field: 'category', property: 'category' },
  { field: 'department', property: 'department' },
  { field: 'diet', property: 'dietsYes' },
  { field: 'organic', property: 'organic' },
  { field: 'priceBand', property: 'priceBand' },
] as const satisfies readonly { field: Facet['field']; property: keyof ProductDocument }[];

/** The questions that are put to one collection of products within one call. */
export class ProductEngine {
  readonly #collection: Collection;
  readonly #signal: AbortSignal;

  constructor(client: WeaviateClient, collection: string, signal: AbortSignal) {
    this.#collection = client.collections.use(collection) as Collection;
    this.#signal = signal;
  }

  /** The best matches by BM25F and vector, fused by the engine. */
  async hybrid(query: {
    readonly text: string;
    readonly vector: readonly number[] | null;
    readonly alpha: number;
    readonly filter: Filter | null;
    readonly limit: number;
    readonly offset: number;
  }): Promise<readonly FoundProduct[]> {
    const { text, vector, alpha, filter, limit, offset } = query;
    const { objects } = await this.#collection.query.hybrid(
      text,
      {
        alpha: vector === null ? 0 : alpha,
        ...(vector === null ? {} : { vector: [...vector] }),
        fusionType: 'RelativeScore',
        queryProperties: [...FIELD_WEIGHTS],
        ...filtered(filter),
        limit,
        offset,
        returnProperties: [...RANKED_BY, ...SORTED_BY],
        returnMetadata: ['score'],
      },
      { abortSignal: this.#signal },
    );
    return objects.map(({ properties, metadata }) => foundProduct(properties, metadata?.score ?? 0));
  }

  /** Products whose vectors are at least this near, nearest first; the score is the cosine. */
  async near(vector: readonly number[], filter: Filter | null, leastCosine: number, limit: number) {
    const { objects } = await this.#collection.query.nearVector(
      [...vector],
      {
        ...filtered(filter),
        distance: 1 - leastCosine,
        limit,
        returnProperties: [...RANKED_BY, ...SORTED_BY],
        returnMetadata: ['distance'],
      },
      { abortSignal: this.#signal },
    );
    return objects.map(({ properties, metadata }) => foundProduct(properties, 1 - (metadata?.distance ?? 1)));
  }

  /** What passes a filter, in the engine's order or sorted. */
  async list(query: {
    readonly filter: Filter | null;
    readonly limit: number;
    readonly offset: number;
    readonly sort?: readonly EngineSort[];
  }): Promise<readonly FoundProduct[]> {
    const { filter, limit, offset, sort = [] } = query;
    const { objects } = await this.#collection.query.fetchObjects(
      {
        ...filtered(filter),
        limit,
        offset,
        returnProperties: [...RANKED_BY, ...SORTED_BY],
        ...(sort.length === 0 ? {} : { sort: sortingOf(sort) }),
      },
      { abortSignal: this.#signal },
    );
    return objects.map(({ properties }) => foundProduct(properties, 0));
  }

  /** The words of the products that have most of a text, best first. */
  async wordsOfBest(text: string, limit: number): Promise<readonly (readonly string[])[]> {
    const { objects } = await this.#collection.query.bm25(
      text,
      { queryProperties: [...FIELD_WEIGHTS], limit, returnProperties: [...WORDS] },
      { abortSignal: this.#signal },
    );
    return objects.map(({ properties }) => {
      const { strong, departmentWords, weakWords } = properties as unknown as Pick<
        ProductDocument,
        (typeof WORDS)[number]
      >;
      return [...strong, ...departmentWords.split(' '), ...weakWords.split(' ')];
    });
  }

  async records(productIds: readonly string[]): Promise<readonly { hash: string; record: string }[]> {
    if (productIds.length === 0) return [];
    const { objects } = await this.#collection.query.fetchObjects(
      {
        filters: anyOf('productId', productIds),
        limit: productIds.length,
        returnProperties: ['hash', 'record'],
      },
      { abortSignal: this.#signal },
    );
    return objects.map(({ properties }) => ({
      hash: String(properties.hash),
      record: String(properties.record),
    }));
  }

  async count(filter: Filter | null): Promise<number> {
    const { totalCount } = await this.#collection.aggregate.overAll(filtered(filter));
    return totalCount;
  }

  /** Total and facets of everything that passes a filter. */
  async countAll(filter: Filter | null): Promise<Counts> {
    const asked = [...FACETS.map(({ property }) => property), 'rateUnit'] as const;
    const { totalCount, properties } = await this.#collection.aggregate.overAll({
      ...filtered(filter),
      returnMetrics: asked.map((propertyName) => ({
        kind: 'text' as const,
        propertyName,
        topOccurrences: { occurs: true, value: true },
        // How many values are named, whatever the client calls it.
        minOccurrences: MAX_VALUES,
      })),
    });
    const valuesOf = (property: string) =>
      frequent((properties as Readonly<Record<string, Occurrences>>)[property]?.topOccurrences ?? []);
    return {
      total: totalCount,
      facets: FACETS.map(({ field, property }) => ({ field, values: valuesOf(property) }))
        .map((facet) =>
          facet.field === 'priceBand' ? { ...facet, values: inBandOrder(facet.values) } : facet,
        )
        .filter(({ values }) => values.length > 0),
      rateUnits: valuesOf('rateUnit'),
    };
  }
}

interface Occurrences {
  readonly topOccurrences?: readonly { readonly occurs?: number; readonly value?: string }[];
}

function filtered(filter: Filter | null): { filters?: Filter } {
  const asked = and([filter]);
  return asked === null ? {} : { filters: asked };
}

/** The client's own class for this only collects what is said here. */
function sortingOf(sort: readonly EngineSort[]) {
  return { sorts: sort.map(({ by, ascending }) => ({ property: by, ascending })) } as never;
}

function foundProduct(properties: Readonly<Record<string, unknown>>, engineScore: number): FoundProduct {
  return { ...(properties as unknown as Omit<FoundProduct, 'engineScore'>), engineScore };
}

/** What is unknown or not stated is counted nowhere. */
function frequent(occurrences: NonNullable<Occurrences['topOccurrences']>): readonly FacetValue[] {
  return occurrences
    .map(({ occurs = 0, value = '' }) => ({ value, count: occurs }))
    .filter(({ value, count }) => count > 0 && value !== '' && value !== 'unknown')
    .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
}

function inBandOrder(values: readonly FacetValue[]): readonly FacetValue[] {
  return PRICE_BANDS.flatMap((band) => values.filter(({ value }) => value === band));
}
