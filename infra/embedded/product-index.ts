import { setImmediate as nextTick } from 'node:timers/promises';
import type { Product } from '#agents/search/product.ts';
import {
  type ProductIndex,
  ProductIndexUnavailable,
  type ProductQuery,
} from '#agents/search/product-index.ts';
import type { CatalogueStatistics } from '#agents/search/query-statistics.ts';
import type { NamedEmbeddings } from '#infra/models/named-embeddings.ts';
import type { CatalogueStore, Origin } from './catalogue-store.ts';
import { describeQuery } from './product-index/describe-query.ts';
import { createProductEmbedder, type VectorProgress } from './product-index/embed-products.ts';
import { QueryMatcher } from './product-index/match-query.ts';
import { ProductSegment } from './product-index/product-segment.ts';
import type { QuantizedVector } from './product-index/quantize.ts';
import { planQuery } from './product-index/query-plan.ts';
import { createQueryVectors } from './product-index/query-vectors.ts';
import { RANKING, type Ranking } from './product-index/ranking.ts';
import { type QueryReading, readQuery } from './product-index/read-query.ts';
import { createRecordCache } from './product-index/record-cache.ts';
import { searchSegment } from './product-index/search-segment.ts';
import { loadSegment, type SegmentOrigin, saveSegment } from './product-index/segment-file.ts';
import type { ProductVectorStore } from './product-vector-store.ts';

export interface EmbeddedProductIndex extends ProductIndex, CatalogueStatistics {
  /** Takes in what has changed in the catalogue since the last time, by whatever process; answers how many products. */
  sync(): Promise<number>;
  /** How many products have their vector by now; null in an index without embeddings. */
  vectorProgress(): VectorProgress | null;
  /** Waits until every product has its vector, or until embedding fails. */
  embedded(): Promise<void>;
  /** Writes the index to its file when that lacks `least` changes or more, 1 unless told; true when it was written. */
  save(least?: number): Promise<boolean>;
  /** Reads a query against the catalogue, for an engine that only knows words letter by letter. */
  readQuery(text: string): QueryInWords;
  /** Calls `sync` again and again; the answer stops it. Trouble goes to `onError` and is tried again. */
  follow(intervalMs: number, onError: (error: unknown) => void): () => void;
}

/** What a query asks for, with the words of the catalogue for its own. */
export interface QueryInWords extends QueryReading {
  readonly words: readonly ReadWord[];
}

/** A word of a query: the likeliest word of the catalogue, and all that it may stand for, with how surely. */
export interface ReadWord {
  readonly read: string;
  readonly readings: readonly { readonly term: string; readonly weight: number }[];
  /** Inverse document frequency. */
  readonly idf: number;
}

export interface EmbeddedProductIndexOptions {
  readonly store: CatalogueStore;
  /** Without it the index compares words alone. */
  readonly meaning?: {
    readonly embeddings: NamedEmbeddings;
    readonly vectors: ProductVectorStore;
    /** Told of trouble while products are embedded in the background. */
    readonly onError: (error: unknown) => void;
    /** Milliseconds from an arbitrary start, for the pauses after trouble; the process's own unless told. */
    readonly elapsed?: () => number;
  };
  /** Where the index is kept between two starts; without it each start builds it anew from the catalogue. */
  readonly file?: string;
  /** Other weights than those chosen, to measure what a part of the ranking brings. */
  readonly ranking?: Partial<Ranking>;
}

/** Below this alpha the words alone decide, and no vectors are compared. */
const LEAST_ALPHA = 0.1;
/** A query waits no longer for its vector, in milliseconds. */
const QUERY_VECTOR_DEADLINE_MS = 100;
/** Said of a page while too many products lack a vector of the model in use. */
const NOT_EMBEDDED = { reason: 'products not embedded yet', fallback: 'compared words alone' };
/** Products taken in at once, so that turns are answered between two batches. */
const BATCH = 250;
const CACHED_RECORDS = 4000;
/** Whose products are those put in through the port. */
const OWN_ORIGIN: Origin = { source: 'api', run: 'api' };

/** The product index in this process's memory over the catalogue on disk. Call `sync` once before the first search. */
export function createEmbeddedProductIndex({
  store,
  meaning,
  file,
  ranking = {},
}: EmbeddedProductIndexOptions): EmbeddedProductIndex {
  const weights = { ...RANKING, ...ranking };
  const dimension = meaning?.embeddings.dimension ?? 0;
  let segment = new ProductSegment(dimension);
  /** `changes` of the segment that is in the file. */
  let saved: number | null = null;
  let saving = false;
  let opened = file === undefined;
  const matcher = new QueryMatcher(weights);
  const records = createRecordCache((ids) => ask('read', () => store.read(ids)), CACHED_RECORDS);
  const queryVectors =
    meaning === undefined ? null : createQueryVectors(meaning.embeddings, QUERY_VECTOR_DEADLINE_MS);
  const embedder =
    meaning === undefined
      ? null
      : createProductEmbedder({
          elapsed: () => performance.now(),
          ...meaning,
          segment: () => segment,
          read: (ids) => store.read(ids),
        });
  let syncing: Promise<number> | null = null;

  async function catchUp(target: ProductSegment): Promise<number> {
    let changed = 0;
    for (;;) {
      const changes = ask('changedSince', () => store.changedSince(target.version, BATCH));
      for (const { id, product, version } of changes) {
        if (product === null) target.remove(id);
        else target.put(product);
        if (product === null) embedder?.forget(id);
        records.drop(id);
        target.version = version;
      }
      embedder?.restore(
        target,
        changes.flatMap(({ product }) => product ?? []),
      );
      changed += changes.length;
      if (changes.length < BATCH) return changed;
      await nextTick();
    }
  }

  function originOf(): SegmentOrigin {
    const catalogue = ask('identity', () => store.identity());
    return { catalogue, model: meaning?.embeddings.model ?? null, dimension };
  }

  function open(from: string): void {
    const loaded = loadSegment(from, originOf());
    // A catalogue set back to an older state has a version that the file is ahead of.
    if (loaded === null || loaded.version > ask('version', () => store.version())) return;
    segment = loaded;
    saved = loaded.changes;
    embedder?.await(loaded.withoutVector());
  }

  async function syncOnce(): Promise<number> {
    if (!opened && file !== undefined) open(file);
    opened = true;
    if (ask('version', () => store.version()) === segment.version) {
      void embedder?.run();
      return 0;
    }
    const changed = await catchUp(segment);
    if (segment.worn) {
      const fresh = new ProductSegment(dimension);
      await catchUp(fresh);
      segment = fresh;
      saved = null;
    }
    void embedder?.run();
    return changed;
  }

  function asksMeaning({ text, alpha }: ProductQuery): boolean {
    return queryVectors !== null && alpha >= LEAST_ALPHA && text.trim() !== '';
  }

  /** What the query means, unless words alone shall answer or too many products have no vector yet. */
  async function vectorOf(query: ProductQuery): Promise<QuantizedVector | null> {
    if (queryVectors === null || !asksMeaning(query) || !segment.meaningKnown) return null;
    return queryVectors.of(readQuery(query.text, segment).wanted);
  }

  const index: EmbeddedProductIndex = {
    async search(query, signal) {
      signal?.throwIfAborted();
      const wordsAlone = asksMeaning(query) && segment.columns.aliveCount > 0 && !segment.meaningKnown;
      const vector = await vectorOf(query);
      signal?.throwIfAborted();
      const page = searchSegment(segment, matcher, query, vector, weights);
      const ids = page.hits.map((hit) => segment.columns.ids[hit.slot] ?? '');
      const found = new Map(records.read(ids).map((product) => [product.id, product]));
      return {
        hits: page.hits.flatMap(({ score, matchesAllTerms, exactName }, at) => {
          const product = found.get(ids[at] ?? '');
          // Removed by another process between two syncs.
          return product === undefined ? [] : [{ product, score, matchesAllTerms, exactName }];
        }),
        total: page.total,
        facets: page.facets,
        excludedUnknown: page.excludedUnknown,
        ...(wordsAlone ? { degraded: NOT_EMBEDDED } : {}),
      };
    },
    async get(ids, signal) {
      signal?.throwIfAborted();
      return records.read(ids);
    },
    async upsert(products: readonly Product[]) {
      ask('upsert', () => store.upsert(products, OWN_ORIGIN));
      await index.sync();
    },
    async remove(ids) {
      ask('remove', () => store.remove(ids));
      await index.sync();
    },
    async count() {
      return segment.columns.aliveCount;
    },
    async describe(text, signal) {
      signal?.throwIfAborted();
      return describeQuery(segment, matcher, text);
    },
    readQuery(text) {
      const { postings } = segment;
      const reading = readQuery(text, segment);
      const words = planQuery(reading.wanted, 0, segment.vocabulary).map(({ read, alternatives, idf }) => ({
        read,
        readings: alternatives.map(({ term, weight }) => ({ term: postings.terms[term] ?? read, weight })),
        idf,
      }));
      return { ...reading, words };
    },
    async sync() {
      // A caller that has just written must see its change: it waits for a run that began after it called.
      while (syncing !== null) await syncing.catch(() => 0);
      syncing = syncOnce();
      try {
        return await syncing;
      } finally {
        syncing = null;
      }
    },
    vectorProgress() {
      if (meaning === undefined) return null;
      const total = segment.columns.aliveCount;
      return { model: meaning.embeddings.model, embedded: total - (embedder?.waiting() ?? 0), total };
    },
    async embedded() {
      await embedder?.run();
    },
    async save(least = 1) {
      if (file === undefined || segment.columns.length === 0 || saving) return false;
      const { changes } = segment;
      if (saved !== null && changes - saved < least) return false;
      saving = true;
      try {
        const written = await saveSegment(file, segment, originOf());
        if (written) saved = changes;
        return written;
      } finally {
        saving = false;
      }
    },
    follow(intervalMs, onError) {
      const timer = setInterval(() => {
        if (syncing === null) index.sync().catch(onError);
      }, intervalMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
  return index;
}

function ask<T>(operation: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ProductIndexUnavailable(`The catalogue could not be asked (${operation}).`, { cause });
  }
}
