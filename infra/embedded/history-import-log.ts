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

/** How far an import of past orders has come. */
export interface HistoryCheckpoint {
  readonly state: 'running' | 'done';
  /** The last row that is dealt with, counted from 1. */
  readonly row: number;
  readonly imported: number;
  /** Orders that were there before. */
  readonly known: number;
  readonly rejected: number;
  /** Length of the rejects file. */
  readonly rejectsBytes: number;
}

/** Remembers how far the import of each file has come, so that a broken-off one goes on. */
export interface HistoryImportLog {
  read(fingerprint: string): HistoryCheckpoint | null;
  save(fingerprint: string, checkpoint: HistoryCheckpoint): void;
}

export function createHistoryImportLog(database: Database): HistoryImportLog {
  return {
    read(fingerprint) {
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
    save(fingerprint, { state, row, imported, known, rejected, rejectsBytes }) {
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
