import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, type Migration, openDatabase } from '#infra/embedded/database.ts';

/** A path for a database in a folder of its own that goes when the test does. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'store.sqlite');
}

/** Opens a database for the running test and closes it after. */
export function temporaryDatabase(migrations: readonly Migration[], path = temporaryPath()): Database {
  const database = openDatabase({ path, migrations });
  onTestFinished(() => database.close());
  return database;
}
