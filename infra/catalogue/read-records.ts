import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { ImportError } from './import-error.ts';

/** One record of a file, or why it cannot be read. Rows count from 1, without the header and blank lines. */
export type ReadRecord =
  | { readonly row: number; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly reason: string };

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Reads a CSV or JSONL file, plain or gzipped, record by record. The content decides which of them it is. */
export async function* readRecords(path: string): AsyncGenerator<ReadRecord> {
  const beginning = await firstLine(path);
  if (beginning.startsWith('[')) {
    throw new ImportError(`${path} is one JSON list. Write one JSON object a line (JSONL), or CSV.`);
  }
  if (beginning.startsWith('{')) yield* readJsonLines(path);
  else yield* readCsv(path, delimiterOf(beginning));
}

async function openText(path: string): Promise<Readable> {
  const file = await open(path).catch((cause: unknown) => {
    throw new ImportError(`The file ${path} cannot be opened. Check the path and its permissions.`, {
      usage: true,
      cause,
    });
  });
  const magic = new Uint8Array(2);
  const { bytesRead } = await file.read(magic, 0, 2, 0).finally(() => file.close());
  const zipped = bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  const source = createReadStream(path);
  // Errors of the file or of the compression surface where the text is read.
  return pipeline(source, zipped ? createGunzip() : new PassThrough(), () => {}) as Readable;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const text = await openText(path);
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) yield line;
  } catch (cause) {
    throw new ImportError(`${path} is damaged and cannot be read to its end. Fetch it again.`, { cause });
  } finally {
    lines.close();
    text.destroy();
  }
}

async function firstLine(path: string): Promise<string> {
  for await (const line of linesOf(path)) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text !== '') return text;
  }
  throw new ImportError(`${path} is empty. It needs products as CSV with a header line, or as JSONL.`);
}

async function* readJsonLines(path: string): AsyncGenerator<ReadRecord> {
  let row = 0;
  for await (const line of linesOf(path)) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    row += 1;
    yield readJson(text, row);
  }
}

function readJson(text: string, row: number): ReadRecord {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
      return { row, fields: fields as Record<string, unknown> };
    }
    return { row, reason: 'the line is no JSON object' };
  } catch {
    return { row, reason: 'the line is not JSON' };
  }
}

function delimiterOf(header: string): string {
  const counts = DELIMITERS.map((it) => header.split(it).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function* readCsv(path: string, delimiter: string): AsyncGenerator<ReadRecord> {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  const text = await openText(path);
  const cells = pipeline(text, parser, () => {});
  let header: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const line of cells as AsyncIterable<readonly string[]>) {
      if (header === null) {
        header = line;
        continue;
      }
      row += 1;
      if (line.length !== header.length) {
        yield { row, reason: `the row has ${line.length} cells and the header ${header.length}` };
      } else {
        yield { row, fields: Object.fromEntries(header.map((name, at) => [name, line[at]])) };
      }
    }
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ImportError(`${path} cannot be read after row ${row}: ${detail}`, { cause });
  } finally {
    text.destroy();
    parser.destroy();
  }
}
