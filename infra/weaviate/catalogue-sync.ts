import { SHIPPED_REPLACED } from '#infra/catalogue/import-catalogue.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { type CatalogueMark, createCatalogueMarks } from './catalogue-marks.ts';
import { dropCollection, ensureCollection, listCollections } from './collections.ts';
import type { WeaviateConnection } from './connection.ts';
import { productDocument } from './product-document.ts';
import { isProductCollection, productCollection, productCollectionName } from './product-schema.ts';
import { storedHashes, storedProducts } from './stored-products.ts';
import { createProductWriter, type RefusedProduct } from './write-products.ts';

export interface CatalogueSyncOptions {
  readonly connection: WeaviateConnection;
  readonly embeddings: VectorEmbeddings;
  readonly store: CatalogueStore;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** `total` products are looked at, `done` of them so far. */
export interface SyncProgress {
  readonly done: number;
  readonly total: number;
}

export interface SyncReport {
  readonly written: number;
  readonly removed: number;
  readonly refused: readonly RefusedProduct[];
}

export type SyncState =
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'filling' } & SyncProgress)
  /** `refused`: products that the engine did not take. */
  | { readonly kind: 'ready'; readonly refused: number };

export interface CatalogueSync {
  /**
   * Brings the collection up to this process's catalogue, or this process's catalogue up to the collection when another
   * one owns it. With `claim` this catalogue becomes the owner, now or when the server can be reached again. Broken off
   * it goes on where it stopped.
   */
  run(options?: { readonly claim?: boolean }): Promise<SyncReport>;
  /** Looks whether the collection can be searched, and makes it known by `state`. */
  look(): Promise<SyncState>;
  state(): SyncState;
  /** The collection may not be what its mark says: the next run compares everything. */
  distrust(): void;
}

const BATCH = 250;
/** A collection of another model or version that nobody used for this long is dropped. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
const USED_AGAIN_AFTER_MS = 3_600_000;
const CATALOGUE_ID = 'catalogue-id';
const PULLED = 'pulled-from-weaviate';
const CLAIMS = 'claims-weaviate';
const NOTHING_DONE: SyncReport = { written: 0, removed: 0, refused: [] };

export function createCatalogueSync(options: CatalogueSyncOptions): CatalogueSync {
  const { connection, embeddings, store, now, newId, onProgress } = options;
  const collection = productCollectionName(embeddings);
  const marks = createCatalogueMarks(connection);
  const writer = createProductWriter({ connection, embeddings });
  const refused = new Map<string, string>();
  let state: SyncState = { kind: 'unknown' };
  /** Whether everything was compared once since this process began: what it does not know of may have changed. */
  let compared = false;

  const own = (): string => {
    const known = store.state(CATALOGUE_ID);
    if (known !== null) return known;
    const id = newId();
    store.setState(CATALOGUE_ID, id);
    return id;
  };
  const mark = (changes: Omit<CatalogueMark, 'owner' | 'usedAt'>) =>
    marks.write(collection, { owner: own(), usedAt: now(), ...changes });
  const become = (complete: boolean) => {
    if (complete) state = { kind: 'ready', refused: refused.size };
    else if (state.kind !== 'filling') state = { kind: 'filling', done: 0, total: store.count() };
  };

  const writeChanges = async (
    after: number,
    isNews: (productId: string, hash: string) => boolean,
    onBatch: (version: number, seen: number) => Promise<void>,
  ): Promise<SyncReport> => {
    let version = after;
    let seen = 0;
    let written = 0;
    let removed = 0;
    for (;;) {
      const changes = store.changedSince(version, BATCH);
      const products = changes.flatMap(({ product }) =>
        product !== null && isNews(product.id, productDocument(product).hash) ? [product] : [],
      );
      const gone = changes.flatMap(({ id, product }) => (product === null && isNews(id, '') ? [id] : []));
      const report = await writer.write(products);
      await writer.remove(gone);
      for (const { id } of changes) refused.delete(id);
      for (const { productId, reason } of report.refused) refused.set(productId, reason);
      written += report.written;
      removed += gone.length;
      seen += changes.filter(({ product }) => product !== null).length;
      version = changes.at(-1)?.version ?? version;
      await onBatch(version, seen);
      if (changes.length < BATCH) {
        return {
          written,
          removed,
          refused: [...refused].map(([productId, reason]) => ({ productId, reason })),
        };
      }
    }
  };

  /** Compares every product by its fingerprint, writes what differs and removes what is too many. */
  const compareAll = async (found: CatalogueMark | null): Promise<SyncReport> => {
    const complete = found?.complete === true;
    const since = found?.owner === own() ? found.version : 0;
    await mark({ version: since, complete });
    const made = await ensureCollection(connection, productCollection(embeddings));
    const isComplete = complete && made === 'was there';
    if (complete && !isComplete) await mark({ version: 0, complete: false });
    become(isComplete);
    const upTo = store.version();
    const total = store.count();
    const stored = await storedHashes(connection, collection);
    const report = await writeChanges(
      0,
      (productId, hash) => {
        const known = stored.get(productId);
        stored.delete(productId);
        return hash === '' ? known !== undefined : known !== hash;
      },
      async (_, done) => {
        if (!isComplete) state = { kind: 'filling', done, total };
        onProgress?.({ done, total });
      },
    );
    await writer.remove([...stored.keys()]);
    await mark({ version: upTo, complete: true });
    compared = true;
    store.setState(CLAIMS, 'no');
    become(true);
    await dropForgotten();
    return { ...report, removed: report.removed + stored.size };
  };

  const dropForgotten = async () => {
    for (const name of await listCollections(connection)) {
      if (!isProductCollection(name) || name === collection) continue;
      const used = (await marks.read(name))?.usedAt ?? 0;
      if (now() - used > FORGOTTEN_AFTER_MS) await dropCollection(connection, name);
    }
  };

  /** Takes over the catalogue that another process imported. */
  const pull = async (theirs: CatalogueMark): Promise<SyncReport> => {
    const edition = `${theirs.owner}@${theirs.version}`;
    if (store.state(PULLED) === edition) return NOTHING_DONE;
    const ids = new Set<string>();
    for await (const products of storedProducts(connection, collection)) {
      for (const { id } of products) ids.add(id);
      store.upsert(products, { source: 'shared', run: edition });
    }
    store.transaction(() => {
      store.remove(
        store.sources().flatMap((source) => store.idsOf(source).filter((productId) => !ids.has(productId))),
      );
      // What was shipped and is not there was replaced by the other one.
      store.setState(SHIPPED_REPLACED, 'yes');
      store.setState(PULLED, edition);
    });
    return NOTHING_DONE;
  };

  return {
    async run({ claim = false } = {}) {
      if (claim) store.setState(CLAIMS, 'yes');
      const claims = store.state(CLAIMS) === 'yes';
      const found = await marks.read(collection);
      if (found !== null && found.owner !== own() && !claims) {
        become(found.complete);
        return found.complete ? pull(found) : NOTHING_DONE;
      }
      if (found === null || found.owner !== own() || !found.complete || !compared || claims) {
        return compareAll(found);
      }
      become(true);
      const upTo = store.version();
      if (upTo > found.version) {
        return writeChanges(
          found.version,
          () => true,
          (version) => mark({ version, complete: true }),
        );
      }
      if (now() - found.usedAt > USED_AGAIN_AFTER_MS) await mark({ version: upTo, complete: true });
      return NOTHING_DONE;
    },
    async look() {
      const found = await marks.read(collection);
      if (found === null) state = { kind: 'filling', done: 0, total: store.count() };
      else become(found.complete);
      return state;
    },
    state: () => state,
    distrust: () => {
      compared = false;
    },
  };
}
