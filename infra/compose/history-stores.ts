import { join } from 'node:path';
import type { HistoryImportLog } from '#infra/catalogue/history/history-import-log.ts';
import type { PastOrderServices } from '#infra/catalogue/history/take-past-orders.ts';
import type { SpannerSettings } from '#infra/config/spanner-settings.ts';
import { cartMigrations } from '#infra/embedded/cart-store.ts';
import { openDatabase } from '#infra/embedded/database.ts';
import {
  createEmbeddedHistoryImportLog,
  historyImportMigrations,
} from '#infra/embedded/history-import-log.ts';
import { createEmbeddedOrderBook, orderMigrations } from '#infra/embedded/order-book.ts';
import { outboxMigrations } from '#infra/embedded/outbox.ts';
import {
  createEmbeddedPreferenceGraph,
  preferenceGraphMigrations,
} from '#infra/embedded/preference-graph.ts';
import { createEmbeddedSettingsStore, settingsMigrations } from '#infra/embedded/settings-store.ts';
import type { PreferenceGraph } from '#personalization/learning/preference-graph.ts';

/** Where an import of past orders writes: beside a running assistant, into the same back ends. */
export interface HistoryStores extends Pick<PastOrderServices, 'orders' | 'settings'> {
  readonly preferences: PreferenceGraph;
  readonly log: HistoryImportLog;
  close(): Promise<void>;
}

/** An import goes through the facts of all shoppers again and again: with less it waits for the file. */
const CACHE_MB = 128;

export async function openHistoryStores(
  dataDir: string,
  spanner: SpannerSettings | null,
): Promise<HistoryStores> {
  if (spanner !== null) {
    const { openSpannerStores } = await import('./spanner-stores.ts');
    const { stores, historyLog, close } = await openSpannerStores(spanner);
    return { ...stores, log: historyLog, close };
  }
  const database = openDatabase({
    path: join(dataDir, 'leafloaf.db'),
    cacheMb: CACHE_MB,
    migrations: [
      ...outboxMigrations,
      ...cartMigrations,
      ...orderMigrations,
      ...settingsMigrations,
      ...preferenceGraphMigrations,
      ...historyImportMigrations,
    ],
  });
  return {
    orders: createEmbeddedOrderBook(database),
    settings: createEmbeddedSettingsStore(database),
    preferences: createEmbeddedPreferenceGraph(database),
    log: createEmbeddedHistoryImportLog(database),
    close: async () => database.close(),
  };
}
