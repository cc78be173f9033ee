import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { PopulationStore, StoredPopulation } from '#personalization/population/population-store.ts';
import type { Database, Migration } from './database.ts';

export const populationMigrations: readonly Migration[] = [
  {
    id: 'population-1',
    sql: `
      CREATE TABLE population_learner (
        one        INTEGER PRIMARY KEY CHECK (one = 1),
        holder     TEXT NOT NULL,
        held_until INTEGER NOT NULL
      ) STRICT;
    `,
  },
];

/** The file begins with so many bytes of JSON that say what follows. */
const HEADER_BYTES = 1_024;

interface Header extends StoredPopulation {
  readonly length: number;
  readonly checksum: number;
}

/**
 * The population in a file of its own beside the database: it is read and written whole, tens of megabytes at a time,
 * which would hold up a turn's commit. Who learns is agreed on in the database.
 */
export function createEmbeddedPopulationStore(
  database: Database,
  { file, now }: { readonly file: string; readonly now: () => number },
): PopulationStore {
  return {
    async stored() {
      return withFile(file, async (handle) => {
        const header = await readHeader(handle);
        if (header === null) return null;
        const { id, format, learnedFrom, learnedAt } = header;
        return { id, format, learnedFrom, learnedAt };
      });
    },
    async read(id) {
      return withFile(file, async (handle) => {
        const header = await readHeader(handle);
        if (header?.id !== id) return null;
        const bytes = new Uint8Array(header.length);
        const { bytesRead } = await handle.read(bytes, 0, header.length, HEADER_BYTES);
        return bytesRead === header.length && crc32(bytes) === header.checksum ? bytes : null;
      });
    },
    async save(stored, bytes) {
      const header: Header = { ...stored, length: bytes.length, checksum: crc32(bytes) };
      const text = JSON.stringify(header).padEnd(HEADER_BYTES);
      await mkdir(dirname(file), { recursive: true });
      const fresh = `${file}.new`;
      await writeFile(fresh, [Buffer.from(text), bytes], { mode: 0o600 });
      await rename(fresh, file);
    },
    clear: () => rm(file, { force: true }),
    async claim(holder, forMs) {
      const { changes } = database
        .statement(
          `INSERT INTO population_learner (one, holder, held_until) VALUES (1, $holder, $until)
           ON CONFLICT DO UPDATE SET holder = $holder, held_until = $until
           WHERE holder = $holder OR held_until <= $now`,
        )
        .run({ $holder: holder, $until: now() + forMs, $now: now() });
      return changes > 0;
    },
    async release(holder) {
      database.statement('DELETE FROM population_learner WHERE holder = ?').run(holder);
    },
  };
}

type Handle = Awaited<ReturnType<typeof open>>;

async function withFile<T>(file: string, work: (handle: Handle) => Promise<T>): Promise<T | null> {
  let handle: Handle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** Null when the file does not begin as one of ours. */
async function readHeader(handle: Handle): Promise<Header | null> {
  const { bytesRead, buffer } = await handle.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) return null;
  try {
    const header = JSON.parse(new TextDecoder().decode(buffer)) as Partial<Header>;
    return typeof header.id === 'string' && typeof header.length === 'number' ? (header as Header) : null;
  } catch {
    return null;
  }
}
