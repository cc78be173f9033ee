import type {
  ProductHit,
  ProductIndex,
  ProductPage,
  ProductPageNotes,
  ProductQuery,
} from '#agents/search/product-index.ts';
import { productTerms } from '#infra/embedded/product-index/product-terms.ts';
import { embedWithin } from '#infra/embedded/recollections/embed-within.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import type { WeaviateConnection } from './connection.ts';
import { and, anyOf, type Filter, not, or } from './filter.ts';
import { listProducts, pickSorted } from './list-products.ts';
import { type Counts, ProductEngine } from './product-engine.ts';
import { type CompiledFilters, compileFilters, havingAny } from './product-filters.ts';
import { createProductRecords } from './product-records.ts';
import { productCollectionName } from './product-schema.ts';
import {
  askedFor,
  bestCovered,
  hasAll,
  knownWords,
  matchLevels,
  type QueryWord,
  type ReadQuery,
  searchText,
  type WordedQuery,
} from './query-words.ts';
import { type RankedProduct, rankProducts } from './rank-products.ts';
import { unavailable } from './unavailable.ts';
import { createProductWriter, WriteRefused } from './write-products.ts';

export interface WeaviateProductIndexOptions {
  readonly connection: WeaviateConnection;
  readonly embeddings: VectorEmbeddings;
  readonly readQuery: ReadQuery;
  /** Cosine from which a product without any word of the query is taken as meant. Depends on the model. Default 0.45. */
  readonly leastCosine?: number;
}

const LEAST_COSINE = 0.45;
/** Milliseconds that the vector of a query is waited for. */
const EMBED_WITHIN_MS = 200;
/** From this alpha on a query asks more for meaning than for words, and products without its words may match. */
const BY_MEANING_FROM = 0.5;
const MAX_BY_MEANING = 50;
/** Products that are ranked together; a page beyond them ranks the next as many. */
const RANKED = 200;
/** Products that take part when words are searched and the result is sorted by anything but relevance. */
const SORTED = 500;
const BEST_COMPARED = 100;

/** What was found of one level of strictness. */
interface Answer {
  readonly ranked: readonly RankedProduct[];
  readonly counts: Counts;
  readonly excludedUnknown: number;
}

/**
 * The product index on Weaviate. Filters, matches, facets and scores are the engine's; what a product is beside what
 * was asked for decides the order here, over the best that the engine found. The collection must exist.
 */
export function createWeaviateProductIndex(options: WeaviateProductIndexOptions): ProductIndex {
  const { connection, embeddings, readQuery, leastCosine = LEAST_COSINE } = options;
  const collection = productCollectionName(embeddings);
  const records = createProductRecords();
  const writer = createProductWriter({ connection, embeddings });

  const ask = async <T>(
    operation: string,
    signal: AbortSignal | undefined,
    work: (engine: ProductEngine) => Promise<T>,
  ): Promise<T> => {
    try {
      return await connection.run(
        operation,
        (client, own) => work(new ProductEngine(client, collection, own)),
        { signal },
      );
    } catch (error) {
      throw unavailable(error);
    }
  };

  return {
    async search(query, signal) {
      signal?.throwIfAborted();
      const { wanted, words, unwanted, ruledOut, sizes } = readQuery(query.text);
      const browses = query.text.trim() === '';
      if (!browses && words.length === 0) return NO_PRODUCTS;
      const filters = compileFilters(query.filters, [...query.excludeTerms, ...ruledOut]);
      const vector = browses || query.alpha <= 0 ? null : await directionOf(embeddings, wanted, signal);
      return ask('search products', signal, async (engine) => {
        const answer = browses
          ? await browse(engine, query, filters)
          : await searchWords(engine, query, filters, {
              words,
              unwanted,
              ruledOut,
              sizes,
              vector,
              leastCosine,
            });
        const page = answer.ranked;
        const products = await records.read(
          engine,
          page.map(({ found }) => found),
        );
        const hits = page.flatMap(({ found, score, exactName }): ProductHit[] => {
          const product = products.get(found.productId);
          if (product === undefined) return [];
          return [
            {
              product,
              score,
              exactName,
              matchesAllTerms: !browses && hasAll(words, productTerms(product).terms),
            },
          ];
        });
        const { total, facets } = answer.counts;
        return { hits, total, facets, excludedUnknown: answer.excludedUnknown };
      });
    },
    async get(ids, signal) {
      signal?.throwIfAborted();
      return ask('read products', signal, (engine) => records.readById(engine, ids));
    },
    async upsert(products) {
      const report = await writer.write(products).catch((error: unknown) => {
        throw unavailable(error);
      });
      if (report.refused.length > 0) throw unavailable(new WriteRefused(report));
    },
    remove: (ids) =>
      writer.remove(ids).catch((error: unknown) => {
        throw unavailable(error);
      }),
    count: () => ask('count products', undefined, (engine) => engine.count(null)),
  };
}

const NO_PRODUCTS: ProductPage & ProductPageNotes = { hits: [], total: 0, facets: [], excludedUnknown: 0 };
const NOTHING_COUNTED: Counts = { total: 0, facets: [], rateUnits: [] };

async function browse(engine: ProductEngine, query: ProductQuery, filters: CompiledFilters): Promise<Answer> {
  const [counts, excludedUnknown] = await Promise.all([
    engine.countAll(filters.passes),
    countUnknown(engine, filters, null),
  ]);
  const found = await listProducts(engine, filters.passes, query, counts);
  const ranked = found.map((product) => ({ found: product, score: 0, kind: 1, exactName: false }));
  return { ranked, counts, excludedUnknown };
}

interface WordsAsked {
  readonly words: readonly QueryWord[];
  /** What the query itself says it shall be without. */
  readonly unwanted: readonly string[];
  readonly ruledOut: readonly string[];
  /** The pack sizes that the query may mean; null when it names none. */
  readonly sizes: WordedQuery['sizes'];
  readonly vector: readonly number[] | null;
  readonly leastCosine: number;
}

async function searchWords(
  engine: ProductEngine,
  query: ProductQuery,
  filters: CompiledFilters,
  { words, unwanted, ruledOut, sizes, vector, leastCosine }: WordsAsked,
): Promise<Answer> {
  const known = knownWords(words);
  const byMeaning = vector !== null && query.alpha >= BY_MEANING_FROM ? vector : null;
  const level = await firstMatching(engine, filters, askedFor(known, ruledOut), query.alpha);
  if (level === null && byMeaning === null) {
    return { ranked: [], counts: NOTHING_COUNTED, excludedUnknown: 0 };
  }
  const matches = level === null ? null : and([filters.passes, level]);
  const exactKey = known.length === words.length ? words.map(({ read }) => read).join(' ') : null;
  const pages = Math.ceil((query.offset + query.limit) / RANKED);
  const having = havingAny(unwanted);
  const [byWords, exact, alike, excludedUnknown, spoilt] = await Promise.all([
    matches === null
      ? []
      : engine.hybrid({
          text: searchText(known),
          vector,
          alpha: Math.min(1, Math.max(0, query.alpha)),
          filter: matches,
          limit: query.sort === 'relevance' ? Math.max(1, pages) * RANKED : SORTED,
          offset: 0,
        }),
    exactKey === null || matches === null
      ? []
      : engine.list({ filter: and([matches, anyOf('exact', [exactKey])]), limit: RANKED, offset: 0 }),
    byMeaning === null
      ? []
      : engine.near(
          byMeaning,
          and([filters.passes, level === null ? null : not(level)]),
          leastCosine,
          MAX_BY_MEANING,
        ),
    level === null ? 0 : countUnknown(engine, filters, level),
    having === null || matches === null
      ? []
      : engine.list({ filter: and([matches, having]), limit: SORTED, offset: 0 }),
  ]);
  const also =
    alike.length === 0
      ? null
      : anyOf(
          'productId',
          alike.map(({ productId }) => productId),
        );
  const inWords = new Set(byWords.map(({ productId }) => productId));
  const found = [
    ...exact.filter(({ productId }) => !inWords.has(productId)),
    ...byWords,
    ...alike.map((product) => ({ ...product, engineScore: query.alpha * product.engineScore })),
  ];
  const apart = {
    exact: new Set(exact.map(({ productId }) => productId)),
    spoilt: new Set(spoilt.map(({ productId }) => productId)),
    sizes,
  };
  if (query.sort === 'relevance') {
    const counts = await engine.countAll(or([matches, also]));
    const ranked = rankProducts(found, words, apart, RANKED);
    return { ranked: pageOf(ranked, query), counts, excludedUnknown };
  }
  const kept = pickSorted(rankProducts(found, words, apart, RANKED), query.sort);
  const counts = await engine.countAll(
    and([
      filters.passes,
      anyOf(
        'productId',
        kept.map(({ found: { productId } }) => productId),
      ),
    ]),
  );
  return { ranked: pageOf(kept, query), counts, excludedUnknown };
}

/** The strictest level that anything in the catalogue meets, whether or not it passes the filters. */
async function firstMatching(
  engine: ProductEngine,
  filters: CompiledFilters,
  known: readonly QueryWord[],
  alpha: number,
): Promise<Filter | null> {
  if (known.length === 0) return null;
  for (const level of matchLevels(known, alpha)) {
    if (await isMet(engine, and([filters.passes, level]))) return level;
    if (filters.passes !== null && (await isMet(engine, level))) return level;
  }
  return bestCovered(known, await engine.wordsOfBest(searchText(known), BEST_COMPARED));
}

async function isMet(engine: ProductEngine, filter: Filter | null): Promise<boolean> {
  return (await engine.list({ filter, limit: 1, offset: 0 })).length > 0;
}

/** How many fit by all that is known of them, and lack a fact. The engine reads each that it counts: they are few. */
async function countUnknown(
  engine: ProductEngine,
  { passes, mayPass }: CompiledFilters,
  level: Filter | null,
): Promise<number> {
  if (mayPass === null || passes === null) return 0;
  return engine.count(and([mayPass, not(passes), level]));
}

function pageOf(ranked: readonly RankedProduct[], { offset, limit }: ProductQuery): readonly RankedProduct[] {
  return ranked.slice(offset, offset + limit);
}

/** Null for a vector of zeros, which points nowhere, and without a model: then words alone decide. */
async function directionOf(
  embeddings: VectorEmbeddings,
  text: string,
  signal: AbortSignal | undefined,
): Promise<readonly number[] | null> {
  const vector = await embedWithin(embeddings, text, EMBED_WITHIN_MS, signal);
  return vector?.some((value) => value !== 0) ? [...vector] : null;
}
