import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import type { Fallback } from './fallback.ts';

/** Recollections that cannot be had at present; what is to be indexed stays in the outbox meanwhile. */
export class RecollectionsUnavailable extends Error {
  override readonly name = 'RecollectionsUnavailable';
  readonly retryable = true;
}

/**
 * Recollections whose calls fail at once while their store is out, so that no turn waits for it twice. Nothing stands in:
 * the turn goes on without earlier turns and says so.
 */
export function createBrokenOffRecollections(
  store: RecollectionStore,
  fallback: Fallback,
): RecollectionStore {
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    fallback.run(work, async () => {
      const state = fallback.state();
      throw new RecollectionsUnavailable(state.kind === 'fallback' ? state.reason : 'out');
    });
  return {
    index: (recollections) => run(() => store.index(recollections)),
    search: (shopperId, query, signal) => run(() => store.search(shopperId, query, signal)),
    removeConversation: (shopperId, conversationId) =>
      run(() => store.removeConversation(shopperId, conversationId)),
    forget: (shopperId) => run(() => store.forget(shopperId)),
  };
}
