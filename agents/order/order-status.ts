import { ORDER_STATUSES, type OrderStatus } from './order.ts';

/** Where an order may go from each status. `delivered` and `cancelled` are final. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = checkTransitions({
  placed: ['confirmed', 'cancelled'],
  confirmed: ['packed', 'cancelled'],
  packed: ['delivered'],
  delivered: [],
  cancelled: [],
});

export function canMoveOrder(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_TRANSITIONS[from].includes(to);
}

/** Answers the map if every status can be reached from `placed` and none leads to itself; throws otherwise. */
export function checkTransitions(
  map: Readonly<Record<OrderStatus, readonly OrderStatus[]>>,
): Readonly<Record<OrderStatus, readonly OrderStatus[]>> {
  const reached = new Set<OrderStatus>(['placed']);
  for (const status of reached) for (const next of map[status]) reached.add(next);
  const lost = ORDER_STATUSES.filter((status) => !reached.has(status));
  if (lost.length > 0)
    throw new Error(`No order can ever become ${lost.join(', ')}: add a transition to it.`);
  const looped = ORDER_STATUSES.filter((status) => map[status].includes(status));
  if (looped.length > 0) throw new Error(`${looped.join(', ')} leads to itself: remove that transition.`);
  return map;
}
