import type { ShownProduct } from '#personalization/ranking/shown-lists.ts';

export const INTERACTION_KINDS = [
  'search',
  'impression',
  'view',
  'click',
  'dismiss',
  'not_yet',
  'add',
  'remove',
  'quantity_change',
  'purchase',
  'cancellation',
  'rejection',
  'statement',
] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

/** One thing a shopper did; the only way anything is learned. The same `eventId` is learned once. */
export interface Interaction {
  readonly eventId: string;
  readonly shopperId: string;
  readonly kind: InteractionKind;
  /** When it happened, milliseconds since the epoch. */
  readonly at: number;
  readonly productId?: string;
  readonly quantity?: number;
  readonly unitPriceCents?: number | null;
  readonly orderId?: string;
  readonly query?: string;
  readonly position?: number;
  /** impression: the list that was shown, best first, with what spoke for each product then. */
  readonly shown?: readonly ShownProduct[];
  /** cancellation: when the purchase was that does not count any more. */
  readonly purchasedAt?: number;
  /** purchase, cancellation: the whole basket at once. */
  readonly lines?: readonly {
    readonly productId: string;
    readonly quantity: number;
    readonly unitPriceCents?: number | null;
  }[];
  /** statement: what was said of oneself. */
  readonly statement?: { readonly kind: string; readonly value: string; readonly holds: boolean };
  /** The turn or order that it comes from. */
  readonly source: string;
}
