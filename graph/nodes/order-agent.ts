import { askFirst } from '#agents/order/ask-first.ts';
import type { CartDesk } from '#agents/order/cart-desk.ts';
import { runOrderAgent } from '#agents/order/order-agent.ts';
import { EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { degradationOf } from '#graph/degrade.ts';
import type { NodeWork } from '#graph/guard.ts';
import { UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { RunContext } from '#graph/run-context.ts';
import type { Services } from '#graph/services.ts';

/** Lets the order agent act on the cart for all intents that concern it. */
export function orderAgent(
  services: Pick<Services, 'desk' | 'products' | 'orders' | 'promotions' | 'recipes' | 'clock'>,
): NodeWork {
  return async ({ request, understanding, focus, personal, held }, run) => {
    if (held !== null) {
      const { shopperId } = request;
      const order = await askFirst(services.desk, { shopperId, focus: focus ?? EMPTY_FOCUS }, held);
      return { order, priced: order.priced };
    }
    const { constraints, habits, usualBasket } = personal ?? UNKNOWN_SHOPPER;
    const { shopperId, turnId, conversationId } = request;
    const order = await runOrderAgent(
      { ...services, desk: announcingChanges(services.desk, run), now: services.clock.now },
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
      run.signal,
    );
    // The agent goes on past a thing that failed and says so; the reply names it as well.
    const failed = order.steps.find(({ outcome }) => outcome === 'failed');
    const degradation = failed === undefined ? null : degradationOf('order_agent', null);
    return {
      order,
      priced: order.priced,
      ...(degradation === null ? {} : { degraded: [degradation] }),
    };
  };
}

/** The desk of one turn: once it changes something the turn can't be cancelled, once the turn went on it changes nothing. */
function announcingChanges(desk: CartDesk, { signal, changing }: RunContext): CartDesk {
  const allowed = () => {
    signal.throwIfAborted();
    changing();
  };
  return {
    show: (shopperId) => desk.show(shopperId),
    async change(...change) {
      allowed();
      return desk.change(...change);
    },
    async placeOrder(...placement) {
      allowed();
      return desk.placeOrder(...placement);
    },
    async cancelOrder(...order) {
      allowed();
      return desk.cancelOrder(...order);
    },
  };
}
