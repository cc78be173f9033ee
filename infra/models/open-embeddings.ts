import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { EmbeddingSettings } from '#infra/config/settings.ts';
import { createMiniLmEmbeddings } from './minilm/minilm-embeddings.ts';
import { ModelUnavailableError } from './minilm/model-folder.ts';
import { createStaticEmbeddings } from './static/static-embeddings.ts';
import type { VectorEmbeddings } from './vector-embeddings.ts';

/** The embeddings that the settings and this machine give. */
export interface ChosenEmbeddings {
  readonly kind: 'minilm' | 'builtin';
  readonly embeddings: VectorEmbeddings;
  /** Why MiniLM was wanted and does not serve; null when all is as it should be. */
  readonly trouble: string | null;
}

/**
 * Picks MiniLM or the vectors that ship. Where MiniLM was asked for and cannot be used, the built-in vectors stand in
 * and `trouble` says why. The vectors of texts are kept in `embeddings.db` under the data folder.
 */
export async function openEmbeddings(
  { choice, minilmDir, isNamed }: EmbeddingSettings,
  dataDir: string,
): Promise<ChosenEmbeddings> {
  const builtin = (trouble: string | null): ChosenEmbeddings => ({
    kind: 'builtin',
    embeddings: createStaticEmbeddings(),
    trouble,
  });
  if (choice === 'builtin') return builtin(null);
  // With nothing asked for and nothing there, the built-in vectors are no fallback but the default.
  if (choice === 'auto' && !isNamed && !existsSync(minilmDir)) return builtin(null);
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
  } catch {
    return builtin(
      'all-MiniLM-L6-v2 needs the package onnxruntime-node: run `npm install onnxruntime-node@1.30.0`, or set EMBEDDINGS=builtin.',
    );
  }
  try {
    const embeddings = await createMiniLmEmbeddings({
      directory: minilmDir,
      cacheFile: join(dataDir, 'embeddings.db'),
    });
    return { kind: 'minilm', embeddings, trouble: null };
  } catch (error) {
    if (error instanceof ModelUnavailableError) return builtin(error.message);
    throw error;
  }
}
