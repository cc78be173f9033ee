import type { PricedCart } from '#agents/order/order-outcome.ts';
import { compileReply } from '#agents/response-compiler/compile-reply.ts';
import type { Eaters } from '#agents/response-compiler/turn-facts.ts';
import { UNPERSONALIZED } from '#agents/response-compiler/unpersonalized.ts';
import type { NodeWork } from '#graph/guard.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState } from '#graph/state.ts';
import { withinBudget } from '#graph/time-budget.ts';

/** How long the cart is waited for when it is read again, in milliseconds. */
const CART_MS = 1_000;

/** Turns the facts of this turn into words, cards and citations. */
export function compile(services: Pick<Services, 'unitPriceOf' | 'desk'>): NodeWork {
  return async (state, { signal }) => {
    const { request, understanding, personalization, personal, emotion, window } = state;
    const down = state.degraded.map(({ capability }) => capability);
    const priced =
      state.priced === null || down.includes('cart')
        ? await readAgain(services, state, signal)
        : state.priced;
    const draft = compileReply(
      {
        mode: request.mode,
        intents: understanding.intents,
        priced,
        // What the kitchen notes answer needs no shelf.
        search: state.knowledge === null ? state.search : null,
        ranked: state.knowledge === null ? (state.ranked ?? []) : [],
        order: state.order,
        statements: state.statements ?? [],
        memory: state.memory,
        promotions: state.offers,
        knowledge: state.knowledge,
        reorder: state.reorder,
        stocked: state.stocked ?? [],
        personalization: personalization ?? UNPERSONALIZED,
        budget: state.budget,
        eaters: eatersOf(state),
        standing: personal?.standing ?? {},
        emotion: { primary: emotion?.primary ?? 'neutral', intensity: emotion?.intensity ?? 0 },
        // An index that stood in for the usual one is named in the reply, and finds things all the same.
        searchDown: state.execution.some(({ node, status }) => node === 'search_agent' && status !== 'done'),
        down,
        firstTurn: (window?.turns.length ?? 0) === 0,
      },
      services.unitPriceOf,
    );
    return { draft, priced };
  };
}

/** Whom a dish is for, as it was said; else for the household. */
function eatersOf({ understanding, personal }: TurnState): Eaters | null {
  const said = understanding.intents.find(({ slots }) => slots.servings !== undefined)?.slots.servings;
  if (said !== undefined) return { count: said, whose: 'said' };
  const size = personal?.householdSize ?? null;
  return size === null ? null : { count: size, whose: 'household' };
}

/** The cart as it truly is, after something about it failed; as it was seen last when it can't be read. */
function readAgain(
  { desk }: Pick<Services, 'desk'>,
  { request, priced }: TurnState,
  signal: AbortSignal,
): Promise<PricedCart> {
  return withinBudget(CART_MS, signal, () => desk.show(request.shopperId)).catch((error: unknown) => {
    signal.throwIfAborted();
    if (priced === null) throw error;
    return priced;
  });
}
