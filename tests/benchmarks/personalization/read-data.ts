import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The objects of a gzip'd JSONL file; null when the folder lacks it. */
export function readLines<T>(dataDir: string, path: string): readonly T[] | null {
  const file = join(dataDir, path);
  if (!existsSync(file)) return null;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): T => JSON.parse(line));
}
