import { mkdtempSync, rmSync } from 'node:fs';
import { cp, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createMiniLmEmbeddings, type MiniLmOptions } from '#infra/models/minilm/minilm-embeddings.ts';
import { sharedMiniLm } from '#tests/infra/models/shared-model.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leafloaf-minilm-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(options: Partial<MiniLmOptions> = {}) {
  const embeddings = await createMiniLmEmbeddings({ directory: sharedMiniLm(), ...options });
  onTestFinished(() => embeddings.close());
  return embeddings;
}

/** A worker of the tests in place of the one that runs the model; it ends when it is asked to. */
const standIn = (code: string) => () =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
    const onRequest = (serve) => parentPort.on('message', (message) => (message === 'end' ? parentPort.close() : serve(message)));
    ${code}`,
    { eval: true },
  );
const answering = `onRequest(({ requestId, texts }) => parentPort.postMessage({ kind: 'vectors', requestId, vectors: texts.map((text) => new Float32Array([text.length])) }));`;

function cosine(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

describe('MiniLM', () => {
  it('gives the likenesses that the model is published with, to what its int8 weights allow', async () => {
    const embeddings = await open();
    const [person, dog, very, day] = (await embeddings.embedDocuments([
      'That is a happy person',
      'That is a happy dog',
      'That is a very happy person',
      'Today is a sunny day',
    ])) as [number[], number[], number[], number[]];
    expect(person).toHaveLength(embeddings.dimension);
    expect(cosine(person, person)).toBeCloseTo(1, 5);
    expect(cosine(person, dog)).toBeCloseTo(0.695, 1);
    expect(cosine(person, very)).toBeCloseTo(0.943, 1);
    expect(cosine(person, day)).toBeCloseTo(0.257, 1);
    expect(embeddings.model).toMatch(/^all-MiniLM-L6-v2\/[0-9a-f]{12}$/u);
  });

  it('gives a text the same vector alone, among others, and in another process', async () => {
    const [one, other] = [await open(), await open()];
    const text = 'semi-skimmed milk, 2 litres';
    const alone = await one.embedQuery(text);
    const [, among] = await one.embedDocuments(['a', text, 'a much longer text about bread '.repeat(9)]);
    expect(among).toEqual(alone);
    expect(await other.embedQuery(text)).toEqual(alone);
  });

  it('reads no more than the first 256 pieces of a text, and an empty text too', async () => {
    const embeddings = await open();
    const long = 'bread and butter '.repeat(400);
    expect(await embeddings.embedQuery(`${long} spaceship`)).toEqual(
      await embeddings.embedQuery(`${long} x`),
    );
    expect(await embeddings.embedQuery('')).toHaveLength(384);
  });

  it('names what is missing from a folder, and how to get it', async () => {
    await expect(createMiniLmEmbeddings({ directory: folder })).rejects.toThrow(
      /lacks onnx\/model_quantized\.onnx, tokenizer\.json.*models:fetch/u,
    );
  });

  it('rejects with what is broken when the weights are damaged, and does not try again at once', async () => {
    const damaged = join(folder, 'damaged');
    await cp(sharedMiniLm(), damaged, { recursive: true });
    await truncate(join(damaged, 'onnx/model_quantized.onnx'), 10_000);
    let time = 0;
    let started = 0;
    const embeddings = await open({
      directory: damaged,
      now: () => time,
      retryAfterMs: 1_000,
      startWorker: (workerData) => {
        started += 1;
        return new Worker(new URL('../../../../infra/models/minilm/embed-worker.ts', import.meta.url), {
          workerData,
        });
      },
    });
    await expect(embeddings.embedQuery('milk')).rejects.toThrow(/model_quantized\.onnx .*cannot be read/u);
    await expect(embeddings.embedQuery('milk')).rejects.toThrow(/cannot be read/u);
    expect(started).toBe(1);
    time = 2_000;
    await expect(embeddings.embedQuery('milk')).rejects.toThrow(/cannot be read/u);
    expect(started).toBe(2);
  });
});

describe('the worker of MiniLM', () => {
  // Torn down in the middle of a run, the runtime would abort the whole process.
  it('can be closed at any moment of a run', async () => {
    for (let wait = 0; wait < 24; wait += 2) {
      const embeddings = await createMiniLmEmbeddings({ directory: sharedMiniLm() });
      await embeddings.embedQuery('warm');
      const cut = embeddings.embedDocuments(Array.from({ length: 16 }, (_, at) => `bread ${at} `.repeat(20)));
      const outcome = expect(cut).rejects.toThrow('closed');
      await setTimeout(wait);
      await embeddings.close();
      await outcome;
    }
  });

  it('may fail while it ends, and everybody who closes it waits for its end', async () => {
    const failing = new Worker(
      `require('node:worker_threads').parentPort.on('message', (message) => { if (message === 'end') setTimeout(() => { throw new Error('late'); }, 20); });`,
      { eval: true },
    );
    failing.on('error', () => {});
    const embeddings = await createMiniLmEmbeddings({
      directory: sharedMiniLm(),
      startWorker: () => failing,
    });
    const waiting = expect(embeddings.embedQuery('milk')).rejects.toThrow('closed');
    await Promise.all([embeddings.close(), embeddings.close().then(() => expect(failing.threadId).toBe(-1))]);
    await waiting;
  });

  it('is torn down when it does not end by itself', async () => {
    const deaf = new Worker(`require('node:worker_threads').parentPort.on('message', () => {});`, {
      eval: true,
    });
    const embeddings = await open({ startWorker: () => deaf, endWithinMs: 20 });
    const waiting = expect(embeddings.embedQuery('milk')).rejects.toThrow('closed');
    await embeddings.close();
    await waiting;
    expect(deaf.threadId).toBe(-1);
  });

  it('is started again when it dies, and what it held is not lost', async () => {
    let started = 0;
    const embeddings = await open({
      startWorker: () => {
        started += 1;
        return standIn(started === 1 ? `onRequest(() => process.exit(3));` : answering)();
      },
    });
    expect(await embeddings.embedDocuments(['a', 'bb', 'ccc'])).toEqual([[1], [2], [3]]);
    expect(started).toBe(2);
  });

  it('gives up on the text that kills it and answers the others', async () => {
    const embeddings = await open({
      startWorker: standIn(
        `onRequest(({ texts }) => { if (texts.includes('poison')) process.exit(3); }); ${answering}`,
      ),
    });
    const asked = ['one', 'poison', 'three'].map((text) => embeddings.embedQuery(text));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('serves a query before the texts that wait, and leaves out what was aborted', async () => {
    const seen = join(folder, 'seen');
    const embeddings = await open({
      startWorker: standIn(
        `const { appendFileSync } = require('node:fs'); onRequest(({ texts }) => appendFileSync(${JSON.stringify(seen)}, texts.join('\\n') + '\\n')); ${answering}`,
      ),
    });
    const bulk = embeddings.embed(Array.from({ length: 40 }, (_, at) => `bulk ${at}`));
    const stop = new AbortController();
    const aborted = embeddings.embed(['never'], { signal: stop.signal });
    const query = embeddings.embedQuery('query');
    stop.abort(new Error('late'));
    await expect(aborted).rejects.toThrow('late');
    await expect(embeddings.embed(['x'], { signal: stop.signal })).rejects.toThrow('late');
    await Promise.all([bulk, query]);
    const { readFileSync } = await import('node:fs');
    const order = readFileSync(seen, 'utf8').trim().split('\n');
    expect(order).toHaveLength(41);
    expect(order).not.toContain('never');
    expect(order.indexOf('query')).toBeLessThan(20);
  });

  it('rejects what waits when it is closed, and what comes later', async () => {
    const embeddings = await open({ startWorker: standIn('onRequest(() => {});') });
    const waiting = embeddings.embedQuery('milk');
    const closing = embeddings.close();
    await expect(waiting).rejects.toThrow('closed');
    await closing;
    await expect(embeddings.embedQuery('milk')).rejects.toThrow('closed');
  });
});
