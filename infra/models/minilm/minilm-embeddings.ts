import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { MINILM_DIMENSION, ModelUnavailableError, nameModelIn } from './model-folder.ts';
import { createTextQueue, type TextQueue } from './text-queue.ts';
import { type EmbedRequest, END, type WorkerAnswer, type WorkerSettings } from './worker-messages.ts';

export interface MiniLmOptions {
  /** Folder of the model: `onnx/model_quantized.onnx` beside `tokenizer.json` and `tokenizer_config.json`. */
  readonly directory: string;
  /** File that keeps the vectors of texts; null keeps none. Default null. */
  readonly cacheFile?: string | null;
  /** Vectors that are kept at most, at about 1.6 kB each. Default 100,000. */
  readonly cachedVectors?: number;
  /** For how long the model is not tried again after it could not be loaded, in milliseconds. Default 30,000. */
  readonly retryAfterMs?: number;
  /** Starts the thread that the model runs in. */
  readonly startWorker?: (settings: WorkerSettings) => Worker;
  /** How long a worker may take to end before it is torn down, in milliseconds. Default 10,000. */
  readonly endWithinMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Texts sent to the worker at once: a query that comes meanwhile waits for these at most. */
const TEXTS_A_MESSAGE = 8;
/** How often a text may be in the worker while it dies; then the text is taken as the cause. */
const DEATHS_ALLOWED = 2;

/**
 * all-MiniLM-L6-v2 in a thread of its own, loaded at the first text. Checks the folder at once: throws
 * `ModelUnavailableError` when a file is missing. A call rejects with the same error when the model cannot be loaded.
 */
export async function createMiniLmEmbeddings(options: MiniLmOptions): Promise<VectorEmbeddings> {
  const {
    directory,
    cacheFile = null,
    cachedVectors = 100_000,
    retryAfterMs = 30_000,
    endWithinMs = 10_000,
  } = options;
  const startWorker =
    options.startWorker ??
    ((workerData) => new Worker(new URL('./embed-worker.ts', import.meta.url), { workerData }));
  const now = options.now ?? (() => performance.now());
  const model = await nameModelIn(directory);
  const queue: TextQueue = createTextQueue();
  let worker: Worker | null = null;
  let inWorker: { readonly requestId: number; readonly jobs: ReturnType<TextQueue['take']> } | null = null;
  let requestId = 0;
  let failure: { readonly message: string; readonly until: number } | null = null;
  let closed: Promise<void> | null = null;

  const pump = (): void => {
    if (inWorker !== null) return;
    const jobs = queue.take(TEXTS_A_MESSAGE);
    if (jobs.length === 0) {
      // An idle model keeps no process alive.
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    requestId += 1;
    inWorker = { requestId, jobs };
    const request: EmbedRequest = { requestId, texts: jobs.map((job) => job.text) };
    worker.postMessage(request);
  };

  const start = (): Worker => {
    const started = startWorker({ directory, model, cacheFile, cachedVectors });
    started.on('message', (message: WorkerAnswer) => {
      if (worker === started) receive(message);
    });
    let cause = 'it ended';
    started.on('error', (error) => {
      cause = error instanceof Error ? error.message : String(error);
    });
    started.on('exit', () => {
      if (worker === started) restart(cause);
    });
    return started;
  };

  const receive = (message: WorkerAnswer): void => {
    if (message.kind === 'unavailable') {
      failure = { message: message.message, until: now() + retryAfterMs };
      void discard();
      const error = new ModelUnavailableError(message.message);
      for (const job of inWorker?.jobs ?? []) job.reject(error);
      inWorker = null;
      queue.rejectAll(error);
      return;
    }
    const jobs = inWorker?.requestId === message.requestId ? inWorker.jobs : [];
    inWorker = null;
    for (const [position, job] of jobs.entries()) {
      const vector = message.kind === 'vectors' ? message.vectors[position] : undefined;
      if (vector !== undefined) job.resolve(vector);
      else
        job.reject(
          new Error(
            `The text could not be embedded: ${message.kind === 'failed' ? message.message : 'no vector came back'}.`,
          ),
        );
    }
    pump();
  };

  /** What the dead worker held goes to the next one, unless it was there when others died too. */
  const restart = (cause: string): void => {
    worker = null;
    const jobs = inWorker?.jobs ?? [];
    inWorker = null;
    for (const job of jobs) job.deaths += 1;
    for (const job of jobs.filter(({ deaths }) => deaths >= DEATHS_ALLOWED)) {
      job.reject(new Error(`The thread of the embedding model died over this text (${cause}).`));
    }
    queue.putBack(jobs.filter(({ deaths }) => deaths < DEATHS_ALLOWED));
    pump();
  };

  /** Lets the worker end by itself; one that does not is torn down. */
  const discard = async (): Promise<void> => {
    const old = worker;
    worker = null;
    // A thread that has ended already has the id -1, and says so no more.
    if (old === null || old.threadId === -1) return;
    old.ref();
    // `once` of node:events would reject on an error of the worker, which ends it all the same.
    const ended = new Promise((resolve) => old.once('exit', resolve));
    old.postMessage(END);
    const tooLate = new AbortController();
    const deadline = setTimeout(endWithinMs, 'late', { signal: tooLate.signal }).catch(() => 'ended');
    if ((await Promise.race([ended, deadline])) === 'late') await old.terminate();
    tooLate.abort();
  };

  const embed: VectorEmbeddings['embed'] = async (texts, { urgent = false, signal } = {}) => {
    signal?.throwIfAborted();
    if (closed !== null) throw new ModelUnavailableError('The embedding model was closed.');
    if (failure !== null && now() < failure.until) throw new ModelUnavailableError(failure.message);
    failure = null;
    const vectors = queue.add(texts, { urgent, signal });
    pump();
    return vectors;
  };

  return {
    model,
    dimension: MINILM_DIMENSION,
    embed,
    async embedDocuments(texts) {
      return (await embed(texts)).map((vector) => [...vector]);
    },
    async embedQuery(text) {
      const [vector = []] = await embed([text], { urgent: true });
      return [...vector];
    },
    close() {
      closed ??= end();
      return closed;
    },
  };

  async function end(): Promise<void> {
    const error = new ModelUnavailableError('The embedding model was closed.');
    for (const job of inWorker?.jobs ?? []) job.reject(error);
    inWorker = null;
    queue.rejectAll(error);
    await discard();
  }
}
