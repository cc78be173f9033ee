import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ModelFile } from './model-files.ts';

/** A file could not be fetched: which one, from where, and what to do. What arrived is kept for the next call. */
export class FetchModelError extends Error {
  override readonly name = 'FetchModelError';
}

export interface FetchModelOptions {
  /** Address that the files' addresses are under, without a closing slash. */
  readonly hub: string;
  /** Folder that the files go to. */
  readonly directory: string;
  readonly files: readonly ModelFile[];
  readonly onProgress?: (file: ModelFile, bytes: number) => void;
  /** Calls a file gets before it is given up. Default 4. */
  readonly attempts?: number;
  /** Milliseconds without a byte after which a call is given up. Default 30,000. */
  readonly stallMs?: number;
  /** Milliseconds before the second call; doubled for each further one. Default 1,000. */
  readonly pauseMs?: number;
}

/**
 * Fetches what a folder lacks. A file is written beside its place, goes on where it broke off, and takes its place
 * only when its SHA-256 is right. Answers the paths that were fetched. Throws `FetchModelError`.
 */
export async function fetchModel(options: FetchModelOptions): Promise<readonly string[]> {
  const fetched: string[] = [];
  for (const file of options.files) {
    const path = join(options.directory, file.path);
    if ((await sha256Of(path)) === file.sha256) continue;
    await mkdir(dirname(path), { recursive: true });
    await fetchFile(file, path, options);
    fetched.push(file.path);
  }
  return fetched;
}

async function fetchFile(file: ModelFile, path: string, options: FetchModelOptions): Promise<void> {
  const { hub, attempts = 4, pauseMs = 1_000 } = options;
  const part = `${path}.part`;
  const url = `${hub}/${file.address}`;
  let trouble: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs * 2 ** (attempt - 1)));
    try {
      await receive(file, url, part, options);
      const found = await sha256Of(part);
      if (found === file.sha256) {
        await rename(part, path);
        return;
      }
      // Whole and wrong: going on from here can't make it right.
      await rm(part, { force: true });
      trouble = new Error(`its SHA-256 is ${found} and should be ${file.sha256}`);
    } catch (error) {
      trouble = error;
      if (error instanceof Refused) break;
    }
  }
  throw new FetchModelError(
    `${file.path} could not be fetched from ${url} (${trouble instanceof Error ? trouble.message : String(trouble)}). Run the command again to go on, or name another address with --from.`,
    { cause: trouble },
  );
}

/** The server answered, and will answer the same again. */
class Refused extends Error {}

/** Adds to the part what it lacks. */
async function receive(
  file: ModelFile,
  url: string,
  part: string,
  { onProgress, stallMs = 30_000 }: FetchModelOptions,
): Promise<void> {
  const had = (await stat(part).catch(() => null))?.size ?? 0;
  if (had === file.bytes) return;
  const from = had < file.bytes ? had : 0;
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const response = await fetch(url, {
      headers: from > 0 ? { range: `bytes=${from}-` } : {},
      signal: stalled.signal,
    });
    if (!response.ok) {
      const message = `the answer was ${response.status}`;
      throw response.status < 500 && response.status !== 429 ? new Refused(message) : new Error(message);
    }
    const goesOn =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${from}-`);
    let size = goesOn ? from : 0;
    const handle = await open(part, goesOn ? 'a' : 'w');
    try {
      for await (const chunk of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => stalled.abort(), stallMs);
        size += chunk.byteLength;
        if (size > file.bytes) throw new Error(`more than its ${file.bytes} bytes came`);
        await handle.write(chunk);
        onProgress?.(file, size);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (size < file.bytes) throw new Error(`${size} of ${file.bytes} bytes came`);
  } catch (error) {
    throw stalled.signal.aborted ? new Error(`nothing came for ${stallMs} ms`) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Null when the file is not there. */
async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}
