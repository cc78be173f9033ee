import { describe, expect, it } from 'vitest';
import { chooseOrders } from '#agents/order/choose-orders.ts';
import type { Order } from '#agents/order/order.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 5, 17, 12);
const DAY = 24 * 60 * 60 * 1000;

function order(orderId: string, daysAgo: number, name = 'Milk'): Order {
  return {
    orderId,
    shopperId: 'ada',
    status: 'placed',
    lines: [{ productId: 'p', name, quantity: 1, unit: 'each', unitPriceCents: 1 }],
    subtotalCents: 1,
    discounts: [],
    totalCents: 1,
    currency: 'USD',
    placedAt: NOW - daysAgo * DAY,
    source: 'assistant',
  };
}

describe('which order is meant', () => {
  const orders = [order('a', 1), order('b', 3), order('c', 9, 'Party Balloons'), order('d', 32)];

  it.each([
    [undefined, 'abcd'],
    ['last', 'a'],
    ['last time', 'a'],
    ['one before last', 'b'],
    ['the time before last', 'b'],
    ['order before', 'b'],
    ['the last two orders', 'ab'],
    ['my first order', 'd'],
    ['3 days ago', 'b'],
    ['june 8th', 'c'],
    ['with balloons', 'c'],
    ['all orders', 'abcd'],
    ['d', 'd'],
    ['yesterday', 'a'],
    ['sunday', 'b'],
    ['last week', 'bc'],
    ['last month', 'd'],
    ['may', 'd'],
    ['the party', '?'],
    ['the wedding', '?'],
    ['caviar', '?'],
    ['today', ''],
  ])('%j means %j', (which, ids) => {
    const choice = chooseOrders(which, orders, NOW);
    expect(choice.kind === 'unknown' ? '?' : choice.orders.map(({ orderId }) => orderId).join('')).toBe(ids);
  });
});
