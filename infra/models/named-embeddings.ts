import type { EmbeddingsInterface } from '@langchain/core/embeddings';

/**
 * LangChain's embeddings that say who made the vectors: vectors of two models are never compared or mixed. Every vector
 * has unit length, so that a dot product is the cosine.
 */
export interface NamedEmbeddings extends EmbeddingsInterface {
  /** Model and version, as it is recorded beside the vectors. */
  readonly model: string;
  /** Numbers in a vector. */
  readonly dimension: number;
}
