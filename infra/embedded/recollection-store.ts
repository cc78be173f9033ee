import type { Embedder } from '#memory/semantic/embedder.ts';
import { createRecollectionIndex, type RecollectionIndex } from '#memory/semantic/recollection-index.ts';
import type { Recollection, RecollectionStore } from '#memory/semantic/recollection-store.ts';
import type { Database, Migration } from './database.ts';

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
];

export interface EmbeddedRecollectionOptions {
  readonly embedder: Embedder;
  /** The newest recollections of a shopper that are searched. Default 5,000. */
  readonly searchedPerShopper?: number;
  /** Recollections of all shoppers held in memory at about 3 kB each; the longest unused go first. Default 20,000. */
  readonly heldInMemory?: number;
}

interface Held {
  readonly index: RecollectionIndex;
  readonly newestOf: Map<string, number>;
  readonly ids: Set<string>;
  version: number;
}

/** Semantic memory in an embedded database: durable rows, searched in an index in memory that is loaded on first use. */
export function createEmbeddedRecollectionStore(
  database: Database,
  { embedder, searchedPerShopper = 5_000, heldInMemory = 20_000 }: EmbeddedRecollectionOptions,
): RecollectionStore {
  /** In the order of last use, the longest unused first. */
  const held = new Map<string, Held>();

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

  const load = (shopperId: string): Held => {
    const version = versionOf(shopperId);
    const known = held.get(shopperId);
    held.delete(shopperId);
    if (known?.version === version) {
      held.set(shopperId, known);
      return known;
    }
    const loaded: Held = {
      index: createRecollectionIndex(embedder),
      newestOf: new Map(),
      ids: new Set(),
      version,
    };
    const rows = database
      .statement(
        `SELECT recollection_id, conversation_id, turn_id, text, recorded_at, embedder, vector FROM recollections
         WHERE shopper_id = ? ORDER BY recorded_at DESC, rowid DESC LIMIT ?`,
      )
      .all(shopperId, searchedPerShopper);
    for (const row of rows.reverse()) {
      const recollection = recollectionOf(shopperId, row);
      // A vector of another embedder is computed anew; the row keeps it until the turn is indexed again.
      const vector =
        row.embedder === embedder.name
          ? floatsOf(row.vector as Uint8Array)
          : embedder.embed(recollection.text);
      addTo(loaded, recollection, vector);
    }
    held.set(shopperId, loaded);
    return loaded;
  };

  const makeRoom = (): void => {
    let count = 0;
    for (const one of held.values()) count += one.index.size;
    for (const [shopperId, one] of held) {
      if (count <= heldInMemory || held.size === 1) return;
      held.delete(shopperId);
      count -= one.index.size;
    }
  };

  const store = (recollection: Recollection, vector: Float32Array): void => {
    const values = [
      recollection.shopperId,
      recollection.conversationId,
      recollection.turnId,
      recollection.text,
      recollection.recordedAt,
      embedder.name,
      new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
    ] as const;
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
      .run(recollection.recollectionId, ...values);
  };

  /** Follows a committed change in the index in memory, or drops it where it can't be followed by adding. */
  const follow = (recollection: Recollection, vector: Float32Array): void => {
    const known = held.get(recollection.shopperId);
    if (known === undefined) return;
    const newest = known.newestOf.get(recollection.conversationId) ?? Number.NEGATIVE_INFINITY;
    const isNext =
      known.version === versionOf(recollection.shopperId) - 1 &&
      !known.ids.has(recollection.recollectionId) &&
      recollection.recordedAt >= newest &&
      known.index.size < searchedPerShopper;
    if (!isNext) {
      held.delete(recollection.shopperId);
      return;
    }
    addTo(known, recollection, vector);
    known.version += 1;
  };

  const remove = (shopperId: string, conversationId: string | null): void => {
    database.transaction(() => {
      database
        .statement('DELETE FROM recollections WHERE shopper_id = ?1 AND (?2 IS NULL OR conversation_id = ?2)')
        .run(shopperId, conversationId);
      raiseVersion(shopperId);
    });
    held.delete(shopperId);
  };

  return {
    async index(recollections) {
      for (const recollection of recollections) {
        const vector = embedder.embed(recollection.text);
        database.transaction(() => {
          store(recollection, vector);
          raiseVersion(recollection.shopperId);
        });
        follow(recollection, vector);
      }
      makeRoom();
    },
    async search(shopperId, { text, limit, excludeTurnIds }, signal) {
      signal?.throwIfAborted();
      const { index } = load(shopperId);
      makeRoom();
      return index.search({ text, vector: embedder.embed(text), limit, excludeTurnIds });
    },
    async removeConversation(shopperId, conversationId) {
      remove(shopperId, conversationId);
    },
    async forget(shopperId) {
      remove(shopperId, null);
    },
  };
}

function addTo(target: Held, recollection: Recollection, vector: Float32Array): void {
  target.index.add(recollection, vector);
  target.ids.add(recollection.recollectionId);
  target.newestOf.set(recollection.conversationId, recollection.recordedAt);
}

function floatsOf(bytes: Uint8Array): Float32Array {
  // Copied: the view of a row may not start at a multiple of four bytes.
  return new Float32Array(bytes.slice().buffer);
}

function recollectionOf(shopperId: string, row: Readonly<Record<string, unknown>>): Recollection {
  return {
    recollectionId: String(row.recollection_id),
    shopperId,
    conversationId: String(row.conversation_id),
    turnId: String(row.turn_id),
    text: String(row.text),
    recordedAt: Number(row.recorded_at),
  };
}
