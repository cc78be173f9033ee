import type { Embedder } from '#memory/semantic/embedder.ts';
import { createRecollectionIndex, type RecollectionIndex } from '#memory/semantic/recollection-index.ts';
import type { Recollection } from '#memory/semantic/recollection-store.ts';
import type { RecollectionTable } from './recollection-table.ts';

interface Held {
  readonly index: RecollectionIndex;
  readonly newestOf: Map<string, number>;
  readonly ids: Set<string>;
  version: number;
}

export interface HeldIndexesOptions {
  readonly table: RecollectionTable;
  readonly embedder: Embedder;
  /** The newest recollections of a shopper that are searched. */
  readonly searchedPerShopper: number;
  /** Recollections of all shoppers held in memory. */
  readonly heldInMemory: number;
}

/** The indexes in memory of the shoppers who were searched last. */
export function createHeldIndexes({ table, embedder, searchedPerShopper, heldInMemory }: HeldIndexesOptions) {
  /** In the order of last use, the longest unused first. */
  const held = new Map<string, Held>();

  return {
    /** The index of a shopper, read anew when the rows changed. */
    load(shopperId: string): Held {
      const version = table.versionOf(shopperId);
      const known = held.get(shopperId);
      held.delete(shopperId);
      if (known?.version === version) {
        held.set(shopperId, known);
        return known;
      }
      const index = createRecollectionIndex(embedder);
      const loaded: Held = { index, newestOf: new Map(), ids: new Set(), version };
      for (const { recollection, vector } of table.read(shopperId, searchedPerShopper)) {
        addTo(loaded, recollection, vector);
      }
      held.set(shopperId, loaded);
      return loaded;
    },
    /** Follows a change just written in the index in memory, or drops it where it can't be followed by adding. */
    follow(recollection: Recollection, vector: Float32Array | null): void {
      const known = held.get(recollection.shopperId);
      if (known === undefined) return;
      const newest = known.newestOf.get(recollection.conversationId) ?? Number.NEGATIVE_INFINITY;
      const isNext =
        known.version === table.versionOf(recollection.shopperId) - 1 &&
        !known.ids.has(recollection.recollectionId) &&
        recollection.recordedAt >= newest &&
        known.index.size < searchedPerShopper;
      if (!isNext) {
        held.delete(recollection.shopperId);
        return;
      }
      addTo(known, recollection, vector);
      known.version += 1;
    },
    drop(shopperId: string): void {
      held.delete(shopperId);
    },
    makeRoom(): void {
      let count = 0;
      for (const one of held.values()) count += one.index.size;
      for (const [shopperId, one] of held) {
        if (count <= heldInMemory || held.size === 1) return;
        held.delete(shopperId);
        count -= one.index.size;
      }
    },
  };
}

function addTo(target: Held, recollection: Recollection, vector: Float32Array | null): void {
  target.index.add(recollection, vector);
  target.ids.add(recollection.recollectionId);
  target.newestOf.set(recollection.conversationId, recollection.recordedAt);
}
