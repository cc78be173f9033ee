import { Command } from '@langchain/langgraph';
import type { GuardedNode } from './guard.ts';
import type { TurnState } from './state.ts';

/**
 * A node and where its turn goes on, decided by the state as the node leaves it, but for lists that nodes add to. An edge
 * with a condition would say the same; LangGraph then makes every channel anew, only to ask it.
 */
export function thenTo<Next extends string>(
  node: GuardedNode,
  route: (state: TurnState) => readonly Next[],
): (...task: Parameters<GuardedNode>) => Promise<Command<unknown, Record<string, unknown>, Next>> {
  return async (state, config) => {
    const update = await node(state, config);
    return new Command({ update, goto: [...route({ ...state, ...update } as TurnState)] });
  };
}
