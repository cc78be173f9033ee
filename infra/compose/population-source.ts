import { sharedFacts } from '#graph/shared-facts.ts';
import type { SpannerSettings } from '#infra/config/spanner-settings.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';

/** Where a thread of its own finds the facts to learn from: told in plain data, since a connection is one thread's. */
export type PopulationSource =
  | { readonly kind: 'embedded'; readonly path: string }
  | { readonly kind: 'spanner'; readonly address: SpannerSettings };

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
