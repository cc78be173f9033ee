import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of all-MiniLM-L6-v2: MINILM_DIR, beside the evaluation data, or beside the project; null: nowhere. */
export function findMiniLm(dataDir: string): string | null {
  const beside = ['models', 'all-MiniLM-L6-v2'];
  const folders = [
    process.env.MINILM_DIR,
    join(dataDir, '..', ...beside),
    resolve(import.meta.dirname, '../../../shared', ...beside),
  ];
  return folders.find((folder) => folder !== undefined && existsSync(folder)) ?? null;
}
