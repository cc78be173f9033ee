import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { ImportError } from './import-error.ts';
import { linesOfText, MAX_LINE } from './lines-of-text.ts';
import { textOfFile } from './text-of-file.ts';

/**
 * One record of a file, or why it cannot be read. Rows count from 1, without the header and blank lines; `line` is where
 * the record begins in the file, counted from 1.
 */
export type ReadRecord =
  | { readonly row: number; readonly line: number; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly line: number; readonly reason: string };

const DELIMITERS = [',', ';', '\t', '|'] as const;
const TOO_LONG = `the row is longer than ${MAX_LINE} letters; a quotation mark may be missing`;

/** Reads a CSV or JSONL file, plain or gzipped, record by record. The content decides which of them it is. */
export async function* readRecords(path: string): AsyncGenerator<ReadRecord> {
  const beginning = await firstLine(path);
  if (beginning.startsWith('[')) {
    throw new ImportError(`${path} is one JSON list. Write one JSON object a line (JSONL), or CSV.`);
  }
  yield* beginning.startsWith('{') ? readJsonLines(path) : readCsv(path, delimiterOf(beginning));
}

async function firstLine(path: string): Promise<string> {
  for await (const { text } of linesOfText(textOfFile(path))) {
    const line = text?.trim() ?? '';
    if (line !== '') return line;
  }
  throw new ImportError(`${path} is empty. It needs products as CSV with a header line, or as JSONL.`);
}

async function* readJsonLines(path: string): AsyncGenerator<ReadRecord> {
  let row = 0;
  for await (const { line, text } of linesOfText(textOfFile(path))) {
    if (text?.trim() === '') continue;
    row += 1;
    yield text === null ? { row, line, reason: TOO_LONG } : readJson(text, row, line);
  }
}

function readJson(text: string, row: number, line: number): ReadRecord {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
      return { row, line, fields: fields as Record<string, unknown> };
    }
    return { row, line, reason: 'the line is no JSON object' };
  } catch {
    return { row, line, reason: 'the line is not JSON' };
  }
}

function delimiterOf(header: string): string {
  const counts = DELIMITERS.map((it) => header.split(it).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface CsvRow {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

async function* readCsv(path: string, delimiter: string): AsyncGenerator<ReadRecord> {
  const skipped: { readonly line: number; readonly reason: string }[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: MAX_LINE,
    on_skip: (error) => {
      if (error !== undefined) skipped.push({ line: Number(error.lines ?? 0), reason: skipReason(error) });
      return undefined;
    },
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
  });
  const text = Readable.from(linesForCsv(path, (line) => skipped.push({ line, reason: TOO_LONG })));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let header: readonly string[] | null = null;
  let row = 0;
  const rejectSkipped = () =>
    skipped.splice(0).map((why): ReadRecord => {
      row += 1;
      return { row, ...why };
    });
  try {
    for await (const { info, record } of parser as AsyncIterable<CsvRow>) {
      if (header === null) {
        header = record;
        continue;
      }
      yield* rejectSkipped();
      row += 1;
      const line = info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      if (record.length !== header.length) {
        yield { row, line, reason: `the row has ${record.length} cells and the header ${header.length}` };
      } else {
        yield { row, line, fields: Object.fromEntries(header.map((name, at) => [name, record[at]])) };
      }
    }
    yield* rejectSkipped();
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ImportError(`${path} cannot be read after row ${row}: ${detail}`, { cause });
  } finally {
    text.destroy();
    parser.destroy();
  }
}

function skipReason({ code, message }: CsvError): string {
  return code === 'CSV_MAX_RECORD_SIZE' ? TOO_LONG : `the row is no CSV: ${message}`;
}

/** The text with plain line ends, which the parser counts right; a line too long to keep becomes an empty one. */
async function* linesForCsv(path: string, onTooLong: (line: number) => void): AsyncGenerator<string> {
  for await (const { line, text } of linesOfText(textOfFile(path))) {
    if (text === null) onTooLong(line);
    yield `${text ?? ''}\n`;
  }
}
