import type { AnnouncementOrigin } from '#agents/order/announce.ts';
import { announceOrderLines, announceOrderStatus } from '#agents/order/announce-order.ts';
import type { Announcement } from '#agents/order/cart-store.ts';
import type { Order } from '#agents/order/order.ts';
import type { OrderBook, PastOutcome } from '#agents/order/order-book.ts';
import type { Interaction } from '#personalization/learning/interaction.ts';
import type { Learner } from '#personalization/learning/learn.ts';
import type { SettingsStore } from '#personalization/settings/settings-store.ts';
import type { PastOrder } from './read-past-order.ts';

export interface PastOrderServices {
  readonly orders: Pick<OrderBook, 'importPast' | 'find'>;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly learner: Learner;
  /** What the catalogue knows of these products. */
  readonly describe: (
    ids: readonly string[],
  ) => ReadonlyMap<string, { readonly name: string; readonly unit: string }>;
  readonly now: () => number;
}

/**
 * Takes past orders in as if they had happened here, at their own time: into the order book, to analysts, and to
 * learning. An order already known is left as it is, but learned if a crash had kept it from being learned; one that was
 * placed here is learned as such already. One whose id is another shopper's is left out. Answers what became of each, in
 * their order.
 */
export async function takePastOrders(
  { orders, settings, learner, describe, now }: PastOrderServices,
  past: readonly PastOrder[],
  {
    currency,
    analytics,
  }: { readonly currency: string /** Whether analysts hear of them. */; readonly analytics: boolean },
): Promise<readonly PastOutcome[]> {
  const products = describe([
    ...new Set(past.flatMap(({ lines }) => lines.map(({ productId }) => productId))),
  ]);
  const entries = past.map((one) => {
    const order = toOrder(one, products, currency);
    return { order, announcements: analytics ? announcementsOf(order, now()) : [] };
  });
  const outcomes = await orders.importPast(entries);
  const kept = new Map<string, Order>();
  for (const [at, { order }] of entries.entries()) {
    const outcome = outcomes[at];
    if (outcome === 'elsewhere' || kept.has(order.orderId)) continue;
    // A row may say otherwise than the order that is kept under its id.
    const stored = outcome === 'added' ? order : await orders.find(order.shopperId, order.orderId);
    if (stored?.source === 'imported') kept.set(order.orderId, stored);
  }
  const learning = new Map<string, boolean>();
  for (const { shopperId } of kept.values()) {
    if (!learning.has(shopperId)) learning.set(shopperId, (await settings.load(shopperId)).privacy.learning);
  }
  const learned = [...kept.values()].filter(({ shopperId }) => learning.get(shopperId) === true);
  if (learned.length > 0) {
    await learner.learn(learned.map(toPurchase), { privacy: { learning: true } });
  }
  return outcomes;
}

function toOrder(
  { orderId, shopperId, placedAt, lines }: PastOrder,
  products: ReturnType<PastOrderServices['describe']>,
  currency: string,
): Order {
  const subtotalCents = lines.reduce((sum, line) => sum + (line.unitPriceCents ?? 0) * line.quantity, 0);
  return {
    orderId,
    shopperId,
    status: 'delivered',
    lines: lines.map((line) => ({
      ...line,
      name: products.get(line.productId)?.name ?? line.productId,
      unit: products.get(line.productId)?.unit ?? 'each',
    })),
    subtotalCents,
    discounts: [],
    totalCents: subtotalCents,
    currency,
    placedAt,
    source: 'imported',
  };
}

function toPurchase({ orderId, shopperId, placedAt, lines }: Order): Interaction {
  return {
    eventId: `history:${orderId}`,
    shopperId,
    kind: 'purchase',
    at: placedAt,
    orderId,
    lines: lines.map(({ productId, quantity, unitPriceCents }) => ({ productId, quantity, unitPriceCents })),
    source: `order:${orderId}`,
  };
}

/** They tell of the order's own time, and queue behind what happens now. */
function announcementsOf(order: Order, createdAt: number): readonly Announcement[] {
  const origin: AnnouncementOrigin = {
    shopperId: order.shopperId,
    operationId: `history:${order.orderId}`,
    source: 'history',
    turn: undefined,
    now: order.placedAt,
  };
  return [announceOrderStatus(origin, order, null), ...announceOrderLines(origin, order)].map(
    (announcement) => ({ ...announcement, createdAt }),
  );
}
