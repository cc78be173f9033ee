import type { AnalyticsEvent } from './event.ts';

/** PORT. Where events are stored for analysts. Writes are batches; events already stored are not stored again. */
export interface EventSink {
  write(
    events: readonly AnalyticsEvent[],
  ): Promise<{ readonly rejected: readonly { readonly event: AnalyticsEvent; readonly reason: string }[] }>;
  close(): Promise<void>;
}
