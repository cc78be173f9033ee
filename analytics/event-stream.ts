import type { AnalyticsEvent } from './event.ts';

/** What the rest of the system sees of analytics: hand an event over and go on. Never blocks, never throws. */
export interface EventStream {
  enqueue(event: AnalyticsEvent): void;
  /** Resolves when everything enqueued so far is stored or safely spooled. */
  drain(): Promise<void>;
  depth(): {
    readonly queued: number;
    readonly spooled: number;
    readonly written: number;
    readonly rejected: number;
  };
}
