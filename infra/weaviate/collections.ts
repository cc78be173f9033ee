import type { WeaviateClass } from 'weaviate-client';
import { type WeaviateConnection, WeaviateFailure } from './connection.ts';

/** Milliseconds that a change of the schema may take: a cluster agrees on it first. */
const SCHEMA_WITHIN_MS = 15_000;

export type CollectionState = 'was there' | 'made' | 'completed';

/**
 * Sees to it that a collection is there with every property; `completed` when properties were missing, as after an
 * interrupted migration. Several processes may do so at once.
 */
export function ensureCollection(
  connection: WeaviateConnection,
  wanted: WeaviateClass,
): Promise<CollectionState> {
  const name = wanted.class ?? '';
  return connection.run(
    `make the collection ${name}`,
    async (client): Promise<CollectionState> => {
      if (!(await client.collections.exists(name))) {
        try {
          await client.collections.createFromSchema(wanted);
          return 'made';
        } catch (error) {
          // Another process was quicker.
          if (!(await client.collections.exists(name))) throw error;
        }
      }
      const found = await client.collections.export(name);
      const have = new Set(found.properties.map((property) => property.name));
      const missing = (wanted.properties ?? []).filter((property) => !have.has(property.name ?? ''));
      for (const property of missing) {
        await client.collections.use(name).config.addProperty({
          ...property,
          dataType: property.dataType?.[0],
        } as never);
      }
      return missing.length > 0 ? 'completed' : 'was there';
    },
    { withinMs: SCHEMA_WITHIN_MS },
  );
}

export function listCollections(connection: WeaviateConnection): Promise<readonly string[]> {
  return connection.run(
    'list collections',
    async (client) => (await client.collections.listAll()).map(({ name }) => name),
    { withinMs: SCHEMA_WITHIN_MS },
  );
}

export function dropCollection(connection: WeaviateConnection, name: string): Promise<void> {
  return connection.run(`drop the collection ${name}`, (client) => client.collections.delete(name), {
    withinMs: SCHEMA_WITHIN_MS,
  });
}

/** Whether a call failed because its collection is not there, as on a server that lost its data. */
export function isNoCollection(error: unknown): boolean {
  return (
    error instanceof WeaviateFailure &&
    /could not find class|class .* not found|collection .*not found/iu.test(error.message)
  );
}
