import { answerMemoryQuestion } from '#graph/answer-memory-question.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Earlier turns that are brought back. */
const RECALLED = 5;

/** Brings back earlier turns that bear on this one, and answers questions about what is remembered. */
export function recall(services: Pick<Services, 'recollections' | 'products'>): NodeWork {
  return async ({ request, safeMessage, window, understanding, personal }, { signal }) => {
    const recollections = await services.recollections.search(
      request.shopperId,
      { text: safeMessage, limit: RECALLED, excludeTurnIds: window?.turnIds ?? [] },
      signal,
    );
    const asked = understanding.intents.find(({ name }) => name === 'memory_question');
    const memory =
      asked === undefined || personal === null
        ? {}
        : {
            memory: await answerMemoryQuestion(
              services,
              asked.slots.about ?? '',
              personal,
              recollections,
              signal,
            ),
          };
    return { recollections, ...memory };
  };
}
