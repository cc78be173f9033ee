import type { TurnReply } from '#agents/response-compiler/reply.ts';
import type { TurnEvent } from '#graph/turn-event.ts';

/** The events of a turn whose own events were not kept: what a client needs to draw the reply. */
export function eventsOfReply(reply: TurnReply): readonly TurnEvent[] {
  return [
    { type: 'turn-start', data: { turnId: reply.turnId, conversationId: reply.conversationId } },
    { type: 'text-delta', data: { text: reply.text } },
    { type: 'products', data: { products: reply.products } },
    { type: 'cart', data: { cart: reply.cart } },
    { type: 'turn-end', data: { reply } },
  ];
}
