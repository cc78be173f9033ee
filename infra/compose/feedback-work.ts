import type { EventRelay } from '#analytics/event-relay.ts';
import { type FeedbackReport, type FeedbackServices, runFeedback } from '#graph/run-feedback.ts';
import { createBackgroundWork } from './background-work.ts';

export interface FeedbackWork {
  /** Learns the patterns of all events there are by now. */
  run(): Promise<FeedbackReport>;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Learns patterns over many shoppers behind the turns, as often as the settings say. */
export function createFeedbackWork(
  services: FeedbackServices,
  {
    events,
    everyMinutes,
    minShoppers,
    onError,
  }: {
    readonly events: Pick<EventRelay, 'flush'>;
    /** 0: only when asked for. */
    readonly everyMinutes: number;
    readonly minShoppers: number;
    readonly onError: (error: unknown) => void;
  },
): FeedbackWork {
  const run = async () => {
    await events.flush();
    return runFeedback(services, { minShoppers });
  };
  if (everyMinutes === 0) return { run, close: async () => undefined };
  const everyMs = everyMinutes * MINUTE_MS;
  // The start is busy enough without it.
  const work = createBackgroundWork({ work: run, everyMs, soonMs: Math.min(everyMs, MINUTE_MS), onError });
  return { run, close: () => work.close() };
}
