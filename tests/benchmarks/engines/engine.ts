import type { Product } from '#agents/search/product.ts';

/** A search engine as the bench sees it: products in, ten ids out, cheaper than `maxPriceCents`. */
export interface Engine {
  /** Whether what was added is there when the engine is opened again in the same folder. */
  readonly keeps: boolean;
  add(products: readonly Product[]): Promise<void>;
  search(text: string, maxPriceCents: number): Promise<readonly string[]>;
}

export const ENGINES = ['leafloaf', 'minisearch', 'orama'] as const;
export type EngineName = (typeof ENGINES)[number];

export async function openEngine(name: EngineName, folder: string): Promise<Engine> {
  switch (name) {
    case 'leafloaf':
      return (await import('./leafloaf.ts')).openLeafloaf(folder);
    case 'minisearch':
      return (await import('./minisearch.ts')).openMiniSearch();
    case 'orama':
      return (await import('./orama.ts')).openOrama();
  }
}
