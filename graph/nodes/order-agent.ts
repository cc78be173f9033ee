import { askFirst } from '#agents/order/ask-first.ts';
import type { CartDesk } from '#agents/order/cart-desk.ts';
import { toFocusProduct } from '#agents/order/focus-product.ts';
import { runOrderAgent } from '#agents/order/order-agent.ts';
import { MAX_STEPS } from '#agents/order/tool-steps.ts';
import { type DialogueFocus, EMPTY_FOCUS } from '#agents/supervisor/dialogue-focus.ts';
import { degradationOf } from '#graph/degrade.ts';
import type { NodeWork } from '#graph/guard.ts';
import { UNKNOWN_SHOPPER } from '#graph/personal-view.ts';
import type { RunContext } from '#graph/run-context.ts';
import type { Services } from '#graph/services.ts';
import type { TurnState } from '#graph/state.ts';
import { stepsOfOthers, tellSteps } from '#graph/turn-steps.ts';
import { watchProducts } from '#graph/watch-products.ts';

/** Lets the order agent act on the cart for all intents that concern it. */
export function orderAgent(
  services: Pick<
    Services,
    'desk' | 'products' | 'catalogueStatistics' | 'orders' | 'promotions' | 'recipes' | 'clock'
  >,
): NodeWork {
  return async (state, run) => {
    const { request, understanding, personal, held } = state;
    const focus = focusOf(state);
    if (held !== null) {
      const { shopperId } = request;
      const order = await askFirst(services.desk, { shopperId, focus }, held);
      return { order, priced: order.priced };
    }
    const { constraints, habits, usualBasket, settings } = personal ?? UNKNOWN_SHOPPER;
    const { shopperId, turnId, conversationId } = request;
    const { products, degraded } = watchProducts(services.products);
    const order = await runOrderAgent(
      {
        ...services,
        products,
        statistics: services.catalogueStatistics,
        desk: announcingChanges(services.desk, run),
        now: services.clock.now,
      },
      {
        shopperId,
        turnId,
        conversationId,
        intents: understanding.intents,
        focus,
        constraints,
        habits,
        usualBasket,
        usualOff: settings?.features.usual_orders === false,
        maxSteps: MAX_STEPS - stepsOfOthers(state),
      },
      { signal: run.signal, onStep: tellSteps('order_agent', run.emit, services.clock) },
    );
    // The agent goes on past a thing that failed and says so; the reply names it as well.
    const degradation = order.failed ? degradationOf('order_agent', null) : null;
    return {
      order,
      priced: order.priced,
      degraded: [...(degradation === null ? [] : [degradation]), ...(degraded().degraded ?? [])],
    };
  };
}

/** The focus before the turn; where the turn points into the list it asks for itself, with that list. */
function focusOf({ focus, understanding, ranked, held }: TurnState): DialogueFocus {
  const before = focus ?? EMPTY_FOCUS;
  const waited = held === null && understanding.intents.some(({ slots }) => slots.ofFound === true);
  if (!waited) return before;
  const answers = understanding.intents.some(({ name }) => name === 'accept' || name === 'decline');
  const shown = (ranked ?? []).map(({ product }) => toFocusProduct(product));
  return { ...before, shown, pending: answers ? before.pending : null };
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
