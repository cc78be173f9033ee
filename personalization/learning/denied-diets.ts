import type { GraphEdge } from './edge.ts';

/** Whether the shopper said of a diet that they do not keep it. */
export function deniesADiet(edges: readonly GraphEdge[]): boolean {
  return edges.some(({ kind, props }) => kind === 'FOLLOWS' && props.holds === false);
}
