/** What the worker is started with. */
export interface WorkerSettings {
  /** Folder of the model. */
  readonly directory: string;
  /** Name of the model, under which vectors are cached. */
  readonly model: string;
  /** The file of the cache; null keeps none. */
  readonly cacheFile: string | null;
  /** Vectors in the cache at most, at about 1.6 kB each. */
  readonly cachedVectors: number;
}

/** Asks for the vectors of some texts. */
export interface EmbedRequest {
  readonly requestId: number;
  readonly texts: readonly string[];
}

/** Asks the worker to end after the text that it is at: a thread torn down while the model runs takes the process along. */
export const END = 'end';

/** `unavailable`: the model cannot be loaded, and no request will be answered. */
export type WorkerAnswer =
  | { readonly kind: 'vectors'; readonly requestId: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'failed'; readonly requestId: number; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };
