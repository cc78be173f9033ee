import { runOrderAgent } from '#agents/order/order-agent.ts';
import type { OrderOutcome } from '#agents/order/order-outcome.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import type { NodeWork } from '#graph/guard.ts';
import { UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState, TurnUpdate } from '#graph/state.ts';

/** Lets the order agent act on the cart for all intents that concern it. */
export function orderAgent(
  services: Pick<Services, 'desk' | 'products' | 'orders' | 'promotions' | 'recipes' | 'clock'>,
): NodeWork {
  return async ({ request, understanding, focus, personal }, { signal }) => {
    const { constraints, habits, usualBasket } = personal ?? UNKNOWN_SHOPPER;
    const { shopperId, turnId, conversationId } = request;
    const order = await runOrderAgent(
      { ...services, now: services.clock.now },
      {
        shopperId,
        turnId,
        conversationId,
        intents: understanding.intents,
        focus: focus ?? EMPTY_FOCUS,
        constraints,
        habits,
        usualBasket,
      },
      signal,
    );
    return { order, priced: order.priced };
  };
}

/** The cart could not be changed: said so, on the cart as it was last seen. */
export function withoutOrder({ priced, focus }: TurnState): TurnUpdate {
  if (priced === null) return {};
  const order: OrderOutcome = {
    receipts: [{ kind: 'failed', what: 'change your cart' }],
    steps: [],
    priced,
    order: null,
    question: null,
    products: [],
    focus: focus ?? EMPTY_FOCUS,
  };
  return { order };
}
