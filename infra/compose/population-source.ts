import { sharedFacts } from '#graph/shared-facts.ts';
import type { SpannerSettings } from '#infra/config/spanner-settings.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';
import type { PriceShelf } from '#personalization/prices/price-shelf.ts';

/** Where a thread of its own finds the facts to learn from: told in plain data, since a connection is one thread's. */
export type PopulationSource =
  | { readonly kind: 'embedded'; readonly path: string }
  | { readonly kind: 'spanner'; readonly address: SpannerSettings };

/** What a run of learning is told. */
export interface PopulationWork {
  readonly source: PopulationSource;
  /** The database of the catalogue, which is embedded wherever the facts are; null to learn nothing of kinds. */
  readonly cataloguePath: string | null;
}

export interface OpenedGraph {
  readonly graph: Pick<PreferenceGraph, 'shoppersWith' | 'neighbourhood'>;
  close(): Promise<void>;
}

/** The facts of those who share. */
export async function openGraphToRead(source: PopulationSource): Promise<OpenedGraph> {
  if (source.kind === 'spanner') {
    const { openSpannerStores } = await import('./spanner-stores.ts');
    const { stores, close } = await openSpannerStores(source.address);
    return { graph: sharedFacts(stores), close };
  }
  const { openDatabaseToRead } = await import('#infra/embedded/database.ts');
  const { createEmbeddedPreferenceGraph } = await import('#infra/embedded/preference-graph.ts');
  const { createEmbeddedSettingsStore } = await import('#infra/embedded/settings-store.ts');
  const database = openDatabaseToRead(source.path);
  const graph = sharedFacts({
    preferences: createEmbeddedPreferenceGraph(database),
    settings: createEmbeddedSettingsStore(database),
  });
  return { graph, close: async () => database.close() };
}

/** The shelf as the catalogue has it now. */
export async function openShelfToRead(cataloguePath: string): Promise<PriceShelf> {
  const { openDatabaseToRead } = await import('#infra/embedded/database.ts');
  const { createCatalogueStore } = await import('#infra/embedded/catalogue-store.ts');
  const { createPriceShelf } = await import('#infra/catalogue/price-shelf.ts');
  const database = openDatabaseToRead(cataloguePath);
  try {
    const shelf = createPriceShelf(createCatalogueStore(database));
    shelf.sync();
    return shelf;
  } finally {
    database.close();
  }
}
