import type { GuardedNode } from './guard.ts';
import type { TurnUpdate } from './state.ts';
import { bothUpdates, stateAfter } from './state-after.ts';

/**
 * Nodes that always follow one another, as one super-step of the graph: each super-step costs a turn as much as the
 * smaller nodes' own work. Every node keeps its deadline, its events, its stand-in and its place in the execution, and
 * finds the state as the ones before it left it.
 */
export function inARow(...nodes: readonly GuardedNode[]): GuardedNode {
  return async (state, config) => {
    let sofar = state;
    let all: TurnUpdate = {};
    for (const node of nodes) {
      const update = await node(sofar, config);
      sofar = stateAfter(sofar, update);
      all = bothUpdates(all, update);
    }
    return all;
  };
}
