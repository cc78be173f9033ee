import type { TurnReply, TurnRequest } from '#agents/response-compiler/reply.ts';
import type { TurnHooks, TurnRunnerOptions } from './run-turn.ts';
import { DeadlineExceeded } from './time-budget.ts';
import type { TurnEvent, TurnOutcome } from './turn-event.ts';

export interface StartedTurn {
  readonly outcome: Promise<TurnOutcome>;
  /** Resolves, never rejects, when the work behind the reply is done as well. */
  readonly finished: Promise<void>;
}

/** Sends a turn through the graph under its deadline; the shopper may cancel it until it changes something. */
export function startTurn(
  { graph, services, deadlineMs, onFailure }: TurnRunnerOptions,
  request: TurnRequest,
  { signal, onEvent }: TurnHooks,
): StartedTurn {
  const controller = new AbortController();
  let stopped: 'cancelled' | 'too_slow' | null = null;
  const stop = (why: NonNullable<typeof stopped>, reason: unknown) => {
    stopped ??= why;
    controller.abort(reason);
  };
  const cancel = () => stop('cancelled', signal.reason);
  signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => stop('too_slow', new DeadlineExceeded(deadlineMs)), deadlineMs);
  const disarm = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  };

  let isOver = false;
  const emit = (event: TurnEvent) => {
    if (isOver) return;
    isOver = event.type === 'turn-end';
    try {
      onEvent?.(event);
    } catch (error) {
      // Whoever listens must not be able to break the turn.
      onFailure('listener', error, request);
    }
  };
  emit({ type: 'turn-start', data: { turnId: request.turnId, conversationId: request.conversationId } });

  const { promise: outcome, resolve, reject } = Promise.withResolvers<TurnOutcome>();
  let answered = false;
  const end = (error: unknown) => {
    isOver = true;
    disarm();
    if (answered) onFailure('after-reply', error, request);
    else if (stopped !== null) resolve({ kind: stopped });
    else reject(error);
  };
  const finished = graph
    .run(request, {
      startedAt: services.clock.now(),
      startedElapsed: services.clock.elapsed(),
      signal: controller.signal,
      emit,
      failed: (node, error) => onFailure(node, error, request),
      changing: () => {
        controller.signal.throwIfAborted();
        signal.removeEventListener('abort', cancel);
      },
      replied: (reply: TurnReply) => {
        answered = true;
        disarm();
        resolve({ kind: 'replied', reply, repeated: false });
      },
    })
    .then(() => {
      if (!answered) end(new Error('The graph ended without a reply.'));
    }, end);
  return { outcome, finished };
}
