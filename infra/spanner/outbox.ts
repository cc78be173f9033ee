import type { Announcement } from '#memory/conversation/conversation-log.ts';
import { MAX_TRIES, type Outbox, type OutboxPage } from '#memory/save-turn/outbox.ts';
import {
  COMMIT_TIME,
  inOrderOf,
  type Mutation,
  type Reads,
  type Row,
  type SpannerDatabase,
  type WriteTransaction,
} from './database.ts';
import { createDrains } from './outbox-drains.ts';
import { shopperRows } from './shopper-rows.ts';

/** Places that the index by time is spread over. */
const LANES = 4;
const TOPICS: readonly Announcement['topic'][] = ['interaction', 'event', 'recollection'];
/** Index hints: the emulator cannot see by itself that counting asks only for what the index holds. */
const WAITING =
  'Outbox@{FORCE_INDEX=OutboxWaiting, spanner_emulator.disable_query_null_filtered_index_check=true}';
const SET_ASIDE =
  'Outbox@{FORCE_INDEX=OutboxSetAside, spanner_emulator.disable_query_null_filtered_index_check=true}';
const COLUMNS = ['EntryId', 'ShopperId', 'Topic', 'Payload', 'CreatedAt'];

/**
 * Writes announcements in the caller's transaction, so that they exist exactly when the change does. An entry that is
 * there already stays as it is. Call it before the transaction's other writes: it reads.
 */
export async function insertAnnouncements(
  transaction: WriteTransaction,
  entries: readonly Announcement[],
): Promise<void> {
  if (entries.length === 0) return;
  const known = await keysOf(
    transaction,
    entries.map(({ entryId }) => entryId),
  );
  const ids = new Set(known.map(([, entryId]) => entryId));
  const fresh: Mutation[] = [];
  entries.forEach((entry, position) => {
    if (ids.has(entry.entryId)) return;
    ids.add(entry.entryId);
    fresh.push({ kind: 'put', table: 'Outbox', row: rowOf(entry, position) });
  });
  transaction.write(...shopperRows(entries.map(({ shopperId }) => shopperId)), ...fresh);
}

export interface SpannerOutboxOptions {
  /** Names this process to the others. */
  readonly holder: string;
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
}

/** The outbox in Spanner, which any number of processes fill and one at a time works off. */
export function createSpannerOutbox(database: SpannerDatabase, options: SpannerOutboxOptions): Outbox {
  const drains = createDrains(database, options);
  return {
    announce: (entries) =>
      database.transaction('announce', (transaction) => insertAnnouncements(transaction, entries)),
    async pending(page) {
      const read = () => database.snapshot('read the outbox', (reads) => waiting(reads, page));
      const entries = await read();
      if (entries.length === 0 || page.shopperId !== undefined || page.topic === undefined) return entries;
      const drain = await drains.take(page.topic);
      if (drain === 'held elsewhere') return [];
      // Another process may have worked off what was read before this one's turn began.
      return drain === 'held before' ? entries : read();
    },
    async complete(entryIds) {
      if (entryIds.length === 0) return;
      await database.transaction('complete announcements', async (transaction) => {
        const keys = await keysOf(transaction, entryIds);
        transaction.write(...keys.map((key) => ({ kind: 'remove', table: 'Outbox', key }) as const));
      });
    },
    async fail(entryId, reason) {
      await database.transaction('count a failed try', async (transaction) => {
        const keys = await keysOf(transaction, [entryId]);
        const [row] = await transaction.rows('Outbox', ['ShopperId', 'Tries', 'WaitingSince'], { keys });
        if (row === undefined) return;
        const tries = Number(row.Tries) + 1;
        const isAside = tries >= MAX_TRIES;
        transaction.write({
          kind: 'change',
          table: 'Outbox',
          row: {
            ShopperId: String(row.ShopperId),
            EntryId: entryId,
            Tries: tries,
            Reason: reason.slice(0, 500),
            ...(isAside ? { WaitingSince: null, SetAside: true } : {}),
          },
        });
      });
    },
    async depth() {
      const [row] = await database.query('count the outbox', {
        sql: `SELECT (SELECT COUNT(*) FROM ${WAITING} WHERE WaitingSince IS NOT NULL) AS Waiting,
                     (SELECT COUNT(*) FROM ${SET_ASIDE} WHERE SetAside IS NOT NULL) AS Aside`,
      });
      return { waiting: Number(row?.Waiting), setAside: Number(row?.Aside) };
    },
  };
}

/** The oldest of every topic, and of every lane where they are everybody's, then the oldest of those. */
async function waiting(reads: Reads, page: OutboxPage): Promise<readonly Announcement[]> {
  const { limit, topic, shopperId, createdBefore = Number.MAX_SAFE_INTEGER } = page;
  const topics = topic === undefined ? TOPICS : [topic];
  const columns = ['ShopperId', 'EntryId', 'WaitingSince', 'CommittedAt', 'Position'];
  const found = await Promise.all(
    topics.flatMap((one) =>
      shopperId === undefined
        ? Array.from({ length: LANES }, (_, lane) =>
            reads.rows('Outbox', columns, { keys: [[lane, one]], index: 'OutboxWaiting', limit }),
          )
        : [reads.rows('Outbox', columns, { keys: [[shopperId, one]], index: 'OutboxOfShopper', limit })],
    ),
  );
  const oldest = found
    .flat()
    .filter((row) => Number(row.WaitingSince) < createdBefore)
    .sort(inOrderOfStoring)
    .slice(0, limit);
  const rows = await reads.rows('Outbox', COLUMNS, {
    keys: oldest.map((row) => [String(row.ShopperId), String(row.EntryId)]),
  });
  return inOrderOf(oldest, rows, 'EntryId').map(entryOf);
}

/** By creation, then by commit (whose text sorts by time), then by place in it. */
function inOrderOfStoring(a: Row, b: Row): number {
  const [ofA, ofB] = [a, b].map(({ CommittedAt }) => (CommittedAt as Date).toISOString()) as [string, string];
  return (
    Number(a.WaitingSince) - Number(b.WaitingSince) ||
    (ofA < ofB ? -1 : ofA > ofB ? 1 : Number(a.Position) - Number(b.Position))
  );
}

/** The keys of those of these entries that are there. */
async function keysOf(
  reads: Reads,
  entryIds: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const rows = await reads.rows('Outbox', ['ShopperId', 'EntryId'], {
    keys: entryIds.map((entryId) => [entryId]),
    index: 'OutboxByEntry',
  });
  return rows.map((row) => [String(row.ShopperId), String(row.EntryId)]);
}

function rowOf(entry: Announcement, position: number) {
  return {
    ShopperId: entry.shopperId,
    EntryId: entry.entryId,
    Topic: entry.topic,
    Payload: JSON.stringify(entry.payload),
    CreatedAt: entry.createdAt,
    Position: position,
    Tries: 0,
    Lane: laneOf(entry.shopperId),
    WaitingSince: entry.createdAt,
    CommittedAt: COMMIT_TIME,
  };
}

function entryOf(row: Row): Announcement {
  return {
    entryId: String(row.EntryId),
    shopperId: String(row.ShopperId),
    topic: row.Topic as Announcement['topic'],
    payload: JSON.parse(String(row.Payload)),
    createdAt: Number(row.CreatedAt),
  };
}

/** The same lane for all entries of a shopper. */
function laneOf(shopperId: string): number {
  let hash = 7;
  for (let index = 0; index < shopperId.length; index += 1) {
    hash = (Math.imul(hash, 31) + shopperId.charCodeAt(index)) | 0;
  }
  return (hash >>> 0) % LANES;
}
