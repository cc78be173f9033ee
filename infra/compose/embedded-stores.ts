import { join } from 'node:path';
import { cartMigrations, createEmbeddedCartStore } from '#infra/embedded/cart-store.ts';
import { catalogueMigrations, createCatalogueStore } from '#infra/embedded/catalogue-store.ts';
import { checkpointMigrations } from '#infra/embedded/checkpoint-table.ts';
import { createEmbeddedCheckpointer } from '#infra/embedded/checkpointer.ts';
import { conversationMigrations, createEmbeddedConversationLog } from '#infra/embedded/conversation-log.ts';
import { type Database, openDatabase } from '#infra/embedded/database.ts';
import { createEmbeddedLearnedAlpha, learnedAlphaMigrations } from '#infra/embedded/learned-alpha.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { createEmbeddedOutbox, outboxMigrations } from '#infra/embedded/outbox.ts';
import { createEmbeddedPopulationStore, populationMigrations } from '#infra/embedded/population-store.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createProcessTokenLedger } from '#infra/embedded/process-token-ledger.ts';
import { createProductVectorStore } from '#infra/embedded/product-vector-store.ts';
import { createEmbeddedRecollectionStore } from '#infra/embedded/recollection-store.ts';
import { recollectionMigrations } from '#infra/embedded/recollections/recollection-table.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import type { Embedder } from '#memory/semantic/embedder.ts';
import { CHECKPOINTS_KEPT } from './checkpoints-kept.ts';
import type { PopulationSource } from './population-source.ts';
import { systemClock } from './system-clock.ts';

export interface StoreOptions {
  readonly dataDir: string;
  readonly durability: 'process' | 'power';
  /** Embeds what is remembered. */
  readonly embedder: Embedder;
}

/** Opens everything embedded under the data folder: shoppers' data in one file, the catalogue in another. */
export function openEmbeddedStores({ dataDir, durability, embedder }: StoreOptions) {
  const path = join(dataDir, 'leafloaf.db');
  const database = openDatabase({
    path,
    durability,
    migrations: [
      ...outboxMigrations,
      ...cartMigrations,
      ...orderMigrations,
      ...conversationMigrations,
      ...recollectionMigrations,
      ...settingsMigrations,
      ...learnedAlphaMigrations,
      ...preferenceGraphMigrations,
      ...populationMigrations,
      ...checkpointMigrations,
    ],
  });
  const catalogue = openCatalogue({ dataDir, durability }, () => database.close());
  return {
    catalogue: createCatalogueStore(catalogue),
    cataloguePath: cataloguePathIn(dataDir),
    productVectors: createProductVectorStore(catalogue),
    productIndexFile: join(dataDir, 'catalogue.index'),
    carts: createEmbeddedCartStore(database),
    orders: createEmbeddedOrderBook(database),
    conversations: createEmbeddedConversationLog(database),
    recollections: createEmbeddedRecollectionStore(database, { embedder }),
    ledger: createProcessTokenLedger(),
    settings: createEmbeddedSettingsStore(database),
    learnedAlpha: createEmbeddedLearnedAlpha(database),
    preferences: createEmbeddedPreferenceGraph(database),
    populationSource: { kind: 'embedded', path } as PopulationSource,
    populationStore: createEmbeddedPopulationStore(database, {
      file: join(dataDir, 'population.bin'),
      now: systemClock.now,
    }),
    outbox: createEmbeddedOutbox(database),
    checkpointer: createEmbeddedCheckpointer(database, CHECKPOINTS_KEPT),
    close: () => {
      database.close();
      catalogue.close();
    },
  };
}

const cataloguePathIn = (dataDir: string) => join(dataDir, 'catalogue.db');

function openCatalogue(
  { dataDir, durability }: Omit<StoreOptions, 'embedder'>,
  onFailure: () => void,
): Database {
  try {
    return openDatabase({
      path: cataloguePathIn(dataDir),
      durability,
      migrations: catalogueMigrations,
    });
  } catch (error) {
    onFailure();
    throw error;
  }
}

export type EmbeddedStores = ReturnType<typeof openEmbeddedStores>;
