import { DEGRADED, EXECUTION, type TurnState, type TurnUpdate } from './state.ts';

/** An update as nodes write it: of a list it holds the new entries. */
type Written = { -readonly [Channel in keyof TurnState]?: TurnState[Channel] };

/** The state as the next node will find it. */
export function stateAfter(state: TurnState, update: TurnUpdate): TurnState {
  return { ...state, ...update, ...lists(state, update as Written) } as TurnState;
}

/** Two updates, one after the other, as one. */
export function bothUpdates(first: TurnUpdate, second: TurnUpdate): TurnUpdate {
  return { ...first, ...second, ...lists(first as Written, second as Written) };
}

function lists(before: Written, more: Written): Pick<TurnState, 'degraded' | 'execution'> {
  return {
    degraded: DEGRADED.join(before.degraded ?? [], more.degraded ?? []),
    execution: EXECUTION.join(before.execution ?? [], more.execution ?? []),
  };
}
