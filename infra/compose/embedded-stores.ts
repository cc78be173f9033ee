import { join } from 'node:path';
import { cartMigrations, createEmbeddedCartStore } from '#infra/embedded/cart-store.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { checkpointMigrations } from '#infra/embedded/checkpoint-table.ts';
import { createEmbeddedCheckpointer } from '#infra/embedded/checkpointer.ts';
import { conversationMigrations, createEmbeddedConversationLog } from '#infra/embedded/conversation-log.ts';
import { type Database, openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import {
  createEmbeddedRecollectionStore,
  recollectionMigrations,
} from '#infra/embedded/recollection-store.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import { hashedNgramEmbedder } from '#memory/semantic/hashed-ngram-vector.ts';

/** Checkpoints kept of a thread; the log keeps every turn for good. */
const CHECKPOINTS_PER_THREAD = 3;
const CHECKPOINT_SLACK = 16;

export interface StoreOptions {
  readonly dataDir: string;
  readonly durability: 'process' | 'power';
}

/** Opens everything embedded under the data folder: shoppers' data in one file, the catalogue in another. */
export function openEmbeddedStores({ dataDir, durability }: StoreOptions) {
  const database = openDatabase({
    path: join(dataDir, 'leafloaf.db'),
    durability,
    migrations: [
      ...outboxMigrations,
      ...cartMigrations,
      ...orderMigrations,
      ...conversationMigrations,
      ...recollectionMigrations,
      ...settingsMigrations,
      ...preferenceGraphMigrations,
      ...checkpointMigrations,
    ],
  });
  const catalogue = openCatalogue({ dataDir, durability }, () => database.close());
  return {
    catalogue: createCatalogueStore(catalogue),
    carts: createEmbeddedCartStore(database),
    orders: createEmbeddedOrderBook(database),
    conversations: createEmbeddedConversationLog(database),
    recollections: createEmbeddedRecollectionStore(database, { embedder: hashedNgramEmbedder }),
    ledger: createProcessTokenLedger(),
    settings: createEmbeddedSettingsStore(database),
    preferences: createEmbeddedPreferenceGraph(database),
    outbox: createEmbeddedOutbox(database),
    checkpointer: createEmbeddedCheckpointer(database, {
      keepLatest: CHECKPOINTS_PER_THREAD,
      slack: CHECKPOINT_SLACK,
    }),
    close: () => {
      database.close();
      catalogue.close();
    },
  };
}

function openCatalogue({ dataDir, durability }: StoreOptions, onFailure: () => void): Database {
  try {
    return openDatabase({
      path: join(dataDir, 'catalogue.db'),
      durability,
      migrations: catalogueMigrations,
    });
  } catch (error) {
    onFailure();
    throw error;
  }
}

export type EmbeddedStores = ReturnType<typeof openEmbeddedStores>;
