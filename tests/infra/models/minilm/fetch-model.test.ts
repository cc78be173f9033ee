import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fetchModel } from '#infra/models/minilm/fetch-model.ts';
import { MINILM_FILES } from '#infra/models/minilm/model-files.ts';

const CONTENT = Buffer.from('weights of a model '.repeat(20_000));
const FILES = [
  {
    address: 'owner/model/resolve/main/onnx/model.onnx',
    path: 'onnx/model.onnx',
    bytes: CONTENT.length,
    sha256: createHash('sha256').update(CONTENT).digest('hex'),
  },
];

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A hub on this machine; each call is answered by the next handler, the last one again and again. */
async function openHub(...handlers: Handler[]) {
  const calls: { readonly url: string; readonly range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    calls.push({ url: request.url ?? '', range: request.headers.range });
    (handlers[Math.min(calls.length, handlers.length) - 1] as Handler)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = mkdtempSync(join(tmpdir(), 'leafloaf-fetch-'));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = join(directory, 'onnx/model.onnx');
  const run = (changes: Partial<Parameters<typeof fetchModel>[0]> = {}) =>
    fetchModel({ hub, directory, files: FILES, pauseMs: 1, ...changes });
  return { calls, path, run };
}

const whole: Handler = (_, response) => response.end(CONTENT);
const ranged: Handler = ({ headers }, response) => {
  const from = Number(/bytes=(\d+)-/u.exec(headers.range ?? '')?.[1] ?? 0);
  response.writeHead(206, { 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` });
  response.end(CONTENT.subarray(from));
};
const cutOff: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': CONTENT.length });
  response.write(CONTENT.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
};

it('fetches what is missing and nothing a second time', async () => {
  const { calls, path, run } = await openHub(whole);
  expect(await run()).toEqual(['onnx/model.onnx']);
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
  expect(existsSync(`${path}.part`)).toBe(false);
  expect(await run()).toEqual([]);
  expect(calls).toEqual([{ url: '/owner/model/resolve/main/onnx/model.onnx', range: undefined }]);
});

it('goes on where the connection broke off', async () => {
  const { calls, path, run } = await openHub(cutOff, ranged);
  await run();
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
  const from = Number(/^bytes=(\d+)-$/u.exec(calls[1]?.range ?? '')?.[1]);
  expect(from).toBeGreaterThan(0);
  expect(from).toBeLessThanOrEqual(100_000);
});

it('goes on at the next call of the command, and begins anew where the server can not', async () => {
  const { path, run } = await openHub(cutOff, whole);
  await expect(run({ attempts: 1 })).rejects.toThrow(
    /could not be fetched from http.*Run the command again/u,
  );
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}.part`)).toBe(true);
  await run();
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
});

it('never puts a wrong file in its place', async () => {
  const wrong = Buffer.from(CONTENT);
  wrong[0] = 0;
  const { calls, path, run } = await openHub((_, response) => response.end(wrong));
  await expect(run({ attempts: 2 })).rejects.toThrow(/SHA-256 is [0-9a-f]{64} and should be/u);
  expect(calls).toHaveLength(2);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}.part`)).toBe(false);
});

it('replaces a file that is damaged on disk', async () => {
  const { path, run } = await openHub(whole);
  await run();
  writeFileSync(path, 'damaged');
  expect(await run()).toEqual(['onnx/model.onnx']);
  expect(readFileSync(path).equals(CONTENT)).toBe(true);
});

it('takes no more bytes than the file has', async () => {
  const { path, run } = await openHub((_, response) => response.end(Buffer.concat([CONTENT, CONTENT])));
  await expect(run({ attempts: 1 })).rejects.toThrow(/more than its 380000 bytes/u);
  expect(existsSync(path)).toBe(false);
});

it('asks once where the answer is a refusal, and again where the server is in trouble', async () => {
  const refusing = await openHub((_, response) => response.writeHead(404).end());
  await expect(refusing.run()).rejects.toThrow(/the answer was 404/u);
  expect(refusing.calls).toHaveLength(1);
  const recovering = await openHub((_, response) => response.writeHead(503).end(), whole);
  expect(await recovering.run()).toHaveLength(1);
});

it('gives up a call in which nothing comes', async () => {
  const { run } = await openHub((_, response) => response.write('x'));
  await expect(run({ attempts: 1, stallMs: 30 })).rejects.toThrow(/nothing came for 30 ms/u);
});

it('names files of fixed revisions with whole checksums', () => {
  for (const { address, sha256 } of MINILM_FILES) {
    expect(address).toMatch(/\/resolve\/[0-9a-f]{40}\//u);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
  }
});
