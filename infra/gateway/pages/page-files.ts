import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** The pages by the name of their script and their HTML file; each lies in a folder of its own. */
export const PAGES = ['shop', 'me'] as const;
export type PageName = (typeof PAGES)[number];

export const SOURCE_FOLDERS = PAGES.map((page) => join(HERE, page));
export const OUTPUT_FOLDER = join(HERE, 'dist');
export const SHIPPED_CATALOGUE = join(HERE, '..', '..', 'catalogue', 'shipped');

/** Compressed script that a page may weigh, in bytes. */
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

/** Bytes of script that a browser fetches for a page. */
export function scriptBytes({ files }: BuiltPages, page: PageName): number {
  return files
    .filter(({ name }) => name.endsWith('.js') && (name.startsWith(`${page}-`) || name.startsWith('theme-')))
    .reduce((total, { sentBytes }) => total + sentBytes, 0);
}
