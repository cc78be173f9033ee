import { parentPort, workerData } from 'node:worker_threads';
import { loadMiniLmEncoder, type MiniLmEncoder } from './minilm-encoder.ts';
import { MINILM_DIMENSION } from './model-folder.ts';
import { openVectorCache, type VectorCache } from './vector-cache.ts';
import { type EmbedRequest, END, type WorkerAnswer, type WorkerSettings } from './worker-messages.ts';

/*
 * The thread that MiniLM runs in, since a run of the model blocks. The cache lives here too: its look-ups and its
 * commits would hold the turns up.
 */

const settings: WorkerSettings = workerData;
let ending = false;
const answer = (message: WorkerAnswer): void => parentPort?.postMessage(message);

try {
  const encoder = await loadMiniLmEncoder(settings.directory);
  const cache = openCache(settings);
  // The event loop of this thread turns while the model runs: requests wait in a chain, one text at a time.
  let last: Promise<void> = Promise.resolve();
  parentPort?.on('message', (message: EmbedRequest | typeof END) => {
    if (message === END) {
      ending = true;
      last = last.then(() => parentPort?.close());
    } else last = last.then(() => serve(message, encoder, cache));
  });
} catch (error) {
  answer({ kind: 'unavailable', message: messageOf(error) });
}

async function serve({ requestId, texts }: EmbedRequest, encoder: MiniLmEncoder, cache: VectorCache | null) {
  try {
    const kept = cache?.read(texts) ?? [];
    const vectors: Float32Array[] = [];
    const fresh: { text: string; vector: Float32Array }[] = [];
    for (const [position, text] of texts.entries()) {
      if (ending) return;
      let vector = kept[position] ?? null;
      if (vector === null) {
        vector = await encoder.encode(text);
        fresh.push({ text, vector });
      }
      vectors.push(vector);
    }
    if (fresh.length > 0) cache?.write(fresh);
    answer({ kind: 'vectors', requestId, vectors });
  } catch (error) {
    answer({ kind: 'failed', requestId, message: messageOf(error) });
  }
}

function openCache({ cacheFile, model, cachedVectors }: WorkerSettings): VectorCache | null {
  if (cacheFile === null) return null;
  return openVectorCache({ file: cacheFile, model, dimension: MINILM_DIMENSION, maximum: cachedVectors });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
