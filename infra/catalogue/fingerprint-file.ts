import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ImportError } from './import-error.ts';

/** SHA-256 of a file and of how it is read, in hex: the same wherever the file lies. */
export async function fingerprintFile(file: string, readAs: unknown): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(readAs));
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  } catch (cause) {
    throw new ImportError(`The file ${file} cannot be read. Check the path and its permissions.`, {
      usage: true,
      cause,
    });
  }
  return hash.digest('hex');
}
