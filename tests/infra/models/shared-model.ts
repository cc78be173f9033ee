import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder of all-MiniLM-L6-v2 that lies beside the project. A test that needs it fails where it is missing: it
 * would otherwise be skipped unseen.
 */
export function sharedMiniLm(): string {
  const directory = resolve(import.meta.dirname, '../../../../shared/models/all-MiniLM-L6-v2');
  if (!existsSync(directory)) {
    throw new Error(`This test needs all-MiniLM-L6-v2 in ${directory}: see tests/README.md.`);
  }
  return directory;
}
