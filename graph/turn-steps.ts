import type { ToolStep } from '#agents/order/order-outcome.ts';
import { type StepListener, toStep } from '#agents/order/tool-steps.ts';
import type { SearchOutcome } from '#agents/search/search-outcome.ts';
import type { Clock } from './clock.ts';
import { heardStep } from './heard-step.ts';
import type { NodeName } from './node-names.ts';
import { routeToAgents } from './routing.ts';
import type { RunContext } from './run-context.ts';
import type { TurnState } from './state.ts';

/** The steps of a whole turn, for the reply's execution: what was heard, what the order agent did, what was searched. */
export function stepsOfTurn(
  state: Parameters<typeof heardStep>[0] & Pick<TurnState, 'order'>,
  search: SearchOutcome | null,
): readonly ToolStep[] {
  return [...heardStep(state), ...(state.order?.steps ?? []), ...searchStep(search)];
}

/** Steps that this turn needs beside those of the order agent. */
export function stepsOfOthers(state: TurnState): number {
  return (state.heard === null ? 0 : 1) + (routeToAgents(state).includes('search_agent') ? 1 : 0);
}

/** Tells the stream of steps as parts of their node: `order_agent.search` begins and ends within `order_agent`. */
export function tellSteps(node: NodeName, emit: RunContext['emit'], clock: Clock): StepListener {
  const started = new Map<string, number>();
  return {
    stepStarted(tool) {
      started.set(tool, clock.elapsed());
      emit({ type: 'node-start', data: { node: `${node}.${tool}` } });
    },
    stepEnded(step) {
      const ms = Math.round((clock.elapsed() - (started.get(step.tool) ?? 0)) * 100) / 100;
      const status = step.outcome === 'failed' ? 'failed' : 'done';
      emit({ type: 'node-end', data: { node: `${node}.${step.tool}`, ms, status, step } });
    },
  };
}

/** One step for all that is searched for, however many things a recipe needs. */
export function searchStep(search: SearchOutcome | null): readonly ToolStep[] {
  const calls = (search?.groups ?? []).map(({ title, query, total, alphaBecause }) => ({
    input: title,
    outcome: total > 0 ? ('done' as const) : ('refused' as const),
    observation: `alpha ${query.alpha.toFixed(2)}${alphaBecause === undefined ? '' : ` (${alphaBecause})`}, ${total} found`,
  }));
  return calls.length === 0 ? [] : [toStep('search', calls)];
}
