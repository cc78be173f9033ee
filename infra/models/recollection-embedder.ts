import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';

/**
 * What the vectors of each kind of model are trusted with in semantic memory, measured by `npm run bench -- memory`
 * (docs/decisions/0024).
 */
const TRUST = {
  builtin: { semanticWeight: 0.4, minSimilarity: 0.25 },
  minilm: { semanticWeight: 0.4, minSimilarity: 0.25 },
} as const;

/** Embeddings as semantic memory wants them. */
export function recollectionEmbedder(
  embeddings: Pick<VectorEmbeddings, 'model' | 'embed'>,
  kind: keyof typeof TRUST,
): Embedder {
  return {
    name: embeddings.model,
    embed: (texts, options) => embeddings.embed(texts, options),
    ...TRUST[kind],
  };
}
