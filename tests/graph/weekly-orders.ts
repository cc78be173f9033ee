import type { Shop } from './turn-services.ts';

const DAY_MS = 24 * 3_600_000;

/** So many weekly orders of this basket, the last of them `ago` days ago. */
export async function buysWeekly(shop: Shop, basket: Readonly<Record<string, number>>, weeks = 6, ago = 8) {
  const now = shop.services.clock.now();
  const lines = Object.entries(basket).map(([productId, quantity]) => ({ productId, quantity }));
  await shop.services.learner.learn(
    Array.from({ length: weeks }, (_, week) => ({
      eventId: `${Object.keys(basket).join('+')}-${week}`,
      shopperId: 'ada',
      kind: 'purchase' as const,
      at: now - (ago + (weeks - 1 - week) * 7) * DAY_MS,
      lines,
      source: `order-${week}`,
    })),
    { privacy: { learning: true } },
  );
}
