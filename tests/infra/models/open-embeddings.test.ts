import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { embeddingHealth, followReembedding } from '#infra/compose/embedding-work.ts';
import { readSettings } from '#infra/config/settings.ts';
import { openEmbeddings } from '#infra/models/open-embeddings.ts';
import { sharedMiniLm } from './shared-model.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leafloaf-embeddings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function open(env: Readonly<Record<string, string>>, dataDir = dataFolder()) {
  const chosen = await openEmbeddings(readSettings({ ...env, DATA_DIR: dataDir }).embeddings, dataDir);
  onTestFinished(() => chosen.embeddings.close());
  return chosen;
}

const nothingLeft = { remaining: () => 0, failure: () => null, close: async () => undefined };

describe('the embeddings that the settings give', () => {
  it('are the built-in ones where no model is, and nothing is amiss', async () => {
    const chosen = await open({});
    expect(chosen).toMatchObject({ kind: 'builtin', trouble: null });
    expect(embeddingHealth(chosen, nothingLeft)).toMatchObject({ status: 'pass' });
  });

  it('are MiniLM where its folder is named', async () => {
    const chosen = await open({ MINILM_DIR: sharedMiniLm() });
    expect(chosen).toMatchObject({ kind: 'minilm', trouble: null });
    expect(chosen.embeddings.dimension).toBe(384);
  });

  it('are the built-in ones when they are asked for, whatever is there', async () => {
    expect(await open({ EMBEDDINGS: 'builtin', MINILM_DIR: sharedMiniLm() })).toMatchObject({
      kind: 'builtin',
      trouble: null,
    });
  });

  it.each([
    ['a folder is named that is not there', { MINILM_DIR: '/nowhere/minilm' }],
    ['MiniLM is asked for and not there', { EMBEDDINGS: 'minilm' }],
  ])('are the built-in ones with a warning when %s', async (_, env) => {
    const chosen = await open(env);
    expect(chosen.kind).toBe('builtin');
    expect(chosen.trouble).toMatch(/lacks onnx\/model_quantized\.onnx.*models:fetch/u);
    expect(embeddingHealth(chosen, nothingLeft)).toMatchObject({ name: 'embeddings', status: 'warn' });
  });

  it('warn of a model that was fetched in part', async () => {
    const folder = dataFolder();
    mkdirSync(join(folder, 'models/all-MiniLM-L6-v2'), { recursive: true });
    expect((await open({}, folder)).trouble).toMatch(/lacks/u);
  });

  it('say in health when the weights turn out to be damaged', async () => {
    const damaged = join(dataFolder(), 'minilm');
    cpSync(sharedMiniLm(), damaged, { recursive: true });
    truncateSync(join(damaged, 'onnx/model_quantized.onnx'), 10_000);
    const chosen = await open({ MINILM_DIR: damaged });
    const told = Promise.withResolvers<unknown>();
    const reembedding = followReembedding(chosen, { remaining: () => 0, next: async () => 0 }, told.resolve);
    onTestFinished(() => reembedding.close());
    expect(String(await told.promise)).toMatch(/cannot be read/u);
    expect(embeddingHealth(chosen, reembedding)).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/does not serve, words alone decide/u),
    });
  });

  it('tell how much is left to embed anew', async () => {
    const chosen = await open({});
    const health = embeddingHealth(chosen, { ...nothingLeft, remaining: () => 12 });
    expect(health.detail).toContain('12 remembered turns to embed anew');
  });
});
