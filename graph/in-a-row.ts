import type { GuardedNode } from './guard.ts';
import { DEGRADED, EXECUTION, type TurnState, type TurnUpdate } from './state.ts';

/**
 * Nodes that always follow one another, as one super-step of the graph: each super-step costs a turn as much as the
 * smaller nodes' own work. Every node keeps its deadline, its events, its stand-in and its place in the execution, and
 * finds the state as the ones before it left it.
 */
export function inARow(...nodes: readonly GuardedNode[]): GuardedNode {
  return async (state, config) => {
    let sofar = state;
    const all: Written = {};
    for (const node of nodes) {
      const update = (await node(sofar, config)) as Written;
      sofar = {
        ...sofar,
        ...update,
        degraded: DEGRADED.join(sofar.degraded, update.degraded ?? []),
        execution: EXECUTION.join(sofar.execution, update.execution ?? []),
      } as TurnState;
      Object.assign(all, update, {
        degraded: DEGRADED.join(all.degraded ?? [], update.degraded ?? []),
        execution: EXECUTION.join(all.execution ?? [], update.execution ?? []),
      });
    }
    return all as TurnUpdate;
  };
}

/** An update as nodes write it: what is joined to a list is the list's new entries. */
type Written = { -readonly [Channel in keyof TurnState]?: TurnState[Channel] };
