import { expect, it } from 'vitest';
import { openDatabase } from '#infra/embedded/database.ts';
import { DatabaseUnavailable } from '#infra/embedded/database-unavailable.ts';
import { temporaryDatabase, temporaryPath } from './temporary-database.ts';

it('says who to ask when another process has locked the file', () => {
  const path = temporaryPath();
  const first = temporaryDatabase([], path);
  const second = { path, busyTimeoutMs: 1, migrations: [{ id: 'a', sql: 'CREATE TABLE a (b) STRICT' }] };
  first.transaction(() => {
    expect(() => openDatabase(second)).toThrow(DatabaseUnavailable);
    expect(() => openDatabase(second)).toThrow(`${path} cannot be opened: another process has locked it.`);
  });
});
