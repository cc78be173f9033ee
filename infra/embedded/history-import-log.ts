import type { HistoryImportLog } from '#infra/catalogue/history/history-import-log.ts';
import type { Database, Migration } from './database.ts';

export const historyImportMigrations: readonly Migration[] = [
  {
    id: 'history-import-1',
    sql: `
      CREATE TABLE history_imports (
        fingerprint   TEXT PRIMARY KEY,
        state         TEXT NOT NULL,
        row           INTEGER NOT NULL,
        imported      INTEGER NOT NULL,
        known         INTEGER NOT NULL,
        rejected      INTEGER NOT NULL,
        rejects_bytes INTEGER NOT NULL
      ) STRICT;
    `,
  },
];

export function createEmbeddedHistoryImportLog(database: Database): HistoryImportLog {
  return {
    async read(fingerprint) {
      const row = database.statement('SELECT * FROM history_imports WHERE fingerprint = ?').get(fingerprint);
      if (row === undefined) return null;
      return {
        state: row.state === 'done' ? 'done' : 'running',
        row: Number(row.row),
        imported: Number(row.imported),
        known: Number(row.known),
        rejected: Number(row.rejected),
        rejectsBytes: Number(row.rejects_bytes),
      };
    },
    async save(fingerprint, { state, row, imported, known, rejected, rejectsBytes }) {
      database
        .statement(
          `INSERT INTO history_imports (fingerprint, state, row, imported, known, rejected, rejects_bytes)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET state = excluded.state, row = excluded.row, imported = excluded.imported,
             known = excluded.known, rejected = excluded.rejected, rejects_bytes = excluded.rejects_bytes`,
        )
        .run(fingerprint, state, row, imported, known, rejected, rejectsBytes);
    },
  };
}
