import { create, insertMultiple, search } from '@orama/orama';
import type { Product } from '#agents/search/product.ts';
import { createStaticEmbeddings } from '#infra/models/static/static-embeddings.ts';
import type { Engine } from './engine.ts';

/** Orama: words and vectors in memory, its hybrid search with the same built-in vectors. */
export function openOrama(): Engine {
  const embeddings = createStaticEmbeddings();
  const database = create({
    schema: {
      name: 'string',
      category: 'string',
      department: 'string',
      priceCents: 'number',
      vector: `vector[${embeddings.dimension}]`,
    } as const,
  });
  return {
    keeps: false,
    async add(products) {
      await insertMultiple(
        database,
        products.map(({ id, name, category, department, priceCents }: Product) => ({
          id,
          name,
          category,
          department,
          priceCents: priceCents ?? 0,
          vector: [...embeddings.encode(`${name}, ${category}`)],
        })),
        1000,
      );
    },
    async search(text, maxPriceCents) {
      const found = await search(database, {
        mode: 'hybrid',
        term: text,
        vector: { value: [...embeddings.encode(text)], property: 'vector' },
        similarity: 0.3,
        where: { priceCents: { lte: maxPriceCents } },
        limit: 10,
      });
      return found.hits.map((hit) => hit.id);
    },
  };
}
