import type { Order } from './order.ts';
import type { PricedCart } from './order-outcome.ts';
import type { ConfirmChange } from './receipt.ts';

/** One change of a cart, as a tool of the order agent or a REST route asks for it. */
export type CartCommand =
  | { readonly kind: 'add'; readonly productId: string; readonly quantity: number }
  | { readonly kind: 'set'; readonly lineId: string; readonly quantity: number }
  /** Sets the lines of `out` and adds the product, all or nothing. */
  | {
      readonly kind: 'swap';
      readonly out: readonly { readonly lineId: string; readonly quantity: number }[];
      readonly productId: string;
      readonly quantity: number;
    }
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo' }
  /** Takes the latest undo back, as long as nothing else changed the cart since. */
  | { readonly kind: 'redo' }
  | { readonly kind: 'apply_promotion'; readonly code: string }
  /** Takes a code off the cart again; null takes every code off. */
  | { readonly kind: 'remove_promotion'; readonly code: string | null };

export type CartRefusal =
  | { readonly kind: 'unknown_product' }
  | { readonly kind: 'unknown_line' }
  | { readonly kind: 'out_of_stock'; readonly available: number }
  | { readonly kind: 'limit'; readonly what: 'lines' | 'quantity'; readonly max: number }
  | { readonly kind: 'nothing_to_undo' | 'nothing_to_redo' }
  | { readonly kind: 'promotion'; readonly reason: string }
  /** The operation's id was given to another command before. */
  | { readonly kind: 'key_reused' };

export type CartChange =
  | { readonly kind: 'changed'; readonly priced: PricedCart }
  | { readonly kind: 'stale'; readonly priced: PricedCart }
  | { readonly kind: 'refused'; readonly refusal: CartRefusal; readonly priced: PricedCart };

export type OrderPlacement =
  | { readonly kind: 'placed' | 'repeated'; readonly order: Order; readonly priced: PricedCart }
  /** Price or stock moved since the cart was shown; the cart now holds what is true, at a new revision. */
  | { readonly kind: 'moved'; readonly changes: readonly ConfirmChange[]; readonly priced: PricedCart }
  | { readonly kind: 'stale'; readonly priced: PricedCart }
  /** The key placed an order from another revision of the cart before; nothing happened. */
  | { readonly kind: 'key_reused'; readonly priced: PricedCart }
  | { readonly kind: 'empty'; readonly priced: PricedCart }
  /** Some lines have no price, so no total can be promised. */
  | { readonly kind: 'unpriced'; readonly productNames: readonly string[]; readonly priced: PricedCart };

/** The turn that a change comes from; absent for REST. */
export interface TurnOrigin {
  readonly conversationId: string;
  readonly turnId: string;
}

/** The one way to read and change a cart and to order it, for the order agent and the REST routes alike. */
export interface CartDesk {
  show(shopperId: string): Promise<PricedCart>;
  /** `expectedRevision` null means "whatever it is now": it is retried when another device was first. */
  change(
    shopperId: string,
    change: {
      readonly command: CartCommand;
      readonly expectedRevision: number | null;
      readonly operationId: string;
      /** True: a client chose the id; with another command than before it is refused. Default false. */
      readonly clientKey?: boolean;
      readonly source: string;
      readonly turn?: TurnOrigin;
      /** True: undo takes this back together with the change before it, as one. Default false. */
      readonly joinsUndo?: boolean;
    },
  ): Promise<CartChange>;
  placeOrder(
    shopperId: string,
    placement: {
      readonly cartRevision: number;
      readonly idempotencyKey: string;
      readonly source: string;
      readonly turn?: TurnOrigin;
      /** The total that was shown; when it moved (a promotion ended) nothing is ordered. */
      readonly expectedTotalCents?: number;
    },
  ): Promise<OrderPlacement>;
  /** Null when there is no such order; `refused` when its status allows no cancelling. */
  cancelOrder(
    shopperId: string,
    orderId: string,
    source: string,
    turn?: TurnOrigin,
  ): Promise<{ readonly kind: 'cancelled' | 'refused'; readonly order: Order } | null>;
}
