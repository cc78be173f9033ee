import type { WeaviateClient } from 'weaviate-client';
import { embedWithin } from '#infra/embedded/recollections/embed-within.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';
import type {
  Recollection,
  RecollectionHit,
  RecollectionStore,
} from '#memory/semantic/recollection-store.ts';
import { termsOf } from '#memory/semantic/terms.ts';
import { ensureCollection, isNoCollection, listCollections } from './collections.ts';
import type { WeaviateConnection } from './connection.ts';
import { anyOf, equal, not } from './filter.ts';
import {
  isRecollectionCollection,
  recollectionCollection,
  recollectionCollectionName,
  tenantOf,
} from './recollection-schema.ts';
import {
  HELD_PROPERTIES,
  heldRecollection,
  isNoTenant,
  NEIGHBOUR_WEIGHT,
  writeConversation,
} from './recollection-writer.ts';

export interface WeaviateRecollectionOptions {
  readonly connection: WeaviateConnection;
  readonly embedder: Embedder;
  /** How long the vector of a query is waited for, in milliseconds; then words alone decide. Default 400. */
  readonly queryBudgetMs?: number;
}

/** Turns that each of the two channels puts forward. */
const CANDIDATES = 100;
/** Turns are indexed behind the reply. */
const WRITE_WITHIN_MS = 15_000;

/** Semantic memory on Weaviate, a tenant a shopper. The collection is made when it is missing. */
export function createWeaviateRecollectionStore(options: WeaviateRecollectionOptions): RecollectionStore {
  const { connection, embedder, queryBudgetMs = 400 } = options;
  const collection = recollectionCollectionName(embedder.name);

  const run = async <T>(
    operation: string,
    work: (client: WeaviateClient, signal: AbortSignal) => Promise<T>,
    call: { readonly withinMs?: number; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> => {
    try {
      return await connection.run(operation, work, call);
    } catch (error) {
      if (!isNoCollection(error)) throw error;
      await ensureCollection(connection, recollectionCollection(embedder.name));
      return connection.run(operation, work, call);
    }
  };

  /** What is to be forgotten may lie in the collection of another model as well. */
  const everywhere = async (
    operation: string,
    work: (client: WeaviateClient, name: string) => Promise<unknown>,
  ): Promise<void> => {
    const names = (await listCollections(connection)).filter(isRecollectionCollection);
    // Those of other models first: what is moved from there meanwhile is taken out here afterwards.
    for (const name of names.sort(
      (left, right) => Number(left === collection) - Number(right === collection),
    )) {
      await run(operation, (client) => ignoringNoTenant(work(client, name)), { withinMs: WRITE_WITHIN_MS });
    }
  };

  return {
    async index(recollections) {
      const conversations = Map.groupBy(recollections, ({ shopperId, conversationId }) =>
        JSON.stringify([shopperId, conversationId]),
      );
      for (const conversation of conversations.values()) {
        const tenant = tenantOf(conversation[0]?.shopperId ?? '');
        const held = conversation.map(({ shopperId: _, ...rest }) => rest);
        await run(
          'remember a turn',
          (client) => writeConversation(client, { collection, tenant }, held, embedder),
          { withinMs: WRITE_WITHIN_MS },
        );
      }
    },
    async search(shopperId, { text, limit, excludeTurnIds, onDegraded }, signal) {
      signal?.throwIfAborted();
      if (limit <= 0) return [];
      const vector = await embedWithin(embedder, text, queryBudgetMs, signal);
      if (vector === null) onDegraded?.('found by words alone');
      const channels = await run(
        'recall',
        (client, own) =>
          bothChannels(
            client,
            {
              collection,
              tenant: tenantOf(shopperId),
              text,
              vector,
              excludeTurnIds,
              leastCosine: embedder.minSimilarity,
            },
            own,
          ),
        { signal },
      );
      return blended(shopperId, channels, embedder).slice(0, limit);
    },
    removeConversation: (shopperId, conversationId) =>
      everywhere('forget a conversation', (client, name) =>
        client.collections
          .use(name)
          .withTenant(tenantOf(shopperId))
          .data.deleteMany(equal('conversationId', conversationId)),
      ),
    forget: (shopperId) =>
      everywhere('forget a shopper', (client, name) =>
        client.collections.use(name).tenants.remove(tenantOf(shopperId)),
      ),
  };
}

interface Candidate {
  readonly recollection: ReturnType<typeof heldRecollection>;
  readonly lexical: number;
  readonly semantic: number;
}

interface Question {
  readonly collection: string;
  readonly tenant: string;
  readonly text: string;
  readonly vector: Float32Array | null;
  readonly excludeTurnIds: readonly string[];
  readonly leastCosine: number;
}

/** What the words and what the vector put forward; a turn that both do has both of its scores. */
async function bothChannels(
  client: WeaviateClient,
  { collection, tenant, text, vector, excludeTurnIds, leastCosine }: Question,
  abortSignal: AbortSignal,
): Promise<readonly Candidate[]> {
  const { query } = client.collections.use(collection).withTenant(tenant);
  const words = termsOf(text).join(' ');
  const direction = vector?.some((value) => value !== 0) ? [...vector] : null;
  const common = {
    limit: CANDIDATES,
    returnProperties: [...HELD_PROPERTIES],
    ...(excludeTurnIds.length === 0 ? {} : { filters: not(anyOf('turnId', excludeTurnIds)) }),
  };
  const none = Promise.resolve({ objects: [] });
  const [byWords, byMeaning] = await Promise.all([
    words === ''
      ? none
      : query.bm25(
          words,
          {
            ...common,
            queryProperties: [
              { name: 'words', weight: 1 },
              { name: 'wordsBefore', weight: NEIGHBOUR_WEIGHT },
            ],
            returnMetadata: ['score'],
            includeVector: direction !== null,
          },
          { abortSignal },
        ),
    direction === null
      ? none
      : query.nearVector(
          direction,
          { ...common, distance: 1 - leastCosine, returnMetadata: ['distance'] },
          { abortSignal },
        ),
  ]).catch((error: unknown) => {
    if (isNoTenant(error)) return [{ objects: [] }, { objects: [] }];
    throw error;
  });
  const found = new Map<string, Candidate>();
  for (const { uuid, properties, metadata } of byMeaning.objects) {
    const semantic = 1 - (metadata?.distance ?? 1);
    found.set(uuid, { recollection: heldRecollection(properties), lexical: 0, semantic });
  }
  for (const { uuid, properties, metadata, vectors } of byWords.objects) {
    const lexical = metadata?.score ?? 0;
    const semantic =
      found.get(uuid)?.semantic ?? cosine(direction, (vectors as { default?: number[] }).default);
    found.set(uuid, { recollection: heldRecollection(properties), lexical, semantic });
  }
  return [...found.values()];
}

/** Each channel scaled to [0, 1] by its best, the best first, the newest of equals first. */
function blended(
  shopperId: string,
  candidates: readonly Candidate[],
  { semanticWeight }: Embedder,
): readonly RecollectionHit[] {
  const most = (channel: 'lexical' | 'semantic') =>
    candidates.reduce((best, one) => Math.max(best, one[channel]), 0) || 1;
  const [mostLexical, mostSemantic] = [most('lexical'), most('semantic')];
  return candidates
    .map(({ recollection, lexical, semantic }) => ({
      recollection: { ...recollection, shopperId } satisfies Recollection,
      score: rounded(
        semanticWeight * (Math.max(0, semantic) / mostSemantic) +
          (1 - semanticWeight) * (lexical / mostLexical),
      ),
    }))
    .sort(
      (left, right) =>
        right.score - left.score || right.recollection.recordedAt - left.recollection.recordedAt,
    );
}

/** The engine counts in single precision: what is equal must come out equal. */
function rounded(score: number): number {
  return Math.round(score * 1e5) / 1e5;
}

function cosine(left: readonly number[] | null, right: readonly number[] | undefined): number {
  if (left === null || right === undefined) return 0;
  let dot = 0;
  let square = 0;
  for (let at = 0; at < right.length; at += 1) {
    dot += (left[at] ?? 0) * (right[at] ?? 0);
    square += (right[at] ?? 0) ** 2;
  }
  return square === 0 ? 0 : dot / Math.sqrt(square);
}

async function ignoringNoTenant(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isNoTenant(error)) throw error;
  });
}
