import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Tells the event relay that this turn left events behind. */
export function stream(services: Pick<Services, 'events'>): NodeWork {
  return async () => {
    services.events.nudge();
    return {};
  };
}
