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
  read(fingerprint: string): Promise<HistoryCheckpoint | null>;
  save(fingerprint: string, checkpoint: HistoryCheckpoint): Promise<void>;
}
