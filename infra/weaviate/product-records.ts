import type { Product } from '#agents/search/product.ts';
import type { FoundProduct, ProductEngine } from './product-engine.ts';

/** Records kept in memory; at about 2 kB each. */
const KEPT = 4_000;

export interface ProductRecords {
  /** The products by id, each as it was indexed when it was found. */
  read(
    engine: ProductEngine,
    found: readonly Pick<FoundProduct, 'productId' | 'hash'>[],
  ): Promise<ReadonlyMap<string, Product>>;
  /** The products that exist among `ids`, in their order. */
  readById(engine: ProductEngine, ids: readonly string[]): Promise<readonly Product[]>;
}

/** Fetches whole products, and keeps those read last by their fingerprint, so that a change is never missed. */
export function createProductRecords(): ProductRecords {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  const kept = new Map<string, Product>();

  const keep = (hash: string, product: Product) => {
    kept.delete(hash);
    kept.set(hash, product);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
  };

  const fetchAll = async (engine: ProductEngine, ids: readonly string[]) => {
    const products = new Map<string, Product>();
    for (const { hash, record } of await engine.records([...new Set(ids)])) {
      const product = JSON.parse(record) as Product;
      keep(hash, product);
      products.set(product.id, product);
    }
    return products;
  };

  return {
    async read(engine, found) {
      const known = new Map<string, Product>();
      for (const { productId, hash } of found) {
        const product = kept.get(hash);
        if (product === undefined) continue;
        keep(hash, product);
        known.set(productId, product);
      }
      const missing = found.flatMap(({ productId }) => (known.has(productId) ? [] : [productId]));
      return new Map([...known, ...(await fetchAll(engine, missing))]);
    },
    async readById(engine, ids) {
      const products = await fetchAll(engine, ids);
      return ids.flatMap((id) => products.get(id) ?? []);
    },
  };
}
