import type { Announcement } from '#memory/conversation/conversation-log.ts';
import { MAX_TRIES, type Outbox, type OutboxPage } from '#memory/save-turn/outbox.ts';
import type { Database, Migration } from './database.ts';

/** The query for a page: each filter that is given is a condition of its own, so that an index can serve it. */
function selectWaiting(page: OutboxPage): string {
  const conditions = [
    ...(page.shopperId === undefined ? [] : ['shopper_id = $shopperId']),
    ...(page.topic === undefined ? [] : ['topic = $topic']),
    ...(page.createdBefore === undefined ? [] : ['created_at < $createdBefore']),
    `tries < ${MAX_TRIES}`,
  ];
  return `SELECT entry_id, shopper_id, topic, payload, created_at FROM outbox
          WHERE ${conditions.join(' AND ')} ORDER BY created_at, rowid LIMIT $limit`;
}

export const outboxMigrations: readonly Migration[] = [
  {
    id: 'outbox-1',
    sql: `
      CREATE TABLE outbox (
        entry_id   TEXT PRIMARY KEY,
        shopper_id TEXT NOT NULL,
        topic      TEXT NOT NULL,
        payload    TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        tries      INTEGER NOT NULL DEFAULT 0,
        reason     TEXT
      ) STRICT;
      CREATE INDEX outbox_waiting ON outbox (topic, created_at) WHERE tries < ${MAX_TRIES};
      CREATE INDEX outbox_shopper ON outbox (shopper_id, topic);
    `,
  },
];

/** Writes announcements inside the caller's transaction, so that they exist exactly when the change does. */
export function insertAnnouncements(database: Database, entries: readonly Announcement[]): void {
  const insert = database.statement(
    'INSERT OR IGNORE INTO outbox (entry_id, shopper_id, topic, payload, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  for (const entry of entries) {
    insert.run(entry.entryId, entry.shopperId, entry.topic, JSON.stringify(entry.payload), entry.createdAt);
  }
}

/** The outbox of an embedded database that also holds the stores whose changes it announces. */
export function createEmbeddedOutbox(database: Database): Outbox {
  return {
    async announce(entries) {
      database.transaction(() => insertAnnouncements(database, entries));
    },
    async pending(page) {
      const values = Object.entries(page).filter(([, value]) => value !== undefined);
      return database
        .statement(selectWaiting(page))
        .all(Object.fromEntries(values.map(([name, value]) => [`$${name}`, value])))
        .map((row) => ({
          entryId: String(row.entry_id),
          shopperId: String(row.shopper_id),
          topic: row.topic as Announcement['topic'],
          payload: JSON.parse(String(row.payload)),
          createdAt: Number(row.created_at),
        }));
    },
    async complete(entryIds) {
      const remove = database.statement('DELETE FROM outbox WHERE entry_id = ?');
      database.transaction(() => {
        for (const id of entryIds) remove.run(id);
      });
    },
    async fail(entryId, reason) {
      database
        .statement('UPDATE outbox SET tries = tries + 1, reason = ? WHERE entry_id = ?')
        .run(reason.slice(0, 500), entryId);
    },
    async depth() {
      const row = database
        .statement(
          `SELECT count(*) FILTER (WHERE tries < ${MAX_TRIES}) AS waiting,
                  count(*) FILTER (WHERE tries >= ${MAX_TRIES}) AS aside FROM outbox`,
        )
        .get();
      return { waiting: Number(row?.waiting), setAside: Number(row?.aside) };
    },
  };
}
