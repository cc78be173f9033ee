import { answerMemoryQuestion } from '#graph/answer-memory-question.ts';
import { degradationWith } from '#graph/degrade.ts';
import { factsOf } from '#graph/facts-of-shopper.ts';
import type { NodeWork } from '#graph/guard.ts';
import { indexLatest } from '#graph/relay-learning.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';

/** Earlier turns that are brought back. */
const RECALLED = 5;

/** Without earlier turns: what the shopper has told of themself is known all the same. */
export function withoutRecall({ understanding, personal }: TurnState): TurnUpdate {
  const asked = understanding.intents.some(({ name }) => name === 'memory_question');
  const facts = personal === null ? [] : factsOf(personal);
  return asked && facts.length > 0 ? { memory: { kind: 'told', facts, detail: '' } } : {};
}

/** Brings back earlier turns that bear on this one, and answers questions about what is remembered. */
export function recall(services: Pick<Services, 'recollections' | 'products' | 'outbox'>): NodeWork {
  return async ({ request, safeMessage, window, understanding, personal }, { signal }) => {
    const asked = understanding.intents.find(({ name }) => name === 'memory_question');
    if (asked !== undefined) await indexLatest(services, request.shopperId);
    // The window holds the latest turns already, but who asks what was said means them too.
    const excludeTurnIds = asked === undefined ? (window?.turnIds ?? []) : [];
    let poorer: string | null = null;
    const recollections = await services.recollections.search(
      request.shopperId,
      {
        text: safeMessage,
        limit: RECALLED,
        excludeTurnIds,
        onDegraded: (fallback) => {
          poorer = fallback;
        },
      },
      signal,
    );
    const degraded = poorer === null ? {} : { degraded: [degradationWith('semantic-memory', poorer)] };
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
    return { recollections, ...degraded, ...memory };
  };
}
