import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { DatabaseUnavailable } from './database-unavailable.ts';

/** One step of a schema. Steps run in the order given, each once; an id is never reused for other SQL. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

export interface Database {
  /** The statement for this SQL, compiled once. */
  statement(sql: string): StatementSync;
  /** Runs `work` in one write transaction; what it throws rolls everything back. Calls inside a transaction join it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export interface DatabaseOptions {
  readonly path: string;
  readonly migrations: readonly Migration[];
  /** `process`: survives kill -9. `power`: also a power cut, at one disk flush a commit. Default `process`. */
  readonly durability?: 'process' | 'power';
  /** Pages of the file that are held in memory, in MB. Default 2: what a turn reads lies close together. */
  readonly cacheMb?: number;
  /** How long a write of another process is waited for, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number;
}

/** Opens a database that is there for reading alone, beside whoever writes it. Throws `DatabaseUnavailable`. */
export function openDatabaseToRead(path: string): Database {
  let sqlite: DatabaseSync | null = null;
  try {
    sqlite = new DatabaseSync(path, { readOnly: true });
    sqlite.exec('PRAGMA busy_timeout = 5000');
    return workOn(sqlite);
  } catch (error) {
    sqlite?.close();
    throw new DatabaseUnavailable(path, error);
  }
}

/** Pages of the write-ahead log (4 kB each) before it is moved into the file, which flushes the disk and holds turns up. */
const CHECKPOINT_PAGES = 4_000;

/**
 * Opens, or creates, an embedded SQL database. Other processes may have it open at the same time. Throws
 * `DatabaseUnavailable` when it cannot be opened.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { path } = options;
  let sqlite: DatabaseSync | null = null;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    sqlite = new DatabaseSync(path);
    return prepare(sqlite, options);
  } catch (error) {
    sqlite?.close();
    throw new DatabaseUnavailable(path, error);
  }
}

function prepare(
  sqlite: DatabaseSync,
  { migrations, durability = 'process', cacheMb = 2, busyTimeoutMs = 5_000 }: DatabaseOptions,
): Database {
  sqlite.exec(`
    PRAGMA busy_timeout = ${Math.round(busyTimeoutMs)};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'};
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -${Math.round(cacheMb * 1_024)};
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
  `);
  const database = workOn(sqlite);
  migrate(sqlite, database, migrations);
  return database;
}

function workOn(sqlite: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  const statementFor = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = sqlite.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };

  return {
    statement: statementFor,
    transaction(work) {
      if (depth > 0) return work();
      statementFor('BEGIN IMMEDIATE').run();
      depth = 1;
      try {
        const result = work();
        statementFor('COMMIT').run();
        return result;
      } catch (error) {
        sqlite.exec('ROLLBACK');
        throw error;
      } finally {
        depth = 0;
      }
    },
    close() {
      statements.clear();
      sqlite.close();
    },
  };
}

function migrate(sqlite: DatabaseSync, database: Database, migrations: readonly Migration[]): void {
  sqlite.exec('CREATE TABLE IF NOT EXISTS schema_migrations (id TEXT PRIMARY KEY) STRICT');
  database.transaction(() => {
    const done = new Set(
      database
        .statement('SELECT id FROM schema_migrations')
        .all()
        .map((row) => row.id),
    );
    for (const migration of migrations) {
      if (done.has(migration.id)) continue;
      sqlite.exec(migration.sql);
      database.statement('INSERT INTO schema_migrations (id) VALUES (?)').run(migration.id);
    }
  });
}
