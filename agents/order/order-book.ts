import type { Cart } from './cart.ts';
import type { Announcement } from './cart-store.ts';
import type { Order, OrderStatus } from './order.ts';

export interface Placement {
  readonly order: Order;
  /** The cart it came from; it is emptied in the same transaction. */
  readonly cartRevision: number;
  /** The same key places one order, from one revision of the cart. */
  readonly idempotencyKey: string;
  readonly announcements: readonly Announcement[];
}

export type PlacementResult =
  | { readonly kind: 'placed'; readonly order: Order; readonly cart: Cart }
  | { readonly kind: 'repeated'; readonly order: Order; readonly cart: Cart }
  /** The key placed an order from another revision: nothing was written. */
  | { readonly kind: 'key_reused'; readonly cart: Cart }
  /** The cart moved meanwhile: nothing was written. */
  | { readonly kind: 'stale'; readonly cart: Cart };

/** An order with what its key was sent with. */
export interface PlacedOrder {
  readonly order: Order;
  /** Null for orders of before this was kept. */
  readonly cartRevision: number | null;
}

/** An order of before, with what is told of it when it is new. */
export interface PastEntry {
  readonly order: Order;
  readonly announcements: readonly Announcement[];
}

/** What became of a past order; `elsewhere`: its id is that of another shopper's order, and it was left out. */
export type PastOutcome = 'added' | 'known' | 'elsewhere';

export interface OrderPage {
  readonly orders: readonly Order[];
  readonly next: string | null;
}

/** A page's `before` that no page of this book gave out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor(cursor: string, options?: ErrorOptions) {
    super(
      `The cursor "${cursor.slice(0, 40)}" is none of ours. Use the \`next\` of an earlier page, or leave \`before\` out.`,
      options,
    );
  }
}

/** PORT. Keeps orders. `place` is atomic with emptying the cart. Another shopper's order does not exist. */
export interface OrderBook {
  place(placement: Placement): Promise<PlacementResult>;
  find(shopperId: string, orderId: string): Promise<Order | null>;
  /** The order that this key placed; null when it placed none. */
  findPlaced(shopperId: string, idempotencyKey: string): Promise<PlacedOrder | null>;
  /** How often each promotion was used in orders that were not cancelled, by promotion id. */
  promotionUses(shopperId: string): Promise<Readonly<Record<string, number>>>;
  /** Newest first; `before` is a page's `next`. Throws `InvalidCursor` when it is not. */
  list(shopperId: string, page: { readonly limit: number; readonly before?: string }): Promise<OrderPage>;
  /** Moves the order if it is still in `from`; null when it is not. */
  transition(
    shopperId: string,
    orderId: string,
    from: OrderStatus,
    to: OrderStatus,
    announcements: readonly Announcement[],
  ): Promise<Order | null>;
  /**
   * Takes in past orders, all in one transaction, each with its announcements. Their ids are unique over all shoppers:
   * one that is known is left as it is. Answers what became of each, in their order. No past order keeps `place` from
   * placing one for another shopper.
   */
  importPast(past: readonly PastEntry[]): Promise<readonly PastOutcome[]>;
  forget(shopperId: string): Promise<void>;
}
