import MiniSearch from 'minisearch';
import type { Product } from '#agents/search/product.ts';
import type { Engine } from './engine.ts';

/** MiniSearch: BM25+ in memory, prefix and fuzzy matching as its documentation recommends for shops. No vectors. */
export function openMiniSearch(): Engine {
  const index = new MiniSearch<Product>({
    fields: ['name', 'category', 'department'],
    searchOptions: { boost: { name: 3 }, prefix: true, fuzzy: 0.2 },
  });
  const prices = new Map<string, number>();
  return {
    keeps: false,
    async add(products) {
      for (const { id, priceCents } of products) prices.set(id, priceCents ?? 0);
      index.addAll(products);
    },
    async search(text, maxPriceCents) {
      const filter = ({ id }: { id: string }) => (prices.get(id) ?? 0) <= maxPriceCents;
      return index
        .search(text, { filter })
        .slice(0, 10)
        .map(({ id }) => String(id));
    },
  };
}
