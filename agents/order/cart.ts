/** Most lines a cart holds, and most of one line. */
export const MAX_LINES = 100;
export const MAX_LINE_QUANTITY = 99;

export interface CartLine {
  readonly lineId: string;
  readonly productId: string;
  readonly name: string;
  /** Packs, 1 … 99. */
  readonly quantity: number;
  readonly unit: string;
  /** Null when the catalogue has no price; such a line keeps the cart from being ordered. */
  readonly unitPriceCents: number | null;
}

/** A shopper's one cart. Every committed change raises `revision` by one. */
export interface Cart {
  readonly cartId: string;
  readonly shopperId: string;
  readonly revision: number;
  readonly lines: readonly CartLine[];
  readonly promotionCodes: readonly string[];
  readonly currency: string;
}
