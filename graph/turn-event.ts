import type { ToolStep } from '#agents/order/order-outcome.ts';
import type { ReplyCart, ReplyProduct, TurnReply } from '#agents/response-compiler/reply.ts';

/** What a turn tells while it runs, in order. The gateway sends it as server-sent events and websocket frames. */
export type TurnEvent =
  | {
      readonly type: 'turn-start';
      readonly data: { readonly turnId: string; readonly conversationId: string };
    }
  | { readonly type: 'node-start'; readonly data: { readonly node: string } }
  | {
      readonly type: 'node-end';
      readonly data: {
        readonly node: string;
        readonly ms: number;
        readonly status: string;
        /** Of a step within a node, such as `order_agent.search`: what was done and seen. */
        readonly step?: ToolStep;
      };
    }
  | { readonly type: 'text-delta'; readonly data: { readonly text: string } }
  | { readonly type: 'products'; readonly data: { readonly products: readonly ReplyProduct[] } }
  | { readonly type: 'cart'; readonly data: { readonly cart: ReplyCart } }
  | { readonly type: 'turn-end'; readonly data: { readonly reply: TurnReply } };

export type TurnOutcome =
  | { readonly kind: 'replied'; readonly reply: TurnReply; readonly repeated: boolean }
  /** The turn id was used before for other words. */
  | { readonly kind: 'turn_id_reused' }
  /** The conversation is another shopper's: to this one it does not exist. */
  | { readonly kind: 'no_such_conversation' }
  /** Nothing was changed and nothing is kept. */
  | { readonly kind: 'cancelled' }
  /** It took longer than a whole turn may. Sent again under its id, what it already did is not done twice. */
  | { readonly kind: 'too_slow' }
  /** Too many turns wait; try again after `retryAfterSeconds`. */
  | { readonly kind: 'overloaded'; readonly retryAfterSeconds: number };
