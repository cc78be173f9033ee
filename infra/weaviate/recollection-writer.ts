import type { WeaviateClient } from 'weaviate-client';
import type { Embedder } from '#memory/semantic/embedder.ts';
import type { Recollection } from '#memory/semantic/recollection-store.ts';
import { termsOf } from '#memory/semantic/terms.ts';
import { and, atLeast, below, equal } from './filter.ts';
import { objectIdOf } from './object-id.ts';

/** A recollection as a tenant holds it: whose it is says the tenant. */
export type HeldRecollection = Omit<Recollection, 'shopperId'>;

/** What the turn before counts in the key of a turn, against 1 for the turn itself; as in the embedded index. */
export const NEIGHBOUR_WEIGHT = 0.6;
export const HELD_PROPERTIES = ['recollectionId', 'conversationId', 'turnId', 'text', 'recordedAt'] as const;
/** Turns of a conversation that are looked at after one that came late. */
const MAX_LATER = 1_000;

/** The tenant does not exist: nothing was remembered of this shopper. */
export function isNoTenant(error: unknown): boolean {
  return error instanceof Error && /tenant not found/iu.test(error.message);
}

/**
 * Writes turns of one conversation of one tenant. A turn is found by itself and by the turn before it, so the turn that
 * follows a new one is written again too.
 */
export async function writeConversation(
  client: WeaviateClient,
  place: { readonly collection: string; readonly tenant: string },
  conversation: readonly HeldRecollection[],
  embedder: Embedder,
): Promise<void> {
  const held = client.collections.use(place.collection).withTenant(place.tenant);
  const fresh = new Map(conversation.map((one) => [one.recollectionId, one]));
  const first = Math.min(...conversation.map(({ recordedAt }) => recordedAt));
  const ofThis = equal('conversationId', conversation[0]?.conversationId ?? '');
  const fetch = (filters: ReturnType<typeof and>, newestFirst: boolean, limit: number) =>
    held.query
      .fetchObjects({
        limit,
        ...(filters === null ? {} : { filters }),
        sort: { sorts: [{ property: 'recordedAt', ascending: !newestFirst }] } as never,
        returnProperties: [...HELD_PROPERTIES],
      })
      .then(({ objects }) => objects.map(({ properties }) => heldRecollection(properties)))
      .catch((error: unknown) => {
        if (isNoTenant(error)) return [];
        throw error;
      });
  const [before, later] = await Promise.all([
    fetch(and([ofThis, below('recordedAt', first)]), true, 1),
    fetch(and([ofThis, atLeast('recordedAt', first)]), false, MAX_LATER),
  ]);
  const all = [
    ...[...before, ...later].filter(({ recollectionId }) => !fresh.has(recollectionId)),
    ...fresh.values(),
  ].sort(inOrder);
  const touched = all.filter(
    (one, at) => fresh.has(one.recollectionId) || fresh.has(all[at - 1]?.recollectionId ?? ''),
  );
  const previousOf = (one: HeldRecollection) => all[all.indexOf(one) - 1] ?? null;
  const texts = [...new Set(touched.flatMap((one) => [one.text, previousOf(one)?.text ?? one.text]))];
  const vectors = await embedder.embed(texts);
  const vectorOf = (text: string) => vectors[texts.indexOf(text)] ?? new Float32Array();
  const { errors } = await held.data.insertMany(
    touched.map((one) => {
      const previous = previousOf(one);
      const vector = keyOf(vectorOf(one.text), previous === null ? null : vectorOf(previous.text));
      return {
        id: objectIdOf(`recollection ${place.tenant} ${one.recollectionId}`),
        properties: {
          ...one,
          words: termsOf(one.text).join(' '),
          wordsBefore: previous === null ? '' : termsOf(previous.text).join(' '),
        },
        ...(vector === null ? {} : { vectors: vector }),
      };
    }) as never,
  );
  const [failed] = Object.values(errors);
  if (failed !== undefined) throw new Error(failed.message);
}

export function heldRecollection(properties: Readonly<Record<string, unknown>>): HeldRecollection {
  return {
    recollectionId: String(properties.recollectionId),
    conversationId: String(properties.conversationId),
    turnId: String(properties.turnId),
    text: String(properties.text),
    recordedAt: Number(properties.recordedAt),
  };
}

function inOrder(left: HeldRecollection, right: HeldRecollection): number {
  return left.recordedAt - right.recordedAt || (left.recollectionId < right.recollectionId ? -1 : 1);
}

/** The vector that a turn is found by; null when there is nothing to say. The engine brings it to length 1. */
function keyOf(own: Float32Array, before: Float32Array | null): number[] | null {
  const key = [...own].map((value, at) => value + NEIGHBOUR_WEIGHT * (before?.[at] ?? 0));
  return key.some((value) => value !== 0) ? key : null;
}
