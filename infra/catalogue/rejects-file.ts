import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Rejects {
  /** Notes one row that was not taken, and why; `line` is where it begins in the file. */
  add(at: { readonly row: number; readonly line: number }, reason: string, fields: unknown): void;
  /** Writes what was noted; answers the length of the file in bytes. */
  flush(): number;
  close(): void;
}

/** Opens the file of rejected rows, one JSON object a line, and cuts it to `length`: what an import had saved. */
export function openRejects(path: string, length: number): Rejects {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, length === 0 ? 'w' : 'a+');
  if (fstatSync(file).size > length) ftruncateSync(file, length);
  let noted = '';
  return {
    add({ row, line }, reason, fields) {
      noted += `${JSON.stringify({ row, line, reason, record: fields })}\n`;
    },
    flush() {
      if (noted !== '') {
        writeSync(file, noted);
        fsyncSync(file);
        noted = '';
      }
      return fstatSync(file).size;
    },
    close() {
      closeSync(file);
    },
  };
}
