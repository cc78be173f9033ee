import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { blocksOf, ROOT } from './markdown.ts';
import { runBlocks } from './run-blocks.ts';

const folder = mkdtempSync(join(tmpdir(), 'leafloaf-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('imports the examples of docs/importing.md and prints what stands there', {
  timeout: 60_000,
}, async () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs/importing.md'), 'utf8'));
  const runs = await runBlocks(blocks, folder, { DATA_DIR: join(folder, 'data') });
  expect(runs).toHaveLength(5);
  for (const { commands, printed, promised } of runs) {
    expect(
      printed.filter((line) => line.startsWith('Done:')),
      commands,
    ).toEqual(promised);
  }
  const rejected = readFileSync(join(folder, 'data/imports/catalogue-products.csv.rejects.jsonl'), 'utf8');
  expect(JSON.parse(rejected)).toMatchObject({ row: 3, reason: expect.stringContaining('price') });
});
