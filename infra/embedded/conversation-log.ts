import type { ConversationLog } from '#memory/conversation/conversation-log.ts';
import { ConversationOwnedError } from '#memory/conversation/conversation-owned-error.ts';
import { conversationTitle } from '#memory/conversation/conversation-title.ts';
import { cursorOf, positionOf } from '#memory/conversation/turn-cursor.ts';
import type { RecentTurn, TurnRecord } from '#memory/conversation/turn-record.ts';
import type { Database, Migration } from './database.ts';
import { insertAnnouncements } from './outbox.ts';

/** `seq` is the order of storing: it orders turns of the same millisecond and is the cursor of pages. */
export const conversationMigrations: readonly Migration[] = [
  {
    id: 'conversation-log-1',
    sql: `
      CREATE TABLE turns (
        seq             INTEGER PRIMARY KEY AUTOINCREMENT,
        shopper_id      TEXT NOT NULL,
        turn_id         TEXT NOT NULL,
        conversation_id TEXT NOT NULL,
        tokens          INTEGER NOT NULL,
        body            TEXT NOT NULL,
        reply           TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX turns_id ON turns (shopper_id, turn_id);
      CREATE INDEX turns_conversation ON turns (shopper_id, conversation_id, seq);
      CREATE TABLE conversations (
        conversation_id TEXT PRIMARY KEY,
        shopper_id      TEXT NOT NULL,
        started_at      INTEGER NOT NULL,
        last_turn_at    INTEGER NOT NULL,
        turns           INTEGER NOT NULL,
        tokens          INTEGER NOT NULL,
        title           TEXT NOT NULL,
        last_seq        INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX conversations_shopper ON conversations (shopper_id, last_seq);
    `,
  },
  // The focus is most of a turn, and read of the latest alone. Turns stored before hold it in their body.
  { id: 'conversation-log-2', sql: 'ALTER TABLE turns ADD COLUMN focus TEXT;' },
];

/** The conversation log of an embedded database that also holds the outbox. */
export function createEmbeddedConversationLog(database: Database): ConversationLog {
  const find = (shopperId: string, turnId: string): TurnRecord | null => {
    const row = database
      .statement('SELECT body, focus, reply FROM turns WHERE shopper_id = ? AND turn_id = ?')
      .get(shopperId, turnId);
    return row === undefined ? null : recordOf(row);
  };

  const store = (record: TurnRecord): void => {
    const { reply, focus, ...body } = record;
    const { lastInsertRowid } = database
      .statement(
        `INSERT INTO turns (shopper_id, turn_id, conversation_id, tokens, body, focus, reply)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        record.shopperId,
        record.turnId,
        record.conversationId,
        record.tokens,
        JSON.stringify(body),
        JSON.stringify(focus),
        JSON.stringify(reply),
      );
    const { changes } = database
      .statement(
        `INSERT INTO conversations
           (conversation_id, shopper_id, started_at, last_turn_at, turns, tokens, title, last_seq)
         VALUES (:conversation, :shopper, :at, :at, 1, :tokens, :title, :seq)
         ON CONFLICT (conversation_id) DO UPDATE SET
           started_at = min(started_at, excluded.started_at), last_turn_at = max(last_turn_at, excluded.last_turn_at),
           turns = turns + 1, tokens = tokens + excluded.tokens, last_seq = excluded.last_seq
         WHERE shopper_id = excluded.shopper_id`,
      )
      .run({
        conversation: record.conversationId,
        shopper: record.shopperId,
        at: record.recordedAt,
        tokens: record.tokens,
        title: conversationTitle(record.message),
        seq: lastInsertRowid,
      });
    if (changes === 0) throw new ConversationOwnedError(record.conversationId);
  };

  return {
    async append(record, announcements) {
      return database.transaction(() => {
        const known = find(record.shopperId, record.turnId);
        if (known !== null) return { kind: 'repeated', record: known };
        store(record);
        insertAnnouncements(database, announcements);
        return { kind: 'appended' };
      });
    },
    async find(shopperId, turnId) {
      return find(shopperId, turnId);
    },
    async latest(shopperId, conversationId, limit) {
      return database
        .statement(
          `SELECT body, focus FROM turns WHERE shopper_id = ? AND conversation_id = ?
           ORDER BY seq DESC LIMIT ?`,
        )
        .all(shopperId, conversationId, Math.max(0, limit))
        .map(turnOf)
        .reverse();
    },
    async tokens(shopperId, conversationId) {
      const row = database
        .statement('SELECT tokens FROM conversations WHERE conversation_id = ? AND shopper_id = ?')
        .get(conversationId, shopperId);
      return Number(row?.tokens ?? 0);
    },
    async turns(shopperId, conversationId, { limit, before }) {
      const rows = database
        .statement(
          `SELECT seq, body, focus, reply FROM turns
           WHERE shopper_id = ? AND conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
        )
        .all(shopperId, conversationId, positionOf(before), Math.max(0, limit) + 1);
      const page = rows.slice(0, limit);
      return {
        turns: page.map(recordOf),
        next: rows.length > limit ? cursorOf(Number(page.at(-1)?.seq)) : null,
      };
    },
    async conversations(shopperId, { limit, before }) {
      const rows = database
        .statement(
          `SELECT conversation_id, started_at, last_turn_at, turns, title, last_seq FROM conversations
           WHERE shopper_id = ? AND last_seq < ? ORDER BY last_seq DESC LIMIT ?`,
        )
        .all(shopperId, positionOf(before), Math.max(0, limit) + 1);
      const page = rows.slice(0, limit);
      return {
        conversations: page.map((row) => ({
          conversationId: String(row.conversation_id),
          startedAt: Number(row.started_at),
          lastTurnAt: Number(row.last_turn_at),
          turns: Number(row.turns),
          title: String(row.title),
        })),
        next: rows.length > limit ? cursorOf(Number(page.at(-1)?.last_seq)) : null,
      };
    },
    async owner(conversationId) {
      const row = database
        .statement('SELECT shopper_id FROM conversations WHERE conversation_id = ?')
        .get(conversationId);
      return row === undefined ? null : String(row.shopper_id);
    },
    async removeConversation(shopperId, conversationId) {
      return database.transaction(() => {
        const { changes } = database
          .statement('DELETE FROM turns WHERE shopper_id = ? AND conversation_id = ?')
          .run(shopperId, conversationId);
        database
          .statement('DELETE FROM conversations WHERE conversation_id = ? AND shopper_id = ?')
          .run(conversationId, shopperId);
        // What waits to be remembered would otherwise bring the removed words back.
        database
          .statement(
            `DELETE FROM outbox WHERE shopper_id = ? AND topic = 'recollection'
             AND json_extract(payload, '$.conversationId') = ?`,
          )
          .run(shopperId, conversationId);
        return Number(changes);
      });
    },
    async forget(shopperId) {
      database.transaction(() => {
        for (const table of ['turns', 'conversations', 'outbox']) {
          database.statement(`DELETE FROM ${table} WHERE shopper_id = ?`).run(shopperId);
        }
      });
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function recordOf(row: Row): TurnRecord {
  return { ...turnOf(row), reply: JSON.parse(String(row.reply)) };
}

/** A stored turn, whose focus is read when it is asked for. */
function turnOf({ body, focus }: Row): RecentTurn {
  const turn = JSON.parse(String(body));
  if (focus === null) return turn;
  return {
    ...turn,
    get focus() {
      return JSON.parse(String(focus));
    },
  };
}
