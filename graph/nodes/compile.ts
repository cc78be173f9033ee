import { compileReply } from '#agents/response-compiler/compile-reply.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';

/** Turns the facts of this turn into words, cards and citations. */
export function compile(services: Pick<Services, 'unitPriceOf' | 'desk'>): NodeWork {
  return async (state) => {
    const { request, understanding, personalization, personal, emotion, window, degraded } = state;
    const priced = state.priced ?? (await services.desk.show(request.shopperId));
    const draft = compileReply(
      {
        mode: request.mode,
        intents: understanding.intents,
        priced,
        search: state.search,
        ranked: state.ranked ?? [],
        order: state.order,
        statements: state.statements ?? [],
        memory: state.memory,
        promotions: state.offers,
        knowledge: state.knowledge,
        reorder: state.reorder,
        personalization: personalization ?? UNPERSONALISED,
        standing: personal?.standing ?? {},
        emotion: { primary: emotion?.primary ?? 'neutral', intensity: emotion?.intensity ?? 0 },
        searchDown: degraded.some(({ capability }) => capability === 'search'),
        firstTurn: (window?.turns.length ?? 0) === 0,
      },
      services.unitPriceOf,
    );
    return { draft, priced };
  };
}

const UNPERSONALISED = {
  enabled: false,
  features: [],
  usualItems: [],
  reorder: [],
  complementary: [],
  alternatives: [],
} as const;
