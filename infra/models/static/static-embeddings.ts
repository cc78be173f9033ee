import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { createStaticEncoder, type StaticEncoder } from './static-encoder.ts';
import { decodeStaticVectors } from './vectors-file.ts';

/** The vectors that ship with the assistant. */
export const STATIC_VECTORS_FILE = fileURLToPath(new URL('./vectors.bin', import.meta.url));

export interface StaticEmbeddings extends VectorEmbeddings, StaticEncoder {}

let shipped: StaticEncoder | null = null;

/** The encoder that ships, read once a process (some 30 ms). Throws `StaticVectorsError` when the file is damaged. */
export function shippedStaticEncoder(): StaticEncoder {
  shipped ??= createStaticEncoder(decodeStaticVectors(readFileSync(STATIC_VECTORS_FILE)));
  return shipped;
}

/**
 * The built-in embeddings: no download, no model at run time. Word vectors fitted to all-MiniLM-L6-v2, so they know
 * which words are near in meaning, and nothing of word order or negation.
 */
export function createStaticEmbeddings(encoder: StaticEncoder = shippedStaticEncoder()): StaticEmbeddings {
  const { model, dimension } = encoder;
  const encode = (text: string) => encoder.encode(text);
  return {
    model,
    dimension,
    encode,
    async embed(texts, { signal } = {}) {
      signal?.throwIfAborted();
      return texts.map(encode);
    },
    embedDocuments: async (texts) => texts.map((text) => [...encode(text)]),
    embedQuery: async (text) => [...encode(text)],
    close: async () => {},
  };
}
