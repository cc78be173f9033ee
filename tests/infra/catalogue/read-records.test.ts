import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOfText, MAX_LINE } from '#infra/catalogue/lines-of-text.ts';
import { type ReadRecord, readRecords } from '#infra/catalogue/read-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Uint8Array): Promise<readonly ReadRecord[]> {
  const file = join(folder, 'file');
  writeFileSync(file, content);
  return Array.fromAsync(readRecords(file));
}
const fields = (records: readonly ReadRecord[]) =>
  records.map((it) => ('fields' in it ? it.fields : it.reason));

describe('reading records', () => {
  it('keeps line and paragraph separators of Unicode inside their line', async () => {
    expect(fields(await read('{"id":"1","name":"a\u2028b\u2029c\u0085d"}\n{"id":"2"}\n'))).toEqual([
      { id: '1', name: 'a\u2028b\u2029c\u0085d' },
      { id: '2' },
    ]);
  });
  it('tells the line of each record, beside blank lines and quoted line ends', async () => {
    const csv = await read('id,name\r\n1,"two\r\nlines"\r\n\r\n2,one\r\n');
    expect(csv.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 5],
    ]);
    const json = await read('\n{"id":1}\n\nnonsense\n');
    expect(json.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 4],
    ]);
  });
  it('reads Windows-1252 and UTF-16', async () => {
    const latin = Buffer.from('id,name,price\n1,Crème brûlée,£2\n', 'latin1');
    expect(fields(await read(latin))).toEqual([{ id: '1', name: 'Crème brûlée', price: '£2' }]);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id;name\n1;दाल\n', 'utf16le')]);
    expect(fields(await read(wide))).toEqual([{ id: '1', name: 'दाल' }]);
  });
  it('keeps a row with single letters of another encoding, which show as such', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,Crème, dieses ist viel Größeres\n'.replace(', ', ' ')),
      Buffer.from('2,Caf\xe9\n', 'latin1'),
      Buffer.from('3,Tea\n'),
    ]);
    expect(fields(await read(bytes))).toEqual([
      { id: '1', name: 'Crème dieses ist viel Größeres' },
      { id: '2', name: 'Caf\uFFFD' },
      { id: '3', name: 'Tea' },
    ]);
  });
  it('refuses what is no text', async () => {
    await expect(read(Buffer.from([80, 75, 3, 4, 0, 0, 0, 1, 2, 3]))).rejects.toThrow(/no text file/u);
  });
  it('rejects a line without an end and goes on behind it', async () => {
    const long = `{"id":"1","name":"${'x'.repeat(MAX_LINE + 10)}"}`;
    const records = await read(`{"id":"0"}\n${long}\n{"id":"2"}\n`);
    expect(fields(records)).toEqual([{ id: '0' }, expect.stringContaining('longer than'), { id: '2' }]);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3]);
  });
  it('does not fail on a quotation mark that is never closed', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `${at},a name with twenty letters`).join('\n');
    const records = await read(`id,name\n1,Tea\n2,"open\n${rows}\n`);
    expect(fields(records)[0]).toEqual({ id: '1', name: 'Tea' });
    expect(fields(records)).toContainEqual(expect.stringContaining('quotation mark'));
  });
  it('cuts lines at the same places however the text comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[ab\r\n]{0,6}$/), { maxLength: 12 }), async (pieces) => {
        const lines = async (parts: readonly string[]) => {
          async function* stream() {
            yield* parts;
          }
          return Array.fromAsync(linesOfText(stream()));
        };
        expect(await lines(pieces)).toEqual(await lines([pieces.join('')]));
      }),
    );
  });
});
