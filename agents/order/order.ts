export const ORDER_STATUSES = ['placed', 'confirmed', 'packed', 'delivered', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  /** Null only for orders imported without prices. */
  readonly unitPriceCents: number | null;
}

export interface OrderDiscount {
  readonly promotionId: string;
  readonly code: string | null;
  readonly label: string;
  /** What is taken off; never negative. */
  readonly cents: number;
}

export interface Order {
  readonly orderId: string;
  readonly shopperId: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly subtotalCents: number;
  readonly discounts: readonly OrderDiscount[];
  readonly totalCents: number;
  readonly currency: string;
  /** Milliseconds since the epoch. */
  readonly placedAt: number;
  readonly source: 'assistant' | 'imported';
}
