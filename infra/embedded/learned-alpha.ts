import {
  type AlphaEvidence,
  addClick,
  type LearnedAlpha,
  NO_EVIDENCE,
} from '#agents/search/learned-alpha.ts';
import type { Database, Migration } from './database.ts';

export const learnedAlphaMigrations: readonly Migration[] = [
  {
    id: 'learned-alpha-1',
    sql: `
      CREATE TABLE learned_alpha (
        kind   TEXT PRIMARY KEY,
        clicks REAL NOT NULL,
        lean   REAL NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** What clicks taught, in an embedded database that was opened with `learnedAlphaMigrations`. */
export function createEmbeddedLearnedAlpha(database: Database): LearnedAlpha {
  const read = (kind: string): AlphaEvidence => {
    const row = database.statement('SELECT clicks, lean FROM learned_alpha WHERE kind = ?').get(kind);
    return row === undefined ? NO_EVIDENCE : { clicks: Number(row.clicks), lean: Number(row.lean) };
  };
  return {
    evidenceOf: async (kind) => read(kind),
    async add(kind, click) {
      database.transaction(() => {
        const { clicks, lean } = addClick(read(kind), click);
        database
          .statement(
            `INSERT INTO learned_alpha (kind, clicks, lean) VALUES (?, ?, ?)
             ON CONFLICT (kind) DO UPDATE SET clicks = excluded.clicks, lean = excluded.lean`,
          )
          .run(kind, clicks, lean);
      });
    },
  };
}
