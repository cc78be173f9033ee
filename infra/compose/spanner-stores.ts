import type { SpannerSettings } from '#infra/config/spanner-settings.ts';
import type { HealthReport } from '#infra/gateway/application.ts';
import { createSpannerCartStore } from '#infra/spanner/cart-store.ts';
import { createSpannerCheckpointer } from '#infra/spanner/checkpointer.ts';
import { type ConnectSpannerOptions, connectSpanner } from '#infra/spanner/connect-spanner.ts';
import { createSpannerConversationLog } from '#infra/spanner/conversation-log.ts';
import { createSpannerHistoryImportLog } from '#infra/spanner/history-import-log.ts';
import { createSpannerOrderBook } from '#infra/spanner/order-book.ts';
import { createSpannerOutbox } from '#infra/spanner/outbox.ts';
import { createSpannerPopulationStore } from '#infra/spanner/population-store.ts';
import { createSpannerPreferenceGraph } from '#infra/spanner/preference-graph.ts';
import { createSpannerSettingsStore } from '#infra/spanner/settings-store.ts';
import { CHECKPOINTS_KEPT } from './checkpoints-kept.ts';
import { newId } from './new-id.ts';
import type { PopulationSource } from './population-source.ts';
import { systemClock } from './system-clock.ts';

/** Connects to Spanner and opens every store that lies there. */
export async function openSpannerStores(
  address: SpannerSettings,
  onChange?: NonNullable<ConnectSpannerOptions['onChange']>,
) {
  const { database, state, close } = await connectSpanner({
    address,
    now: systemClock.now,
    chance: Math.random,
    ...(onChange === undefined ? {} : { onChange }),
  });
  const { elapsed } = systemClock;
  return {
    stores: {
      carts: createSpannerCartStore(database),
      orders: createSpannerOrderBook(database),
      conversations: createSpannerConversationLog(database),
      settings: createSpannerSettingsStore(database),
      preferences: createSpannerPreferenceGraph(database, { elapsed }),
      populationSource: { kind: 'spanner', address } as PopulationSource,
      populationStore: createSpannerPopulationStore(database),
      outbox: createSpannerOutbox(database, { holder: newId(), elapsed }),
      checkpointer: createSpannerCheckpointer(database, CHECKPOINTS_KEPT),
    },
    historyLog: createSpannerHistoryImportLog(database),
    health(): HealthReport['components'][number] {
      const now = state();
      return now.kind === 'answering'
        ? { name: 'spanner', status: 'pass', detail: 'answers' }
        : {
            name: 'spanner',
            status: 'fail',
            detail: `does not answer since ${new Date(now.since).toISOString()}: ${now.reason}`,
          };
    },
    close,
  };
}

export type SpannerStores = Awaited<ReturnType<typeof openSpannerStores>>;
