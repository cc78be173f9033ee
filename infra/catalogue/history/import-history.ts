import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fingerprintFile } from '#infra/catalogue/fingerprint-file.ts';
import { type ReadRecord, readRecords } from '#infra/catalogue/read-records.ts';
import { openRejects } from '#infra/catalogue/rejects-file.ts';
import type { HistoryCheckpoint, HistoryImportLog } from './history-import-log.ts';
import { type HistoryMapping, OWN_FORMAT } from './history-mapping.ts';
import { type PastOrder, readPastOrder } from './read-past-order.ts';
import { type PastOrderServices, takePastOrders } from './take-past-orders.ts';

export interface ImportHistoryOptions extends PastOrderServices {
  readonly file: string;
  /** Default: the file is in our own format. */
  readonly mapping?: HistoryMapping;
  readonly log: HistoryImportLog;
  /** Rejected rows go to `<dataDir>/imports/history-<file>.rejects.jsonl`. */
  readonly dataDir: string;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

export interface HistoryProgress {
  readonly rows: number;
  readonly imported: number;
  readonly known: number;
  readonly rejected: number;
}

export interface HistoryReport extends HistoryProgress {
  /** Rows that an earlier, broken-off run had already done. */
  readonly resumedFrom: number;
  /** Null when nothing was rejected. */
  readonly rejectsFile: string | null;
}

/** Orders in one go: few enough that a running assistant hardly waits for its turn to write. */
const BATCH = 25;
/** Left between two goes to whoever else wants to write. */
const PAUSE_MS = 2;
const PROGRESS_EVERY = 2_000;

/**
 * Imports past orders from JSONL. Broken off and called again with the same file it goes on after the last finished
 * row; a finished import called again finds every order known. Throws `ImportError` when the file cannot be read.
 */
export async function importHistory(options: ImportHistoryOptions): Promise<HistoryReport> {
  const { file, log, dataDir } = options;
  const fingerprint = await fingerprintFile(file, options.mapping ?? OWN_FORMAT);
  const saved = await log.read(fingerprint);
  const start: HistoryCheckpoint = saved?.state === 'running' ? saved : BEGINNING;
  const rejectsFile = join(dataDir, 'imports', `history-${basename(file)}.rejects.jsonl`);
  const rejects = openRejects(rejectsFile, start.rejectsBytes);
  let checkpoint = start;
  try {
    for await (const batch of batchesAfter(file, start.row)) {
      const { imported, known, rejected } = await takeBatch(options, batch, rejects.add);
      const before = checkpoint.row;
      checkpoint = {
        state: 'running',
        row: batch.at(-1)?.row ?? before,
        imported: checkpoint.imported + imported,
        known: checkpoint.known + known,
        rejected: checkpoint.rejected + rejected,
        rejectsBytes: rejects.flush(),
      };
      await log.save(fingerprint, checkpoint);
      if (Math.floor(checkpoint.row / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY)) {
        options.onProgress?.(progressOf(checkpoint));
      }
      await pause(PAUSE_MS);
    }
    await log.save(fingerprint, { ...checkpoint, state: 'done' });
  } finally {
    rejects.close();
  }
  if (checkpoint.rejected === 0) rmSync(rejectsFile, { force: true });
  return {
    ...progressOf(checkpoint),
    resumedFrom: start.row,
    rejectsFile: checkpoint.rejected === 0 ? null : rejectsFile,
  };
}

async function takeBatch(
  options: ImportHistoryOptions,
  batch: readonly ReadRecord[],
  reject: (at: ReadRecord, reason: string, fields: unknown) => void,
) {
  const mapping = options.mapping ?? OWN_FORMAT;
  const past: { readonly record: ReadRecord; readonly order: PastOrder }[] = [];
  let rejected = 0;
  const turnAway = (record: ReadRecord, reason: string) => {
    rejected += 1;
    reject(record, reason, 'fields' in record ? record.fields : null);
  };
  for (const record of batch) {
    const read = 'fields' in record ? readPastOrder(record.fields, mapping, options.now()) : record;
    if ('order' in read) past.push({ record, order: read.order });
    else turnAway(record, read.reason);
  }
  const outcomes = await takePastOrders(
    options,
    past.map(({ order }) => order),
    { currency: mapping.currency, analytics: true },
  );
  for (const [at, { record, order }] of past.entries()) {
    if (outcomes[at] !== 'elsewhere') continue;
    turnAway(
      record,
      `orderId "${order.orderId}" is another shopper's order already; an id names one order over all shoppers`,
    );
  }
  const imported = outcomes.filter((outcome) => outcome === 'added').length;
  return { imported, known: batch.length - imported - rejected, rejected };
}

async function* batchesAfter(file: string, row: number): AsyncGenerator<readonly ReadRecord[]> {
  let batch: ReadRecord[] = [];
  for await (const record of readRecords(file)) {
    if (record.row <= row) continue;
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const BEGINNING: HistoryCheckpoint = {
  state: 'running',
  row: 0,
  imported: 0,
  known: 0,
  rejected: 0,
  rejectsBytes: 0,
};

function progressOf({ row, imported, known, rejected }: HistoryCheckpoint): HistoryProgress {
  return { rows: row, imported, known, rejected };
}
