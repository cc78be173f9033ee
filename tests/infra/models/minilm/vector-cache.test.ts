import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { createMiniLmEmbeddings } from '#infra/models/minilm/minilm-embeddings.ts';
import { openVectorCache } from '#infra/models/minilm/vector-cache.ts';
import { sharedMiniLm } from '#tests/infra/models/shared-model.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'embeddings.db');
}

function openCache(file: string, changes: { readonly model?: string; readonly maximum?: number } = {}) {
  const cache = openVectorCache({ file, model: 'a', dimension: 2, maximum: 100, ...changes });
  onTestFinished(() => cache.close());
  return cache;
}

const vector = (...values: number[]) => new Float32Array(values);

it('keeps the vectors of texts for the next process, each model apart', () => {
  const file = temporaryFile();
  openCache(file).write([
    { text: 'milk', vector: vector(1, 0) },
    { text: 'दूध', vector: vector(0, 1) },
  ]);
  expect(openCache(file).read(['दूध', 'bread', 'milk'])).toEqual([vector(0, 1), null, vector(1, 0)]);
  expect(openCache(file, { model: 'b' }).read(['milk'])).toEqual([null]);
});

it('drops the oldest when there are too many', () => {
  const cache = openCache(temporaryFile(), { maximum: 2 });
  for (const text of ['one', 'two', 'three']) cache.write([{ text, vector: vector(1, 0) }]);
  expect(cache.read(['one', 'two', 'three'])).toEqual([null, vector(1, 0), vector(1, 0)]);
});

it('takes a row of a wrong length for none', () => {
  const file = temporaryFile();
  const cache = openCache(file);
  cache.write([{ text: 'milk', vector: vector(1, 0) }]);
  const database = new DatabaseSync(file);
  database.exec("UPDATE vectors SET vector = x'00000000'");
  database.close();
  expect(cache.read(['milk'])).toEqual([null]);
});

it('does not hold the texts themselves', () => {
  const file = temporaryFile();
  openCache(file).write([{ text: 'I am allergic to peanuts', vector: vector(1, 0) }]);
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const rows = JSON.stringify(database.prepare('SELECT * FROM vectors').all());
  expect(rows).not.toContain('peanuts');
});

it('answers a text that MiniLM embedded before from the file', async () => {
  const cacheFile = temporaryFile();
  const first = await createMiniLmEmbeddings({ directory: sharedMiniLm(), cacheFile });
  const [embedded] = await first.embed(['oat milk']);
  await first.close();

  const database = new DatabaseSync(cacheFile);
  const mark = new Float32Array(384).fill(0.5);
  database.prepare('UPDATE vectors SET vector = ?').run(new Uint8Array(mark.buffer));
  database.close();
  const second = await createMiniLmEmbeddings({ directory: sharedMiniLm(), cacheFile });
  onTestFinished(() => second.close());
  const [kept, fresh] = await second.embed(['oat milk', 'bread']);
  expect(kept).toEqual(mark);
  expect(fresh).not.toEqual(mark);
  expect(embedded).toHaveLength(384);
});
