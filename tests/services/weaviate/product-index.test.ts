import { describe, expect, it } from 'vitest';
import type { ProductIndex } from '#agents/search/product-index.ts';
import { dropCollection, ensureCollection } from '#infra/weaviate/collections.ts';
import { createWeaviateProductIndex } from '#infra/weaviate/product-index.ts';
import { productCollection, productCollectionName } from '#infra/weaviate/product-schema.ts';
import { createProductWriter } from '#infra/weaviate/write-products.ts';
import { productIndexCases } from '#tests/conformance/product-index.ts';
import { fixtureProduct } from '#tests/fixtures/fixture-product.ts';
import { fixtureProducts } from '#tests/fixtures/products.ts';
import { emptyCatalogue, namedModel, testWeaviate } from './open-test-weaviate.ts';

const connection = testWeaviate();
const embeddings = namedModel('shared-cases');

/** An empty index on the real server; the words of its products are learned by an embedded index, as in production. */
async function openEmpty(): Promise<ProductIndex> {
  await dropCollection(connection, productCollectionName(embeddings));
  await ensureCollection(connection, productCollection(embeddings));
  const { index: words } = await emptyCatalogue();
  const index = createWeaviateProductIndex({ connection, embeddings, readQuery: words.readQuery });
  return {
    ...index,
    async upsert(products) {
      await words.upsert(products);
      await index.upsert(products);
    },
    async remove(ids) {
      await words.remove(ids);
      await index.remove(ids);
    },
  };
}

describe('the product index on Weaviate', () => {
  productIndexCases(openEmpty);

  it('finds what is misspelt, joined, parted or denied, though the engine compares letter by letter', async () => {
    const index = await openEmpty();
    await index.upsert([
      ...fixtureProducts,
      fixtureProduct('gum-cane', 'Zing Cane Sugar Gum', 'Snacks/Gum', '12 ct', 199),
      fixtureProduct('gum-free', 'Zing Sugar Free Gum', 'Snacks/Gum', '12 ct', 199),
    ]);
    const found = async (text: string, alpha = 0.1) =>
      (
        await index.search({
          text,
          alpha,
          excludeTerms: [],
          filters: {},
          limit: 10,
          offset: 0,
          sort: 'relevance',
        })
      ).hits.map(({ product }) => product.id);
    expect((await found('strawbery'))[0]).toBe('strawberries-1lb');
    expect(await found('oatmilk')).toEqual(expect.arrayContaining(['oatly-original', 'planet-oat-original']));
    expect((await found('her issa'))[0]).toContain('harissa');
    expect(await found('gum without sugar')).toEqual(['gum-free', 'gum-cane']);
    expect(await found('spicy north african chili sauce', 0.9)).toContain('harissa');
  });

  it('names each product that the engine did not take, and takes the others', async () => {
    await openEmpty();
    const [odd, ...others] = fixtureProducts;
    if (odd === undefined) throw new Error('there are no fixtures');
    const report = await createProductWriter({
      connection,
      embeddings: {
        ...embeddings,
        embed: async (texts) =>
          (await embeddings.embed(texts)).map((vector, at) =>
            texts[at]?.startsWith(odd.name) ? vector.slice(0, 7) : vector,
          ),
      },
    }).write([...others.slice(0, 5), odd, ...others.slice(5)]);
    expect(report).toEqual({
      written: others.length,
      refused: [{ productId: odd.id, reason: expect.stringMatching(/vector/) }],
    });
  });
});
