export const EVENT_TABLES = [
  'user_search_events',
  'product_interaction_events',
  'cart_modification_events',
  'order_transaction_events',
  'recommendation_impression_events',
  'user_events',
  'search_events',
  'cart_events',
  'order_events',
  'promotion_usage',
] as const;
export type EventTable = (typeof EVENT_TABLES)[number];

/** The one envelope of every analytics event; `data` holds the columns of its table. */
export interface AnalyticsEvent {
  /** Also the insert id: the same event is stored once. */
  readonly eventId: string;
  readonly table: EventTable;
  readonly version: 1;
  /** Milliseconds since the epoch, when it happened. */
  readonly occurredAt: number;
  /** Keyed hash of the shopper's id, never the id itself. */
  readonly shopperKey: string;
  readonly conversationId: string | null;
  readonly turnId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}
