import type { GraphEdge } from './edge.ts';
import { statementNode } from './graph-change.ts';
import type { Interaction } from './interaction.ts';

/** What is estimated of a shopper without being a fact of the graph itself. */
export const ESTIMATED = ['price_level', 'household_estimate'] as const;
export type Estimated = (typeof ESTIMATED)[number];

/** What the shopper states of an estimate that is not to be made any more of what there was up to then. */
export function disownment(estimated: Estimated): NonNullable<Interaction['statement']> {
  return { kind: estimated, value: 'disowned', holds: true };
}

/** The estimates that the shopper disowned, with the moment: evidence from before does not count for them. */
export function disownedIn(edges: readonly GraphEdge[]): ReadonlyMap<Estimated, number> {
  const found = new Map<Estimated, number>();
  for (const estimated of ESTIMATED) {
    const stated = edges.find(
      ({ kind, targetId, props }) =>
        kind === 'STATED' && targetId === statementNode(estimated) && props.holds === true,
    );
    if (stated !== undefined) found.set(estimated, stated.evidence.lastAt);
  }
  return found;
}
