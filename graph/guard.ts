import type { Clock } from './clock.ts';
import { degradationOf } from './degrade.ts';
import { BEHIND_THE_REPLY, type NodeName } from './node-names.ts';
import type { RunContext } from './run-context.ts';
import type { TurnState, TurnUpdate } from './state.ts';
import { DeadlineExceeded, withinBudget } from './time-budget.ts';

/** What a node does: reads the state, calls one sibling, returns a delta. */
export type NodeWork = (state: TurnState, run: RunContext) => Promise<TurnUpdate>;

/** A node as the graph runs it. */
export type GuardedNode = (state: TurnState, config: { readonly context?: unknown }) => Promise<TurnUpdate>;

export interface NodePolicy {
  readonly name: NodeName;
  readonly budgetMs: number;
  readonly work: NodeWork;
  /** What the state holds instead when the node failed or was late. */
  readonly instead?: (state: TurnState) => TurnUpdate;
}

/**
 * Wraps a node with its deadline, its timing and its events. A failure becomes a named degradation where the turn
 * can go on without the node, and fails the turn where it can't.
 */
export function guard(clock: Clock, { name, budgetMs, work, instead }: NodePolicy): GuardedNode {
  return async (state, config) => {
    const run = config.context as RunContext | undefined;
    if (run === undefined) throw new Error('The turn graph needs a run context: call it through runTurn.');
    const isTold = !BEHIND_THE_REPLY.has(name);
    if (isTold) run.emit({ type: 'node-start', data: { node: name } });
    const started = clock.elapsed();
    let update: TurnUpdate;
    let status: 'done' | 'failed' | 'late' = 'done';
    try {
      update = await withinBudget(budgetMs, run.signal, (signal) => work(state, { ...run, signal }));
    } catch (error) {
      const degradation = degradationOf(name, error);
      if (degradation === null || run.signal.aborted) throw error;
      status = error instanceof DeadlineExceeded ? 'late' : 'failed';
      run.failed(name, error);
      update = { ...instead?.(state), degraded: [degradation] };
    }
    const ms = Math.round((clock.elapsed() - started) * 100) / 100;
    if (isTold) run.emit({ type: 'node-end', data: { node: name, ms, status } });
    return { ...update, execution: [{ node: name, ms, status }] };
  };
}
