import { randomUUID } from 'node:crypto';
import type { Product } from '#agents/search/product.ts';
import type { Database, Migration } from './database.ts';

export const catalogueMigrations: readonly Migration[] = [
  {
    id: 'catalogue-1',
    sql: `
      CREATE TABLE products (
        id TEXT PRIMARY KEY,
        record TEXT,
        source TEXT NOT NULL,
        run TEXT NOT NULL,
        version INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX products_by_version ON products (version);
      CREATE INDEX products_by_source ON products (source) WHERE record IS NOT NULL;
      CREATE TABLE catalogue_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE catalogue_imports (
        fingerprint TEXT PRIMARY KEY,
        run TEXT NOT NULL,
        state TEXT NOT NULL,
        row INTEGER NOT NULL,
        accepted INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        rejects_bytes INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    id: 'catalogue-vectors-1',
    sql: `
      CREATE TABLE product_vectors (
        id TEXT PRIMARY KEY,
        model TEXT NOT NULL,
        dimension INTEGER NOT NULL,
        text_key TEXT NOT NULL,
        scale REAL NOT NULL,
        vector BLOB NOT NULL
      ) STRICT;
    `,
  },
];

/** Where a product came from: the source it belongs to, and the run of an import that wrote it last. */
export interface Origin {
  readonly source: string;
  readonly run: string;
}

export interface CatalogueChange {
  readonly id: string;
  /** Null when the product was removed. */
  readonly product: Product | null;
  readonly version: number;
}

/** How far an import has come. */
export interface ImportCheckpoint {
  readonly fingerprint: string;
  readonly run: string;
  readonly state: 'running' | 'done';
  readonly row: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectsBytes: number;
}

/**
 * The products of the catalogue on disk. Every change of a product takes the next version, so that a running
 * assistant sees what another process imports by asking for what is newer than what it has.
 */
export interface CatalogueStore {
  upsert(products: readonly Product[], origin: Origin): void;
  remove(ids: readonly string[]): void;
  /** Products among `ids`, in their order. */
  read(ids: readonly string[]): readonly Product[];
  /** Source and run of a product that exists. */
  originOf(id: string): Origin | null;
  idsOf(source: string): readonly string[];
  sources(): readonly string[];
  count(): number;
  version(): number;
  /** Names this catalogue among all others; made when first asked for. */
  identity(): string;
  /** Up to `limit` changes after `version`, oldest first; an older change of the same product is not told. */
  changedSince(version: number, limit: number): readonly CatalogueChange[];
  state(key: string): string | null;
  setState(key: string, value: string): void;
  checkpoint(fingerprint: string): ImportCheckpoint | null;
  saveCheckpoint(checkpoint: ImportCheckpoint): void;
  transaction<T>(work: () => T): T;
}

/** The catalogue in an embedded database that was opened with `catalogueMigrations`. */
export function createCatalogueStore(database: Database): CatalogueStore {
  const sql = (text: string) => database.statement(text);
  const version = () =>
    Number(sql('SELECT coalesce(max(version), 0) AS version FROM products').get()?.version ?? 0);

  function write(id: string, record: string | null, origin: Origin, at: number): void {
    sql(`
      INSERT INTO products (id, record, source, run, version) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        record = excluded.record, source = excluded.source, run = excluded.run, version = excluded.version
    `).run(id, record, origin.source, origin.run, at);
  }

  const store: CatalogueStore = {
    upsert(products, origin) {
      database.transaction(() => {
        let next = version();
        for (const product of products) {
          const record = JSON.stringify(product);
          const old = sql('SELECT record FROM products WHERE id = ?').get(product.id);
          if (old?.record === record) {
            // Nothing to index anew; only whose product it is may change.
            sql('UPDATE products SET source = ?, run = ? WHERE id = ?').run(
              origin.source,
              origin.run,
              product.id,
            );
          } else {
            next += 1;
            write(product.id, record, origin, next);
          }
        }
      });
    },
    remove(ids) {
      database.transaction(() => {
        let next = version();
        for (const id of ids) {
          next += 1;
          sql('UPDATE products SET record = NULL, version = ? WHERE id = ? AND record IS NOT NULL').run(
            next,
            id,
          );
          sql('DELETE FROM product_vectors WHERE id = ?').run(id);
        }
      });
    },
    read(ids) {
      const select = sql('SELECT record FROM products WHERE id = ? AND record IS NOT NULL');
      return ids.flatMap((id) => {
        const record = select.get(id)?.record;
        return typeof record === 'string' ? [JSON.parse(record) as Product] : [];
      });
    },
    originOf(id) {
      const row = sql('SELECT source, run FROM products WHERE id = ? AND record IS NOT NULL').get(id);
      return row === undefined ? null : { source: String(row.source), run: String(row.run) };
    },
    idsOf(source) {
      return sql('SELECT id FROM products WHERE source = ? AND record IS NOT NULL')
        .all(source)
        .map((row) => String(row.id));
    },
    sources() {
      return sql('SELECT DISTINCT source FROM products WHERE record IS NOT NULL')
        .all()
        .map((row) => String(row.source));
    },
    count() {
      return Number(sql('SELECT count(*) AS count FROM products WHERE record IS NOT NULL').get()?.count ?? 0);
    },
    version,
    identity() {
      const known = store.state('identity');
      if (known !== null) return known;
      return database.transaction(() => {
        // Another process may have been first.
        const identity = store.state('identity') ?? randomUUID();
        store.setState('identity', identity);
        return identity;
      });
    },
    changedSince(after, limit) {
      return sql('SELECT id, record, version FROM products WHERE version > ? ORDER BY version LIMIT ?')
        .all(after, limit)
        .map((row) => ({
          id: String(row.id),
          product: typeof row.record === 'string' ? (JSON.parse(row.record) as Product) : null,
          version: Number(row.version),
        }));
    },
    state(key) {
      const row = sql('SELECT value FROM catalogue_state WHERE key = ?').get(key);
      return row === undefined ? null : String(row.value);
    },
    setState(key, value) {
      sql(`
        INSERT INTO catalogue_state (key, value) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
      `).run(key, value);
    },
    checkpoint(fingerprint) {
      const row = sql('SELECT * FROM catalogue_imports WHERE fingerprint = ?').get(fingerprint);
      if (row === undefined) return null;
      return {
        fingerprint,
        run: String(row.run),
        state: row.state === 'done' ? 'done' : 'running',
        row: Number(row.row),
        accepted: Number(row.accepted),
        rejected: Number(row.rejected),
        rejectsBytes: Number(row.rejects_bytes),
      };
    },
    saveCheckpoint(it) {
      sql(`
        INSERT INTO catalogue_imports (fingerprint, run, state, row, accepted, rejected, rejects_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET
          run = excluded.run, state = excluded.state, row = excluded.row, accepted = excluded.accepted,
          rejected = excluded.rejected, rejects_bytes = excluded.rejects_bytes
      `).run(it.fingerprint, it.run, it.state, it.row, it.accepted, it.rejected, it.rejectsBytes);
    },
    transaction: (work) => database.transaction(work),
  };
  return store;
}
