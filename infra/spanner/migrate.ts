import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpannerClient } from './client.ts';
import { READ_OPTIONS } from './database.ts';

/** One numbered file of `migrations/`. An id is never reused for other statements. */
export interface Migration {
  readonly id: string;
  readonly statements: readonly string[];
  /** Applied where the service knows such statements; nothing depends on it. */
  readonly optional: boolean;
}

export interface MigrationReport {
  readonly applied: readonly string[];
  /** Optional ones that this service cannot do. */
  readonly unsupported: readonly string[];
}

const FOLDER = join(import.meta.dirname, 'migrations');
const OPTIONAL = '.optional';
/** Where the ids of finished migrations are kept. */
const RECORD = `CREATE TABLE IF NOT EXISTS SchemaMigrations (
  Id        STRING(128) NOT NULL,
  AppliedAt TIMESTAMP NOT NULL OPTIONS (allow_commit_timestamp = true),
) PRIMARY KEY (Id)`;
const INVALID_ARGUMENT = 3;
const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;
const UNIMPLEMENTED = 12;
/** Tries while another process, or an open transaction, holds the schema. */
const MAX_TRIES = 40;
const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 5_000;

export async function readMigrations(folder = FOLDER): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.sql'.length);
      const optional = name.endsWith(OPTIONAL);
      const sql = await readFile(join(folder, file), 'utf8');
      return {
        id: optional ? name.slice(0, -OPTIONAL.length) : name,
        optional,
        statements: sql
          .replace(/^--.*$/gmu, '')
          .split(';')
          .map((statement) => statement.trim())
          .filter((statement) => statement !== ''),
      };
    }),
  );
}

/** Migrations that every process needs and that this database has not had. */
export async function pendingMigrations(
  client: SpannerClient,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const done = await appliedMigrations(client);
  return migrations.filter(({ id, optional }) => !optional && !done.has(id)).map(({ id }) => id);
}

/**
 * Brings the schema up to date. Any number of processes may do so at once, and one that breaks off is simply run
 * again: every statement says IF NOT EXISTS, the service makes schema changes one after the other, and an id is
 * recorded only when its statements are done.
 */
export async function migrate(
  client: SpannerClient,
  migrations: readonly Migration[],
): Promise<MigrationReport> {
  await whenFree(() => client.updateSchema([RECORD]));
  const done = await appliedMigrations(client);
  const needed = migrations.filter(({ id, optional }) => !optional && !done.has(id));
  // In one batch: a schema change takes the real service seconds, however many statements it has.
  if (needed.length > 0) {
    await whenFree(() => client.updateSchema(needed.flatMap(({ statements }) => statements)));
    await record(client, needed);
  }
  const unsupported: string[] = [];
  const applied = needed.map(({ id }) => id);
  for (const migration of migrations.filter(({ id, optional }) => optional && !done.has(id))) {
    if (await applyOptional(client, migration)) applied.push(migration.id);
    else unsupported.push(migration.id);
  }
  return { applied, unsupported };
}

async function applyOptional(client: SpannerClient, migration: Migration): Promise<boolean> {
  try {
    await whenFree(() => client.updateSchema(migration.statements));
  } catch (error) {
    // FAILED_PRECONDITION that does not pass is an edition of the service without this feature.
    if ([INVALID_ARGUMENT, FAILED_PRECONDITION, UNIMPLEMENTED].includes(codeOf(error))) return false;
    throw error;
  }
  await record(client, [migration]);
  return true;
}

async function appliedMigrations(client: SpannerClient): Promise<ReadonlySet<string>> {
  try {
    const [rows] = await client
      .database()
      .run({ sql: 'SELECT Id FROM SchemaMigrations', json: true, gaxOptions: READ_OPTIONS });
    return new Set(rows.map((row) => String((row as unknown as { Id: unknown }).Id)));
  } catch (error) {
    if (codeOf(error) === INVALID_ARGUMENT && /table not found/iu.test(String(error))) return new Set();
    throw error;
  }
}

/** The first time stays, whoever else records the same: by it a database is told from one made after it. */
export async function record(client: SpannerClient, migrations: readonly Migration[]): Promise<void> {
  let missing = migrations;
  while (missing.length > 0) {
    try {
      await client
        .database()
        .table('SchemaMigrations')
        .insert(missing.map(({ id }) => ({ Id: id, AppliedAt: 'spanner.commit_timestamp()' })));
      return;
    } catch (error) {
      if (codeOf(error) !== ALREADY_EXISTS) throw error;
      const done = await appliedMigrations(client);
      missing = missing.filter(({ id }) => !done.has(id));
    }
  }
}

async function whenFree(change: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      const isBusy = codeOf(error) === FAILED_PRECONDITION && /concurrent|in progress/iu.test(String(error));
      if (!isBusy || attempt === MAX_TRIES) throw error;
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function codeOf(error: unknown): number {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' ? code : -1;
}
