import type { EdgeName, GraphChange, GraphOperation } from '#personalization/learning/edge.ts';
import { DAY_MS } from '#personalization/learning/evidence.ts';

const start = Date.UTC(2026, 0, 5);
export const day = (count: number) => start + count * DAY_MS;

export const bought = (product: string): EdgeName => ({
  sourceId: 'shopper',
  kind: 'BOUGHT',
  targetId: `product:${product}`,
});
export const liked: EdgeName = { sourceId: 'shopper', kind: 'LIKES', targetId: 'taste:coriander' };
export const disliked: EdgeName = { ...liked, kind: 'DISLIKES' };

export function change(
  eventId: string,
  at: number,
  operations: readonly GraphOperation[],
  rest: Partial<GraphChange> = {},
): GraphChange {
  return { eventId, shopperId: 'ana', at, recordedAt: at, source: `turn of ${eventId}`, operations, ...rest };
}

export function buys(
  eventId: string,
  at: number,
  product: string,
  quantity = 1,
  rest: Partial<GraphChange> = {},
) {
  return change(
    eventId,
    at,
    [
      {
        kind: 'node',
        node: { nodeId: `product:${product}`, kind: 'product', props: { productId: product } },
      },
      { kind: 'observe', edge: bought(product), observation: { at, quantity, cents: 300 } },
    ],
    rest,
  );
}

export function tastes(eventId: string, at: number, likes: boolean): GraphChange {
  const [edge, other] = likes ? [liked, disliked] : [disliked, liked];
  return change(eventId, at, [{ kind: 'assert', edge, props: { holds: true }, replaces: [other] }]);
}

export const shown: EdgeName = { sourceId: 'shopper', kind: 'WAS_SHOWN', targetId: 'ranking' };
export const ranks: EdgeName = { ...shown, kind: 'RANKS_BY' };

export function shows(eventId: string, at: number): GraphChange {
  const products = ['rice', 'oats'].map((productId, index) => {
    return { productId, place: index + 1, signals: [index] };
  });
  return change(eventId, at, [{ kind: 'show', edge: shown, products }]);
}

export function clicks(eventId: string, at: number, product: string): GraphChange {
  return change(eventId, at, [
    { kind: 'observe', edge: { ...bought(product), kind: 'CLICKED' }, observation: { at } },
    { kind: 'choose', edge: ranks, shown, outcome: 'chosen', prior: null },
  ]);
}
