import type { TurnRequest } from '#agents/response-compiler/reply.ts';

import type { Application } from './application.ts';
import { createTurnRun, type TurnRun } from './turn-run.ts';

/** How long a finished turn's events can be asked for again, and of how many turns. */
const KEEP_MS = 5 * 60_000;
const KEEP_RUNS = 500;

/** The turns under way in this process and the events of those that ended a short while ago. */
export interface TurnRuns {
  /**
   * Runs the turn, or joins it when the same request is under way. It goes on when the client is gone. `streaming`
   * keeps its events for a while, so that a lost stream can be resumed.
   */
  start(request: TurnRequest, options: { readonly streaming: boolean }): TurnRun;
  find(shopperId: string, turnId: string): TurnRun | null;
  /** False when no such turn of this shopper is under way. */
  cancel(shopperId: string, turnId: string): boolean;
  /** Drops what is kept of a conversation. */
  forget(shopperId: string, conversationId: string): void;
  running(): number;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  cancelAll(): void;
}

export function createTurnRuns(application: Pick<Application, 'runTurn' | 'now'>): TurnRuns {
  const running = new Map<string, TurnRun>();
  const active = new Set<TurnRun>();
  const ended = new Map<string, { readonly run: TurnRun; readonly endedAt: number }>();
  let whenIdle: PromiseWithResolvers<void> | null = null;

  const dropOld = () => {
    for (const [key, { endedAt }] of ended) {
      if (ended.size <= KEEP_RUNS && application.now() - endedAt < KEEP_MS) return;
      ended.delete(key);
    }
  };

  const finish = (key: string, run: TurnRun, keep: boolean) => {
    active.delete(run);
    if (running.get(key) === run) running.delete(key);
    if (keep) {
      ended.delete(key);
      ended.set(key, { run, endedAt: application.now() });
    }
    dropOld();
    if (active.size === 0) {
      whenIdle?.resolve();
      whenIdle = null;
    }
  };

  const find = (shopperId: string, turnId: string) => {
    dropOld();
    const key = keyOf(shopperId, turnId);
    return running.get(key) ?? ended.get(key)?.run ?? null;
  };

  return {
    start(request, { streaming }) {
      const key = keyOf(request.shopperId, request.turnId);
      const known = find(request.shopperId, request.turnId);
      if (known?.isFor(request)) return known;
      const run = createTurnRun(request, (onEvent, signal) =>
        application.runTurn(request, { signal, ...(streaming ? { onEvent } : {}) }),
      );
      active.add(run);
      // A second request under the same id waits behind the first; only the first can be found and cancelled.
      if (!running.has(key)) running.set(key, run);
      run.outcome.then(
        (outcome) => finish(key, run, streaming && outcome.kind === 'replied'),
        () => finish(key, run, false),
      );
      return run;
    },
    find,
    cancel(shopperId, turnId) {
      const run = running.get(keyOf(shopperId, turnId));
      run?.cancel();
      return run !== undefined;
    },
    forget(shopperId, conversationId) {
      for (const [key, { run }] of ended) {
        if (run.shopperId === shopperId && run.conversationId === conversationId) ended.delete(key);
      }
    },
    running: () => active.size,
    idle() {
      if (active.size === 0) return Promise.resolve();
      whenIdle ??= Promise.withResolvers();
      return whenIdle.promise;
    },
    cancelAll() {
      for (const run of active) run.cancel();
    },
  };
}

/** A space stands in neither of the two. */
function keyOf(shopperId: string, turnId: string): string {
  return `${shopperId} ${turnId}`;
}
