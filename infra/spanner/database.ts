import type { Transaction as SdkTransaction, Snapshot } from '@google-cloud/spanner';
import type { ReadRequest } from '@google-cloud/spanner/build/src/transaction.js';
import { bulkhead } from 'cockatiel';
import type { Availability } from './availability.ts';
import { hearBegin, within } from './bounded-calls.ts';
import type { SpannerClient } from './client.ts';
import { isAborted, nameRetryDelay, waitBeforeTry } from './retry-soon.ts';

type CallOptions = NonNullable<ReadRequest['gaxOptions']>;
export type Value = string | number | boolean | null | Uint8Array | readonly string[];
export type Row = Readonly<Record<string, unknown>>;
export type Key = readonly (string | number)[];

export interface Statement {
  readonly sql: string;
  readonly params?: Readonly<Record<string, Value | readonly number[]>>;
  /** Needed where a value alone does not tell its type: null, and lists that may be empty. */
  readonly types?: Readonly<Record<string, string | { type: 'array'; child: string }>>;
}

export type Mutation =
  /** Inserts the row, or replaces the columns it names; it must name every column that may not be null. */
  | { readonly kind: 'put'; readonly table: string; readonly row: Readonly<Record<string, Value>> }
  /** Replaces the columns it names of a row that is there. */
  | { readonly kind: 'change'; readonly table: string; readonly row: Readonly<Record<string, Value>> }
  /** Interleaved rows go along. A row that is not there is no error. */
  | { readonly kind: 'remove'; readonly table: string; readonly key: Key };

/** Which rows, in the order of the key that they are read by. */
export interface RowsWanted {
  /** A key of fewer columns than the table's, or the index', is a prefix, and stands for all rows under it. */
  readonly keys: readonly Key[];
  /** Keys are those of this index; it holds its own columns, those it stores, and the key of the table. */
  readonly index?: string;
  /** With one prefix: only rows behind this key. */
  readonly after?: Key;
  readonly limit?: number;
}

/**
 * Reads by key go straight to their rows, on the service as on the emulator, which looks at every row of a table to
 * answer a query.
 */
export interface Reads {
  rows(table: string, columns: readonly string[], wanted: RowsWanted): Promise<readonly Row[]>;
  query(statement: Statement): Promise<readonly Row[]>;
}

export interface WriteTransaction extends Reads {
  /** Takes effect when `work` is done; reads of this transaction do not see it. */
  write(...mutations: readonly Mutation[]): void;
  /** DML; answers how many rows it changed. Seen by what this transaction reads after it. */
  execute(statement: Statement): Promise<number>;
}

/**
 * A Spanner database in plain data. Every call has a deadline and rejects with `StoreUnavailable` when the service
 * does not answer, at once when it is known not to.
 */
export interface SpannerDatabase {
  /** One read outside of transactions, of what is there now. */
  rows(
    operation: string,
    table: string,
    columns: readonly string[],
    wanted: RowsWanted,
  ): Promise<readonly Row[]>;
  query(operation: string, statement: Statement): Promise<readonly Row[]>;
  /** Several reads of one moment: now, or some milliseconds ago, which the nearest replica can answer by itself. */
  snapshot<T>(operation: string, work: (reads: Reads) => Promise<T>, agoMs?: number): Promise<T>;
  /**
   * Runs `work` in one read-write transaction, again from its beginning when the service aborts it. What it throws
   * rolls everything back. A commit whose answer is lost may have happened: `work` must recognise its own ids.
   */
  transaction<T>(operation: string, work: (transaction: WriteTransaction) => Promise<T>): Promise<T>;
  /** Writes blindly, all or nothing, in one call; it may happen twice, so each mutation must be idempotent. */
  write(operation: string, mutations: readonly Mutation[]): Promise<void>;
}

export interface DatabaseOptions {
  readonly client: SpannerClient;
  readonly availability: Availability;
  /** An emulator runs one read-write transaction at a time and aborts the others: they wait here instead. */
  readonly oneWriter: boolean;
  readonly chance: () => number;
}

const QUERY_WITHIN_MS = 2_000;
const WRITE_WITHIN_MS = 4_000;
/** Calls at once in a process, together fewer than it has sessions, and how many may wait; far above honest use. */
const MAX_READERS = 60;
const MAX_WRITERS = 30;
const MAX_WAITING = 20_000;
/** Stands for the time of the commit in a column that allows it. */
export const COMMIT_TIME = 'spanner.commit_timestamp()';
/** Without `noResponseRetries` the SDK waits seconds after any error, an aborted transaction's too, and asks again. */
export const READ_OPTIONS: CallOptions = {
  timeout: QUERY_WITHIN_MS,
  retryRequestOptions: { noResponseRetries: 0 },
};
const AS_JSON = { json: true, jsonOptions: { wrapNumbers: false } };

export function createSpannerDatabase({
  client,
  availability,
  oneWriter,
  chance,
}: DatabaseOptions): SpannerDatabase {
  const readers = bulkhead(MAX_READERS, MAX_WAITING);
  const writers = bulkhead(oneWriter ? 1 : MAX_WRITERS, MAX_WAITING);
  // The deadline begins once a call is admitted: who waits for others of this process is not late.
  const reading = <T>(operation: string, work: () => Promise<T>) =>
    readers.execute(() => availability.ask(operation, QUERY_WITHIN_MS, work));
  const writing = <T>(operation: string, work: (isLate: () => boolean) => Promise<T>) =>
    writers.execute(() => availability.ask(operation, WRITE_WITHIN_MS, work));

  return {
    rows: (operation, table, columns, wanted) =>
      reading(operation, async () => {
        if (wanted.keys.length === 0) return [];
        const rows = await client.read(table, { ...readRequest(columns, wanted), gaxOptions: READ_OPTIONS });
        return rows as readonly Row[];
      }),
    query: (operation, statement) =>
      reading(operation, async () => {
        const [rows] = await client.database().run({ ...request(statement), ...AS_JSON });
        return rows as unknown as readonly Row[];
      }),
    snapshot: (operation, work, agoMs = 0) =>
      reading(operation, async () => {
        const at = (ago: number) => client.snapshot(ago, (snapshot) => work(readsOf(snapshot, READ_OPTIONS)));
        if (agoMs === 0) return at(0);
        try {
          return await at(agoMs);
        } catch (error) {
          // A moment before the tables were made, or before what the service remembers, is read as now.
          if (!isOfThePast(error)) throw error;
          return at(0);
        }
      }),
    transaction: (operation, work) =>
      writing(operation, (isLate) => {
        let attempt = 0;
        return client.database().runTransactionAsync({ timeout: WRITE_WITHIN_MS }, async (transaction) => {
          try {
            return await runOnce(transaction, work, isLate);
          } catch (error) {
            if (isAborted(error)) nameRetryDelay(error, waitBeforeTry(attempt, chance));
            attempt += 1;
            throw error;
          }
        });
      }),
    write: (operation, mutations) =>
      writing(operation, async (isLate) => {
        const { MutationSet } = await import('@google-cloud/spanner');
        const set = new MutationSet();
        for (const mutation of mutations) apply(set, mutation);
        for (let attempt = 0; ; attempt += 1) {
          try {
            await client.database().writeAtLeastOnce(set, within(WRITE_WITHIN_MS));
            return;
          } catch (error) {
            if (!isAborted(error) || isLate()) throw error;
            await new Promise((resolve) => setTimeout(resolve, waitBeforeTry(attempt, chance)));
          }
        }
      }),
  };
}

/** INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION or OUT_OF_RANGE. */
function isOfThePast(error: unknown): boolean {
  return [3, 5, 9, 11].includes(Number((error as { code?: unknown }).code));
}

/** Whole rows in the order in which an index named them by `column`; what is gone meanwhile is left out. */
export function inOrderOf(named: readonly Row[], rows: readonly Row[], column: string): readonly Row[] {
  const byValue = new Map(rows.map((row) => [row[column], row]));
  return named.flatMap((name): readonly Row[] => {
    const row = byValue.get(name[column]);
    return row === undefined ? [] : [row];
  });
}

async function runOnce<T>(
  transaction: SdkTransaction,
  work: (transaction: WriteTransaction) => Promise<T>,
  isLate: () => boolean,
): Promise<T> {
  hearBegin(transaction, WRITE_WITHIN_MS);
  try {
    const result = await work({
      ...readsOf(transaction, READ_OPTIONS),
      write(...mutations) {
        for (const mutation of mutations) apply(transaction, mutation);
      },
      async execute(statement) {
        const [count] = await transaction.runUpdate(request(statement));
        return count;
      },
    });
    // Whoever asked was told already that it did not happen: then it must not, as far as that is in our hands.
    if (isLate()) throw new Error('too late to commit');
    await transaction.commit(within(WRITE_WITHIN_MS));
    return result;
  } catch (error) {
    if (!isAborted(error)) await transaction.rollback(within(WRITE_WITHIN_MS)).catch(() => undefined);
    throw error;
  }
}

function readsOf(from: SdkTransaction | Snapshot, gaxOptions: CallOptions): Reads {
  return {
    async query(statement) {
      const [rows] = await from.run({ ...request(statement), gaxOptions, ...AS_JSON });
      return rows as unknown as readonly Row[];
    },
    async rows(table, columns, wanted) {
      if (wanted.keys.length === 0) return [];
      const [rows] = await from.read(table, { ...readRequest(columns, wanted), gaxOptions });
      return rows as unknown as readonly Row[];
    },
  };
}

function request({ sql, params = {}, types = {} }: Statement) {
  return { sql, params, types: types as Record<string, never>, gaxOptions: READ_OPTIONS };
}

function readRequest(columns: readonly string[], { keys, index, after, limit }: RowsWanted) {
  return {
    columns: [...columns],
    ...(index === undefined ? {} : { index }),
    ...(limit === undefined ? {} : { limit }),
    ranges: keys.map((key) => ({
      ...(after === undefined ? { startClosed: [...key] } : { startOpen: [...after] }),
      endClosed: [...key],
    })) as never,
    ...AS_JSON,
  };
}

function apply(target: Pick<SdkTransaction, 'upsert' | 'update' | 'deleteRows'>, mutation: Mutation): void {
  if (mutation.kind === 'put') target.upsert(mutation.table, sdkRow(mutation.row));
  else if (mutation.kind === 'change') target.update(mutation.table, sdkRow(mutation.row));
  else target.deleteRows(mutation.table, [mutation.key] as never);
}

/** The SDK takes bytes as a Buffer alone. */
function sdkRow(row: Readonly<Record<string, Value>>): object {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
    ]),
  );
}
