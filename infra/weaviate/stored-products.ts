import type { Product } from '#agents/search/product.ts';
import type { WeaviateConnection } from './connection.ts';

const PAGE = 500;
const PAGE_WITHIN_MS = 30_000;

/** Goes through all objects of a collection by its cursor. */
async function* pagesOf(
  connection: WeaviateConnection,
  collection: string,
  returnProperties: readonly string[],
): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  let after: string | undefined;
  for (;;) {
    const from = after;
    const { objects } = await connection.run(
      'list products',
      (client, signal) =>
        client.collections.use(collection).query.fetchObjects(
          {
            limit: PAGE,
            returnProperties: [...returnProperties],
            ...(from === undefined ? {} : { after: from }),
          },
          { abortSignal: signal },
        ),
      { withinMs: PAGE_WITHIN_MS },
    );
    yield objects.map(({ properties }) => properties as Readonly<Record<string, unknown>>);
    if (objects.length < PAGE) return;
    after = objects.at(-1)?.uuid;
  }
}

/** The fingerprint of every product that a collection has, by its id. */
export async function storedHashes(
  connection: WeaviateConnection,
  collection: string,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for await (const page of pagesOf(connection, collection, ['productId', 'hash'])) {
    for (const { productId, hash } of page) hashes.set(String(productId), String(hash));
  }
  return hashes;
}

/** Every product that a collection has, page by page. */
export async function* storedProducts(
  connection: WeaviateConnection,
  collection: string,
): AsyncGenerator<readonly Product[]> {
  for await (const page of pagesOf(connection, collection, ['record'])) {
    yield page.map(({ record }) => JSON.parse(String(record)) as Product);
  }
}
