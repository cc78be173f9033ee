import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const HERE = import.meta.dirname;

export const SOURCE_FOLDER = join(HERE, 'shop');
export const OUTPUT_FOLDER = join(HERE, 'dist');
export const SHIPPED_CATALOGUE = join(HERE, '..', '..', 'catalogue', 'shipped');

/** Compressed script that the page may weigh, in bytes. */
export const MAX_SCRIPT_BYTES = 120_000;

/** What the last build made. */
export interface BuiltPages {
  /** Digest of the sources it was made from. */
  readonly sources: string;
  readonly files: readonly BuiltFile[];
}

export interface BuiltFile {
  /** Name under `/assets/`. */
  readonly name: string;
  readonly bytes: number;
  /** As sent: gzip for text, as it is for what is compressed already. */
  readonly sentBytes: number;
}

/** Null when nothing was built yet. */
export async function readBuiltPages(): Promise<BuiltPages | null> {
  try {
    return JSON.parse(await readFile(join(OUTPUT_FOLDER, 'built.json'), 'utf8')) as BuiltPages;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Bytes of script that a browser fetches for the page. */
export function scriptBytes({ files }: BuiltPages): number {
  return files
    .filter(({ name }) => name.endsWith('.js'))
    .reduce((total, { sentBytes }) => total + sentBytes, 0);
}
