import type { Product } from '#agents/search/product.ts';

export interface RecordCache {
  /** The products that exist among `ids`, in their order. */
  read(ids: readonly string[]): readonly Product[];
  drop(id: string): void;
}

/** Keeps the records read last, up to `limit`; the rest stays on disk. */
export function createRecordCache(
  load: (ids: readonly string[]) => readonly Product[],
  limit: number,
): RecordCache {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const kept = new Map<string, Product>();
  return {
    read(ids) {
      const missing = ids.filter((id) => !kept.has(id));
      const loaded = new Map(
        (missing.length === 0 ? [] : load([...new Set(missing)])).map((product) => [product.id, product]),
      );
      const found = ids.flatMap((id) => {
        const product = loaded.get(id) ?? kept.get(id);
        if (product === undefined) return [];
        kept.delete(id);
        kept.set(id, product);
        return [product];
      });
      for (const id of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(id);
      }
      return found;
    },
    drop(id) {
      kept.delete(id);
    },
  };
}
