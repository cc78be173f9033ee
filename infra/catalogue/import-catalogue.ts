import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Product } from '#agents/search/product.ts';
import type { CatalogueStore, ImportCheckpoint } from '#infra/embedded/catalogue-store.ts';
import { type MappingFile, resolveMapping } from './column-mapping.ts';
import { fingerprintFile } from './fingerprint-file.ts';
import { ImportError } from './import-error.ts';
import { productReader } from './read-product.ts';
import { type ReadRecord, readRecords } from './read-records.ts';
import { openRejects, type Rejects } from './rejects-file.ts';

export interface ImportCatalogueOptions {
  readonly file: string;
  readonly store: CatalogueStore;
  /** Rejected rows go to `<dataDir>/imports/catalogue-<file>.rejects.jsonl`. */
  readonly dataDir: string;
  readonly mapping: MappingFile | null;
  /** Removes every product, shipped or imported before, that the file does not have. Default false. */
  readonly replace?: boolean;
  readonly newId: () => string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
}

export interface ImportReport extends ImportProgress {
  /** Rows that an earlier, broken-off run of the same import had already done. */
  readonly resumedFrom: number;
  readonly unreadSizes: number;
  /** Products with letters that are not of the file's encoding (U+FFFD), in this run. */
  readonly brokenLetters: number;
  readonly removed: number;
  /** Null when nothing was rejected. */
  readonly rejectsFile: string | null;
}

/** The source of what a grocer imports, and the state that keeps the shipped catalogue away after a replacement. */
export const GROCER_SOURCE = 'grocer';
export const SHIPPED_REPLACED = 'shipped-replaced';

/** Rows in one transaction: what a crash can undo. */
const BATCH = 500;
const PROGRESS_EVERY = 5000;
/** Rows whose columns decide the mapping: in JSONL not every line has every column. */
const SAMPLED = 100;

/**
 * Imports a grocer's products. Broken off and called again with the same file and mapping it goes on after the last
 * saved row. Throws `ImportError` when the file cannot be imported at all; single bad rows are reported instead.
 */
export async function importCatalogue(options: ImportCatalogueOptions): Promise<ImportReport> {
  const { file, store, replace = false } = options;
  const fingerprint = await fingerprintFile(options.file, [options.mapping, options.replace === true]);
  const saved = store.checkpoint(fingerprint);
  const start: ImportCheckpoint =
    saved?.state === 'running'
      ? saved
      : {
          fingerprint,
          run: options.newId(),
          state: 'running',
          row: 0,
          accepted: 0,
          rejected: 0,
          rejectsBytes: 0,
        };
  const mapping = resolveMapping(await columnsOf(file), options.mapping);
  const rejectsFile = join(options.dataDir, 'imports', `catalogue-${basename(file)}.rejects.jsonl`);
  const rejects = openRejects(rejectsFile, start.rejectsBytes);
  try {
    const { checkpoint, unreadSizes, brokenLetters } = await importRows(
      options,
      start,
      productReader(mapping),
      rejects,
    );
    const removed = store.transaction(() => {
      store.saveCheckpoint({ ...checkpoint, state: 'done' });
      return replace ? removeOthers(store, checkpoint) : 0;
    });
    if (checkpoint.rejected === 0) rmSync(rejectsFile, { force: true });
    return {
      rows: checkpoint.row,
      accepted: checkpoint.accepted,
      rejected: checkpoint.rejected,
      resumedFrom: start.row,
      unreadSizes,
      brokenLetters,
      removed,
      rejectsFile: checkpoint.rejected === 0 ? null : rejectsFile,
    };
  } finally {
    rejects.close();
  }
}

async function importRows(
  { file, store, onProgress }: ImportCatalogueOptions,
  start: ImportCheckpoint,
  read: ReturnType<typeof productReader>,
  rejects: Rejects,
): Promise<{ checkpoint: ImportCheckpoint; unreadSizes: number; brokenLetters: number }> {
  let checkpoint = start;
  let unreadSizes = 0;
  let brokenLetters = 0;
  let batch: ReadRecord[] = [];

  const commit = () => {
    const products = new Map<string, Product>();
    for (const record of batch) {
      const reason = 'reason' in record ? record.reason : take(record, products);
      if (reason !== null) rejects.add(record, reason, 'fields' in record ? record.fields : null);
    }
    const rejectsBytes = rejects.flush();
    store.transaction(() => {
      store.upsert([...products.values()], { source: GROCER_SOURCE, run: start.run });
      checkpoint = {
        ...checkpoint,
        row: batch.at(-1)?.row ?? checkpoint.row,
        accepted: checkpoint.accepted + products.size,
        rejected: checkpoint.rejected + batch.length - products.size,
        rejectsBytes,
      };
      store.saveCheckpoint(checkpoint);
    });
    batch = [];
    if (checkpoint.row % PROGRESS_EVERY < BATCH) {
      onProgress?.({
        rows: checkpoint.row,
        accepted: checkpoint.accepted,
        rejected: checkpoint.rejected,
      });
    }
  };
  const take = (
    { fields }: { readonly fields: Readonly<Record<string, unknown>> },
    products: Map<string, Product>,
  ): string | null => {
    const result = read(fields);
    if (result.kind === 'rejected') return result.reason;
    const { id } = result.product;
    if (products.has(id) || store.originOf(id)?.run === start.run) {
      return `id "${id}" stands in an earlier row too`;
    }
    products.set(id, result.product);
    if (result.unreadSize) unreadSizes += 1;
    if (`${result.product.name}${result.product.brand ?? ''}`.includes('\uFFFD')) brokenLetters += 1;
    return null;
  };

  for await (const record of readRecords(file)) {
    if (record.row <= start.row) continue;
    batch.push(record);
    if (batch.length === BATCH) commit();
  }
  if (batch.length > 0) commit();
  return { checkpoint, unreadSizes, brokenLetters };
}

/** Takes away what the finished import does not have. An import without any good row takes nothing away. */
function removeOthers(store: CatalogueStore, { run, accepted }: ImportCheckpoint): number {
  if (accepted === 0) return 0;
  const others = store
    .sources()
    .flatMap((source) => store.idsOf(source))
    .filter((id) => store.originOf(id)?.run !== run);
  store.remove(others);
  store.setState(SHIPPED_REPLACED, 'yes');
  return others.length;
}

async function columnsOf(file: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for await (const record of readRecords(file)) {
    if ('fields' in record) for (const name of Object.keys(record.fields)) names.add(name);
    if (record.row >= SAMPLED) break;
  }
  if (names.size === 0) throw new ImportError(`${file} has no product in it that can be read.`);
  return [...names];
}
