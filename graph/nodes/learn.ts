import type { NodeWork } from '#graph/guard.ts';
import { relayLearning } from '#graph/relay-learning.ts';
import type { Services } from '#graph/services.ts';

/** Learns from what this turn announced, behind the reply and before the shopper's next turn. */
export function learn(
  services: Pick<Services, 'outbox' | 'learner' | 'settings' | 'recollections'>,
): NodeWork {
  return async ({ request }) => {
    await relayLearning(services, request.shopperId);
    return {};
  };
}
