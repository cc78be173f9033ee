import type { HistoryImportLog } from '#infra/catalogue/history/history-import-log.ts';
import type { SpannerDatabase } from './database.ts';

const COLUMNS = ['State', 'LastRow', 'Imported', 'Known', 'Rejected', 'RejectsBytes'];

/** Beside the orders themselves, so that a file imported into another database begins anew. */
export function createSpannerHistoryImportLog(database: SpannerDatabase): HistoryImportLog {
  return {
    async read(fingerprint) {
      const [row] = await database.rows('see how far an import came', 'HistoryImports', COLUMNS, {
        keys: [[fingerprint]],
      });
      if (row === undefined) return null;
      return {
        state: row.State === 'done' ? 'done' : 'running',
        row: Number(row.LastRow),
        imported: Number(row.Imported),
        known: Number(row.Known),
        rejected: Number(row.Rejected),
        rejectsBytes: Number(row.RejectsBytes),
      };
    },
    save: (fingerprint, { state, row, imported, known, rejected, rejectsBytes }) =>
      database.write('note how far an import came', [
        {
          kind: 'put',
          table: 'HistoryImports',
          row: {
            Fingerprint: fingerprint,
            State: state,
            LastRow: row,
            Imported: imported,
            Known: known,
            Rejected: rejected,
            RejectsBytes: rejectsBytes,
          },
        },
      ]),
  };
}
