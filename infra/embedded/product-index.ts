import { setImmediate as nextTick } from 'node:timers/promises';
import type { Product } from '#agents/search/product.ts';
import { type ProductIndex, ProductIndexUnavailable } from '#agents/search/product-index.ts';
import type { CatalogueStatistics } from '#agents/search/query-statistics.ts';
import type { CatalogueStore, Origin } from './catalogue-store.ts';
import { describeQuery } from './product-index/describe-query.ts';
import { QueryMatcher } from './product-index/match-query.ts';
import { ProductSegment } from './product-index/product-segment.ts';
import { createRecordCache } from './product-index/record-cache.ts';
import { searchSegment } from './product-index/search-segment.ts';

export interface EmbeddedProductIndex extends ProductIndex, CatalogueStatistics {
  /** Takes in what has changed in the catalogue since the last time, by whatever process; answers how many products. */
  sync(): Promise<number>;
  /** Calls `sync` again and again; the answer stops it. Trouble goes to `onError` and is tried again. */
  follow(intervalMs: number, onError: (error: unknown) => void): () => void;
}

export interface EmbeddedProductIndexOptions {
  readonly store: CatalogueStore;
}

/** Products taken in at once, so that turns are answered between two batches. */
const BATCH = 250;
const CACHED_RECORDS = 4000;
/** Whose products are those put in through the port. */
const OWN_ORIGIN: Origin = { source: 'api', run: 'api' };

/** The product index in this process's memory over the catalogue on disk. Call `sync` once before the first search. */
export function createEmbeddedProductIndex({ store }: EmbeddedProductIndexOptions): EmbeddedProductIndex {
  let segment = new ProductSegment();
  const matcher = new QueryMatcher();
  const records = createRecordCache((ids) => ask('read', () => store.read(ids)), CACHED_RECORDS);
  let syncing: Promise<number> | null = null;

  async function catchUp(target: ProductSegment): Promise<number> {
    let changed = 0;
    for (;;) {
      const changes = ask('changedSince', () => store.changedSince(target.version, BATCH));
      for (const { id, product, version } of changes) {
        if (product === null) target.remove(id);
        else target.put(product);
        records.drop(id);
        target.version = version;
      }
      changed += changes.length;
      if (changes.length < BATCH) return changed;
      await nextTick();
    }
  }

  async function syncOnce(): Promise<number> {
    if (ask('version', () => store.version()) === segment.version) return 0;
    const changed = await catchUp(segment);
    if (segment.worn) {
      const fresh = new ProductSegment();
      await catchUp(fresh);
      segment = fresh;
    }
    return changed;
  }

  const index: EmbeddedProductIndex = {
    async search(query, signal) {
      signal?.throwIfAborted();
      const page = searchSegment(segment, matcher, query);
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
