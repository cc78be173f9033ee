import { type ProductIndex, ProductIndexUnavailable } from '#agents/search/product-index.ts';
import type { CatalogueStore } from '#infra/embedded/catalogue-store.ts';
import type { EmbeddedProductIndex } from '#infra/embedded/product-index.ts';
import type { VectorEmbeddings } from '#infra/models/vector-embeddings.ts';
import { createBrokenOffRecollections } from '#infra/resilience/broken-off-recollections.ts';
import { createFallback, type Fallback } from '#infra/resilience/fallback.ts';
import {
  createProductIndexWithFallback,
  isIndexOutage,
} from '#infra/resilience/product-index-with-fallback.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';
import type { RecollectionStore } from '#memory/semantic/recollection-store.ts';
import { type CatalogueSync, createCatalogueSync } from './catalogue-sync.ts';
import { isNoCollection, listCollections } from './collections.ts';
import {
  openWeaviate,
  type WeaviateAddress,
  type WeaviateConnection,
  WeaviateFailure,
} from './connection.ts';
import { keepInStep } from './keep-in-step.ts';
import { createWeaviateProductIndex } from './product-index.ts';
import { createRecollectionMove } from './recollection-move.ts';
import { createWeaviateRecollectionStore } from './recollection-store.ts';

export interface ConnectWeaviateOptions {
  readonly address: WeaviateAddress;
  readonly embeddings: VectorEmbeddings;
  /** Embeds what is remembered. */
  readonly embedder: Embedder;
  /** The catalogue of this process and its index, which stands in and knows the catalogue's words. */
  readonly catalogue: CatalogueStore;
  readonly embedded: EmbeddedProductIndex;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told when a capability goes on without the server, and when it is back (`reason` null). */
  readonly onChange?: (capability: 'search' | 'semantic-memory', reason: string | null) => void;
  /** Told of trouble behind the turns. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds between two looks at what changed. Default 2,000. */
  readonly followMs?: number;
  /** Milliseconds that a search may take. Default 1,000. */
  readonly questionMs?: number;
}

export interface WeaviateHealth {
  readonly name: 'weaviate-search' | 'weaviate-memory';
  /** `warn` while it is done without the server, or while the server misses some of it. */
  readonly status: 'pass' | 'warn';
  readonly detail: string;
}

export interface WeaviateServices {
  readonly products: ProductIndex;
  readonly connection: WeaviateConnection;
  readonly recollections: RecollectionStore;
  health(): readonly WeaviateHealth[];
  close(): Promise<void>;
}

const FOLLOW_MS = 2_000;
/** How often turns that another model embedded are looked for, in milliseconds. */
const MOVE_EVERY_MS = 60_000;

/**
 * Searches by Weaviate, and keeps its products up with the catalogue behind the turns. Resolves at once, also when the
 * server does not answer: search begins within this process and moves over when the server holds the catalogue.
 */
export function connectWeaviate(options: ConnectWeaviateOptions): WeaviateServices {
  const { address, embeddings, embedder, embedded, catalogue, now, newId, onChange, onError, questionMs } =
    options;
  const connection = openWeaviate({ ...address, ...(questionMs === undefined ? {} : { questionMs }) });
  const sync = createCatalogueSync({ connection, embeddings, store: catalogue, now, newId });
  const keeper = keepInStep({
    work: () => sync.run(),
    connection,
    everyMs: options.followMs ?? FOLLOW_MS,
    onDone: () => fallback.retryNow(),
    onError: (error) => onError?.(error),
  });
  const move = createRecollectionMove({ connection, embedder });
  const mover = keepInStep({
    work: () => move.run(),
    connection,
    everyMs: MOVE_EVERY_MS,
    onDone: () => undefined,
    onError: (error) => onError?.(error),
  });

  const fallback = createFallback({
    now,
    isOutage: isIndexOutage,
    onChange: (state) => onChange?.('search', state.kind === 'fallback' ? state.reason : null),
    comeBack: async () => {
      // Channels that saw an outage may wait minutes before they try again.
      connection.reopen();
      const state = await sync.look();
      if (state.kind === 'ready') return;
      keeper.nudge();
      throw notFilled(sync);
    },
  });
  const index = createWeaviateProductIndex({
    connection,
    embeddings,
    readQuery: (text) => embedded.readQuery(text),
  });
  const products = createProductIndexWithFallback({
    primary: {
      async search(query, signal) {
        if (sync.state().kind !== 'ready') throw notFilled(sync);
        return index.search(query, signal);
      },
    },
    stand: embedded,
    fallback,
    isRefusal: (error) =>
      error instanceof ProductIndexUnavailable &&
      error.cause instanceof WeaviateFailure &&
      error.cause.refused,
    onRefusal: (error) => {
      onError?.(error);
      // A page that is too deep, say, is no reason to compare the whole catalogue.
      if (!(error instanceof ProductIndexUnavailable && isNoCollection(error.cause))) return;
      sync.distrust();
      keeper.nudge();
    },
    onChange: keeper.nudge,
  });

  const memory = createFallback({
    now,
    isOutage: (error) => error instanceof WeaviateFailure && !error.refused,
    onChange: (state) => onChange?.('semantic-memory', state.kind === 'fallback' ? state.reason : null),
    comeBack: async () => {
      await listCollections(connection);
    },
  });
  const recollections = createBrokenOffRecollections(
    createWeaviateRecollectionStore({ connection, embedder }),
    memory,
  );

  return {
    products,
    recollections,
    connection,
    health: () => [
      searchHealth(fallback, sync, keeper.trouble()),
      memoryHealth(memory, mover.trouble(), move.remaining()),
    ],
    async close() {
      await Promise.all([keeper.close(), mover.close()]);
      await connection.close();
    },
  };
}

/** Why it can't be searched yet. */
function notFilled(sync: CatalogueSync): ProductIndexUnavailable {
  const state = sync.state();
  return new ProductIndexUnavailable(
    state.kind === 'filling'
      ? `Weaviate is being filled: ${state.done} of ${state.total} products`
      : 'Weaviate was not reached yet',
  );
}

function searchHealth(fallback: Fallback, sync: CatalogueSync, trouble: string | null): WeaviateHealth {
  const state = fallback.state();
  const filled = sync.state();
  if (trouble !== null) {
    const alone = state.kind === 'fallback' ? '; this process searches by itself' : '';
    return { name: 'weaviate-search', status: 'warn', detail: `${trouble}${alone}` };
  }
  if (filled.kind === 'filling') {
    const detail = `is being filled: ${filled.done} of ${filled.total} products; this process searches by itself`;
    return { name: 'weaviate-search', status: 'warn', detail };
  }
  if (state.kind === 'fallback') {
    const detail = `this process searches by itself: ${state.reason}`;
    return { name: 'weaviate-search', status: 'warn', detail };
  }
  if (filled.kind === 'unknown') {
    return {
      name: 'weaviate-search',
      status: 'warn',
      detail: 'not reached yet; this process searches by itself',
    };
  }
  return filled.refused > 0
    ? { name: 'weaviate-search', status: 'warn', detail: `answers; it refused ${filled.refused} products` }
    : { name: 'weaviate-search', status: 'pass', detail: 'answers' };
}

function memoryHealth(memory: Fallback, trouble: string | null, remaining: number): WeaviateHealth {
  const name = 'weaviate-memory';
  const state = memory.state();
  if (state.kind === 'fallback') {
    return { name, status: 'warn', detail: `turns are answered without recall: ${state.reason}` };
  }
  if (trouble !== null) return { name, status: 'warn', detail: trouble };
  const detail = remaining === 0 ? 'answers' : `answers; ${remaining} shoppers' turns to embed anew`;
  return { name, status: 'pass', detail };
}
