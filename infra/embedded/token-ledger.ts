import { createHash } from 'node:crypto';
import type { TokenLedger } from '#memory/tokens/token-ledger.ts';
import type { Database, Migration } from './database.ts';

/** Bytes kept of a turn's hash: enough that two of the turns remembered do not collide in practice. */
const MARK_BYTES = 6;
/** Turns remembered per conversation. Its turns run in order, so only the newest can come again. */
const MARKS = 8;

/** One row of about 130 bytes a conversation. */
export const tokenLedgerMigrations: readonly Migration[] = [
  {
    id: 'token-ledger-1',
    sql: `
      CREATE TABLE token_ledger (
        conversation_id TEXT PRIMARY KEY,
        tokens          INTEGER NOT NULL,
        marks           BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The token ledger of an embedded database. */
export function createEmbeddedTokenLedger(database: Database): TokenLedger {
  const row = (conversationId: string) =>
    database
      .statement('SELECT tokens, marks FROM token_ledger WHERE conversation_id = ?')
      .get(conversationId);
  const write = (conversationId: string, tokens: number, marks: Uint8Array) =>
    database
      .statement(
        `INSERT INTO token_ledger (conversation_id, tokens, marks) VALUES (?, ?, ?)
         ON CONFLICT (conversation_id) DO UPDATE SET tokens = excluded.tokens, marks = excluded.marks`,
      )
      .run(conversationId, tokens, marks);

  return {
    async read(conversationId) {
      const known = row(conversationId);
      return known === undefined ? null : Number(known.tokens);
    },
    async add(conversationId, turnId, tokens) {
      return database.transaction(() => {
        const known = row(conversationId);
        const before = Number(known?.tokens ?? 0);
        const marks = Buffer.from((known?.marks as Uint8Array | undefined) ?? new Uint8Array(0));
        const mark = createHash('sha256').update(turnId).digest().subarray(0, MARK_BYTES);
        if (holds(marks, mark)) return before;
        write(conversationId, before + tokens, Buffer.concat([mark, marks]).subarray(0, MARKS * MARK_BYTES));
        return before + tokens;
      });
    },
    async restore(conversationId, tokens, latestTurnIds = []) {
      const marks = latestTurnIds
        .slice(0, MARKS)
        .map((turnId) => createHash('sha256').update(turnId).digest().subarray(0, MARK_BYTES));
      write(conversationId, tokens, Buffer.concat(marks));
    },
    async remove(conversationId) {
      database.statement('DELETE FROM token_ledger WHERE conversation_id = ?').run(conversationId);
    },
  };
}

function holds(marks: Buffer, mark: Buffer): boolean {
  for (let at = 0; at < marks.length; at += MARK_BYTES) {
    if (marks.subarray(at, at + MARK_BYTES).equals(mark)) return true;
  }
  return false;
}
