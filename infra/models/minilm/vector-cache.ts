import { createHash } from 'node:crypto';
import { type Migration, openDatabase } from '#infra/embedded/database.ts';

const migrations: readonly Migration[] = [
  {
    id: 'vectors-1',
    sql: `
      CREATE TABLE vectors (
        sequence INTEGER PRIMARY KEY,
        model    TEXT NOT NULL,
        text_sha BLOB NOT NULL,
        vector   BLOB NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX vectors_text ON vectors (text_sha, model);
    `,
  },
];

/** Vectors of texts on disk, by model and content, so that a text is embedded once. The texts are not kept. */
export interface VectorCache {
  /** The vector of each text; null where none is kept. */
  read(texts: readonly string[]): readonly (Float32Array | null)[];
  /** Keeps vectors; the oldest go when there are too many. */
  write(entries: readonly { readonly text: string; readonly vector: Float32Array }[]): void;
  close(): void;
}

export interface VectorCacheOptions {
  readonly file: string;
  readonly model: string;
  readonly dimension: number;
  /** Vectors that are kept, of all models together. */
  readonly maximum: number;
}

/** Opens the cache. Throws `DatabaseUnavailable` when the file cannot be opened. Reads and writes block. */
export function openVectorCache({ file, model, dimension, maximum }: VectorCacheOptions): VectorCache {
  const database = openDatabase({ path: file, migrations });
  return {
    read(texts) {
      const statement = database.statement('SELECT vector FROM vectors WHERE text_sha = ? AND model = ?');
      return texts.map((text) => {
        const bytes = statement.get(digest(text), model)?.vector;
        // A row of another length was damaged: it is embedded and written again.
        if (!(bytes instanceof Uint8Array) || bytes.byteLength !== dimension * 4) return null;
        return new Float32Array(bytes.slice().buffer);
      });
    },
    write(entries) {
      database.transaction(() => {
        const statement = database.statement(
          'INSERT OR REPLACE INTO vectors (model, text_sha, vector) VALUES (?, ?, ?)',
        );
        for (const { text, vector } of entries) {
          statement.run(
            model,
            digest(text),
            new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
          );
        }
        database
          .statement('DELETE FROM vectors WHERE sequence <= (SELECT max(sequence) FROM vectors) - ?')
          .run(maximum);
      });
    },
    close: () => database.close(),
  };
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}
