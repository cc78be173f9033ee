import type { Embedder } from '#memory/semantic/embedder.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import type { Database } from './database.ts';
import { embedWithin } from './recollections/embed-within.ts';
import { createHeldIndexes } from './recollections/held-indexes.ts';
import { createRecollectionTable } from './recollections/recollection-table.ts';

export interface EmbeddedRecollectionOptions {
  readonly embedder: Embedder;
  /** The newest recollections of a shopper that are searched. Default 5,000. */
  readonly searchedPerShopper?: number;
  /** Recollections of all shoppers held in memory at about 3 kB each; the longest unused go first. Default 20,000. */
  readonly heldInMemory?: number;
  /** How long the vector of a query is waited for, in milliseconds; then words alone decide. Default 400. */
  readonly queryBudgetMs?: number;
}

/** Vectors that are of another embedder, or still missing. */
export interface Reembedding {
  /** Recollections whose vectors are not of the embedder in use. */
  remaining(): number;
  /** Embeds some of them anew; answers how many. 0: there is nothing left. */
  next(): Promise<number>;
}

export interface EmbeddedRecollectionStore extends RecollectionStore {
  readonly reembedding: Reembedding;
}

/** Recollections that are embedded anew at a time. */
const REEMBEDDED_AT_ONCE = 64;

/**
 * Semantic memory in an embedded database: durable rows, searched in an index in memory that is loaded on first use. A
 * row whose vector is of another embedder is found by its words alone until `reembedding` gets to it.
 */
export function createEmbeddedRecollectionStore(
  database: Database,
  options: EmbeddedRecollectionOptions,
): EmbeddedRecollectionStore {
  const { embedder, searchedPerShopper = 5_000, heldInMemory = 20_000, queryBudgetMs = 400 } = options;
  const table = createRecollectionTable(database, embedder.name);
  const held = createHeldIndexes({ table, embedder, searchedPerShopper, heldInMemory });

  const remove = (shopperId: string, conversationId: string | null): void => {
    table.remove(shopperId, conversationId);
    held.drop(shopperId);
  };

  return {
    async index(recollections) {
      // A turn without a vector is found by its words; waiting for the model would keep it from being found at all.
      const vectors = await embedder.embed(recollections.map(({ text }) => text)).catch(() => []);
      try {
        table.together(() => {
          for (const [position, recollection] of recollections.entries()) {
            const vector = vectors[position] ?? null;
            table.store(recollection, vector);
            held.follow(recollection, vector);
          }
        });
      } catch (error) {
        for (const { shopperId } of recollections) held.drop(shopperId);
        throw error;
      }
      held.makeRoom();
    },
    async search(shopperId, { text, limit, excludeTurnIds, onDegraded }, signal) {
      signal?.throwIfAborted();
      const vector = await embedWithin(embedder, text, queryBudgetMs, signal);
      if (vector === null) onDegraded?.('found by words alone');
      const { index } = held.load(shopperId);
      held.makeRoom();
      return index.search({ text, vector, limit, excludeTurnIds });
    },
    async removeConversation(shopperId, conversationId) {
      remove(shopperId, conversationId);
    },
    async forget(shopperId) {
      remove(shopperId, null);
    },
    reembedding: {
      remaining: () => table.countForeign(),
      async next() {
        const recollections = table.readForeign(REEMBEDDED_AT_ONCE);
        if (recollections.length === 0) return 0;
        const vectors = await embedder.embed(recollections.map(({ text }) => text));
        for (const shopperId of table.replaceVectors(recollections, vectors)) held.drop(shopperId);
        return recollections.length;
      },
    },
  };
}
