import type { ProductIndex } from '#agents/search/product-index.ts';
import type { Settings } from '#infra/config/settings.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import type { EmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import type { HealthReport } from '#infra/gateway/application.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';

/** What finds products and earlier turns; within this process alone when no Weaviate is set. */
export interface SearchBackEnd {
  readonly products: ProductIndex;
  readonly recollections: RecollectionStore;
  health(): HealthReport['components'];
  close(): Promise<void>;
}

export interface SearchBackEndParts {
  readonly catalogue: CatalogueStore;
  readonly embedded: EmbeddedProductIndex;
  readonly recollections: RecollectionStore;
  readonly embeddings: VectorEmbeddings;
  /** Embeds what is remembered. */
  readonly embedder: Embedder;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onChange: (capability: string, reason: string | null) => void;
  readonly onError: (error: unknown) => void;
}

export async function openSearchBackEnd(
  settings: Pick<Settings, 'weaviate'>,
  parts: SearchBackEndParts,
): Promise<SearchBackEnd> {
  const { recollections, ...rest } = parts;
  if (settings.weaviate === null) {
    return { products: parts.embedded, recollections, health: () => [], close: async () => undefined };
  }
  const { connectWeaviate } = await import('#infra/weaviate/connect-weaviate.ts');
  return connectWeaviate({ ...rest, address: settings.weaviate });
}
