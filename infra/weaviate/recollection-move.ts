import type { WeaviateClient } from 'weaviate-client';
import type { Embedder } from '#memory/semantic/embedder.ts';
import { dropCollection, ensureCollection, listCollections } from './collections.ts';
import type { WeaviateConnection } from './connection.ts';
import { anyOf } from './filter.ts';
import {
  isRecollectionCollection,
  recollectionCollection,
  recollectionCollectionName,
} from './recollection-schema.ts';
import {
  HELD_PROPERTIES,
  type HeldRecollection,
  heldRecollection,
  isNoTenant,
  writeConversation,
} from './recollection-writer.ts';

export interface RecollectionMove {
  /** Embeds anew what lies in collections of other models, shopper by shopper, and takes it out there. */
  run(): Promise<void>;
  /** Shoppers that are still to be moved, as far as is known. */
  remaining(): number;
}

const PAGE = 500;
const WITHIN_MS = 60_000;
/** Turns of one conversation that are written at a time. */
const WRITTEN_AT_ONCE = 64;

/**
 * Moves what another model embedded into the collection of the model in use. Both may be written to meanwhile by
 * processes of the old and the new version: what comes later is moved by the next run, and what was forgotten in the
 * old place while it was copied is taken out of the new one again.
 */
export function createRecollectionMove(parts: {
  readonly connection: WeaviateConnection;
  readonly embedder: Embedder;
}): RecollectionMove {
  const { connection, embedder } = parts;
  const to = recollectionCollectionName(embedder.name);
  let remaining = 0;

  const inOld = <T>(operation: string, work: (client: WeaviateClient) => Promise<T>): Promise<T> =>
    connection.run(operation, work, { withinMs: WITHIN_MS });

  const moveTenant = async (from: string, tenant: string): Promise<void> => {
    const held = await inOld('read what is remembered', (client) => allOf(client, from, tenant));
    for (const conversation of Map.groupBy(held, ({ conversationId }) => conversationId).values()) {
      for (let at = 0; at < conversation.length; at += WRITTEN_AT_ONCE) {
        const some = conversation.slice(at, at + WRITTEN_AT_ONCE);
        await inOld('remember a turn', (client) =>
          writeConversation(client, { collection: to, tenant }, some, embedder),
        );
      }
    }
    const now = await inOld('read what is remembered', (client) => allOf(client, from, tenant));
    const left = new Set(now.map(({ recollectionId }) => recollectionId));
    const forgotten = held.filter(({ recollectionId }) => !left.has(recollectionId));
    await inOld('forget what was forgotten meanwhile', async (client) => {
      const ids = forgotten.map(({ recollectionId }) => recollectionId);
      if (ids.length === 0) return;
      await client.collections.use(to).withTenant(tenant).data.deleteMany(anyOf('recollectionId', ids));
    });
    // What was added meanwhile is moved by the next run.
    if (now.length > held.length - forgotten.length) return;
    await inOld('take it out of the old place', (client) =>
      client.collections.use(from).tenants.remove(tenant),
    );
  };

  return {
    async run() {
      const old = (await listCollections(connection)).filter(
        (name) => isRecollectionCollection(name) && name !== to,
      );
      if (old.length > 0) await ensureCollection(connection, recollectionCollection(embedder.name));
      remaining = 0;
      for (const from of old) {
        const tenants = await inOld('list shoppers', async (client) =>
          Object.keys(await client.collections.use(from).tenants.get()),
        );
        remaining = tenants.length;
        for (const tenant of tenants) {
          await moveTenant(from, tenant);
          remaining -= 1;
        }
        if (tenants.length === 0) await dropCollection(connection, from);
      }
    },
    remaining: () => remaining,
  };
}

/** Everything that a tenant holds, oldest first. */
async function allOf(
  client: WeaviateClient,
  collection: string,
  tenant: string,
): Promise<readonly HeldRecollection[]> {
  const { query } = client.collections.use(collection).withTenant(tenant);
  const held: HeldRecollection[] = [];
  let after: string | undefined;
  for (;;) {
    const { objects } = await query
      .fetchObjects({
        limit: PAGE,
        returnProperties: [...HELD_PROPERTIES],
        ...(after === undefined ? {} : { after }),
      })
      .catch((error: unknown) => {
        if (isNoTenant(error)) return { objects: [] };
        throw error;
      });
    held.push(...objects.map(({ properties }) => heldRecollection(properties)));
    if (objects.length < PAGE) return held.sort((left, right) => left.recordedAt - right.recordedAt);
    after = objects.at(-1)?.uuid;
  }
}
