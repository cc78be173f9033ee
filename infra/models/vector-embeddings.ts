import type { NamedEmbeddings } from './named-embeddings.ts';

export interface EmbedOptions {
  /** Goes before everything that is not urgent, as a shopper's query does. Default false. */
  readonly urgent?: boolean;
  /** Rejects the call with its reason when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** Named embeddings that also answer typed arrays, and that a caller can stop waiting for. */
export interface VectorEmbeddings extends NamedEmbeddings {
  /** One vector a text, in their order: of length 1, or of zeros when nothing is known of the text. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}
