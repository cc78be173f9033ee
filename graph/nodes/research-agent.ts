import { runResearch } from '#agents/research/research-agent.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Answers a kitchen question from the knowledge base. */
export function researchAgent(services: Pick<Services, 'knowledge'>): NodeWork {
  return async ({ safeMessage }, { signal }) => ({
    knowledge: await runResearch(services.knowledge, safeMessage, signal),
  });
}
