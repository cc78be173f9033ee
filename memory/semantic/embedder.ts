/** PORT. Turns texts into vectors, and says how far its vectors can be trusted. */
export interface Embedder {
  /** Names the model and its version: vectors of another name are computed anew, never compared. */
  readonly name: string;
  /**
   * One vector a text, in their order: of length 1, or of zeros when there is nothing to say of a text; always of one
   * dimension. Rejects when the model cannot be used, or with the reason of `signal`. `urgent` goes before the rest.
   */
  embed(
    texts: readonly string[],
    options?: { readonly urgent?: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Float32Array[]>;
  /** Share of the vectors in a blended score; the rest is lexical. 0.7 unless measured otherwise. */
  readonly semanticWeight: number;
  /** Cosine from which two texts that share no word are taken as related. */
  readonly minSimilarity: number;
}
