import type { Database, Migration } from '#infra/embedded/database.ts';
import type { Recollection } from '#memory/semantic/recollection-store.ts';

/** `recollection_versions` counts the changes of a shopper, so that a process sees what another one wrote. */
export const recollectionMigrations: readonly Migration[] = [
  {
    id: 'recollections-1',
    sql: `
      CREATE TABLE recollections (
        recollection_id TEXT PRIMARY KEY,
        shopper_id      TEXT NOT NULL,
        conversation_id TEXT NOT NULL,
        turn_id         TEXT NOT NULL,
        text            TEXT NOT NULL,
        recorded_at     INTEGER NOT NULL,
        embedder        TEXT NOT NULL,
        vector          BLOB NOT NULL
      ) STRICT;
      CREATE INDEX recollections_shopper ON recollections (shopper_id, recorded_at);
      CREATE TABLE recollection_versions (
        shopper_id TEXT PRIMARY KEY,
        version    INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    id: 'recollections-2',
    sql: 'CREATE INDEX recollections_embedder ON recollections (embedder);',
  },
];

/** A row; `vector` is null where there is none of the embedder in use. */
export interface StoredRecollection {
  readonly recollection: Recollection;
  readonly vector: Float32Array | null;
}

export type RecollectionTable = ReturnType<typeof createRecollectionTable>;

/** What stands in the column of the embedder while a row has no vector. */
const NO_EMBEDDER = '';

/** The rows of semantic memory, as one embedder sees them. */
export function createRecollectionTable(database: Database, embedder: string) {
  const versionOf = (shopperId: string): number =>
    Number(
      database.statement('SELECT version FROM recollection_versions WHERE shopper_id = ?').get(shopperId)
        ?.version ?? 0,
    );

  const raiseVersion = (shopperId: string): void => {
    database
      .statement(
        `INSERT INTO recollection_versions (shopper_id, version) VALUES (?, 1)
         ON CONFLICT (shopper_id) DO UPDATE SET version = version + 1`,
      )
      .run(shopperId);
  };

  return {
    versionOf,
    /** Commits what `work` writes at once. */
    together: (work: () => void): void => database.transaction(work),
    /** The newest of a shopper, the oldest of them first. */
    read(shopperId: string, limit: number): readonly StoredRecollection[] {
      return database
        .statement(
          `SELECT recollection_id, shopper_id, conversation_id, turn_id, text, recorded_at, embedder, vector
           FROM recollections WHERE shopper_id = ? ORDER BY recorded_at DESC, rowid DESC LIMIT ?`,
        )
        .all(shopperId, limit)
        .reverse()
        .map((row) => ({
          recollection: recollectionOf(row),
          vector: row.embedder === embedder ? floatsOf(row.vector as Uint8Array) : null,
        }));
    },
    /** Adds or replaces one; a recollection of another shopper under the same id is left alone. */
    store(recollection: Recollection, vector: Float32Array | null): void {
      const { recollectionId, shopperId, conversationId, turnId, text, recordedAt } = recollection;
      const name = vector === null ? NO_EMBEDDER : embedder;
      database.transaction(() => {
        database
          .statement(
            `INSERT INTO recollections
               (recollection_id, shopper_id, conversation_id, turn_id, text, recorded_at, embedder, vector)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (recollection_id) DO UPDATE SET
               conversation_id = excluded.conversation_id, turn_id = excluded.turn_id, text = excluded.text,
               recorded_at = excluded.recorded_at, embedder = excluded.embedder, vector = excluded.vector
             WHERE shopper_id = excluded.shopper_id`,
          )
          .run(recollectionId, shopperId, conversationId, turnId, text, recordedAt, name, bytesOf(vector));
        raiseVersion(shopperId);
      });
    },
    /** Removes a conversation, or everything of a shopper when it is null. */
    remove(shopperId: string, conversationId: string | null): void {
      database.transaction(() => {
        database
          .statement(
            'DELETE FROM recollections WHERE shopper_id = ?1 AND (?2 IS NULL OR conversation_id = ?2)',
          )
          .run(shopperId, conversationId);
        raiseVersion(shopperId);
      });
    },
    /** How many rows have no vector of this embedder. */
    countForeign(): number {
      return Number(
        database
          .statement('SELECT count(*) AS rows FROM recollections WHERE embedder < ?1 OR embedder > ?1')
          .get(embedder)?.rows ?? 0,
      );
    },
    readForeign(limit: number): readonly Recollection[] {
      return database
        .statement(
          `SELECT recollection_id, shopper_id, conversation_id, turn_id, text, recorded_at
           FROM recollections WHERE embedder < ?1 OR embedder > ?1 LIMIT ?2`,
        )
        .all(embedder, limit)
        .map(recollectionOf);
    },
    /** Gives rows new vectors, unless their text changed or went meanwhile. Answers whose rows they are. */
    replaceVectors(
      recollections: readonly Recollection[],
      vectors: readonly Float32Array[],
    ): ReadonlySet<string> {
      const shopperIds = new Set(recollections.map(({ shopperId }) => shopperId));
      database.transaction(() => {
        for (const [position, { recollectionId, text }] of recollections.entries()) {
          database
            .statement(
              'UPDATE recollections SET embedder = ?, vector = ? WHERE recollection_id = ? AND text = ?',
            )
            .run(embedder, bytesOf(vectors[position] ?? null), recollectionId, text);
        }
        for (const shopperId of shopperIds) raiseVersion(shopperId);
      });
      return shopperIds;
    },
  };
}

function bytesOf(vector: Float32Array | null): Uint8Array {
  return vector === null
    ? new Uint8Array()
    : new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function floatsOf(bytes: Uint8Array): Float32Array {
  // Copied: the view of a row may not start at a multiple of four bytes.
  return new Float32Array(bytes.slice().buffer);
}

function recollectionOf(row: Readonly<Record<string, unknown>>): Recollection {
  return {
    recollectionId: String(row.recollection_id),
    shopperId: String(row.shopper_id),
    conversationId: String(row.conversation_id),
    turnId: String(row.turn_id),
    text: String(row.text),
    recordedAt: Number(row.recorded_at),
  };
}
