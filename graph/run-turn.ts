import { createHash } from 'node:crypto';
import type { TurnReply, TurnRequest } from '#agents/response-compiler/reply.ts';
import type { NodeName } from './node-names.ts';
import type { Services } from './services.ts';
import type { TurnEvent, TurnOutcome } from './turn-event.ts';
import type { TurnGate } from './turn-gate.ts';
import type { TurnGraph } from './turn-graph.ts';
import type { TurnLock } from './turn-lock.ts';

export interface TurnRunnerOptions {
  readonly graph: TurnGraph;
  readonly services: Pick<Services, 'conversations' | 'clock'>;
  readonly lock: TurnLock;
  readonly gate: TurnGate;
  /** A whole turn takes no longer than this, waiting in line not counted. */
  readonly deadlineMs: number;
  /** Told of node failures that were degraded and of work that failed after the reply had left. */
  readonly onFailure: (where: NodeName | 'after-reply', error: unknown, request: TurnRequest) => void;
}

export interface TurnHooks {
  /** Aborting cancels the turn while nothing has been acknowledged. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: TurnEvent) => void;
}

export interface TurnRunner {
  run(request: TurnRequest, hooks: TurnHooks): Promise<TurnOutcome>;
  /** Resolves when every turn, and the work after its reply, is done. */
  idle(): Promise<void>;
}

/**
 * The one way a turn runs: its shopper's earlier turns first, a place among the turns in flight, the stored reply if
 * it ran before, else the graph. The reply leaves once the turn is durable; learning and streaming go on behind it
 * while the shopper's next turn waits for them.
 */
export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { services, lock, gate } = options;
  const running = new Set<Promise<void>>();

  return {
    async run(request, hooks) {
      try {
        const releaseLock = await lock.acquire(request.shopperId, hooks.signal);
        let leave: (() => void) | null = null;
        try {
          leave = await gate.enter(hooks.signal);
          if (leave === null) {
            releaseLock();
            return { kind: 'overloaded', retryAfterSeconds: 1 };
          }
          const earlier = await earlierOutcome(services, request);
          if (earlier !== null) {
            releaseLock();
            leave();
            return earlier;
          }
        } catch (error) {
          leave?.();
          releaseLock();
          throw error;
        }
        const { reply, finished } = startGraph(options, request, hooks);
        const afterwards = finished.finally(() => {
          leave?.();
          releaseLock();
          running.delete(afterwards);
        });
        running.add(afterwards);
        return { kind: 'replied', reply: await reply, repeated: false };
      } catch (error) {
        if (hooks.signal.aborted) return { kind: 'cancelled' };
        throw error;
      }
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function earlierOutcome(
  services: Pick<Services, 'conversations'>,
  request: TurnRequest,
): Promise<TurnOutcome | null> {
  const { shopperId, turnId, conversationId } = request;
  const record = await services.conversations.find(shopperId, turnId);
  if (record !== null) {
    return record.requestHash === hashRequest(request)
      ? { kind: 'replied', reply: record.reply as unknown as TurnReply, repeated: true }
      : { kind: 'turn_id_reused' };
  }
  const owner = await services.conversations.owner(conversationId);
  return owner !== null && owner !== shopperId ? { kind: 'no_such_conversation' } : null;
}

/** What makes two requests the same turn; the conversation may have been named by the gateway, so it does not count. */
export function hashRequest({ message, mode, transcript, view, filters, limit }: TurnRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([message, mode, transcript, view, filters, limit]))
    .digest('hex');
}

function startGraph(
  { graph, services, deadlineMs, onFailure }: TurnRunnerOptions,
  request: TurnRequest,
  hooks: TurnHooks,
) {
  const controller = new AbortController();
  const cancel = () => controller.abort(hooks.signal.reason);
  hooks.signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(
    () => controller.abort(new Error(`The turn took longer than ${deadlineMs} ms.`)),
    deadlineMs,
  );
  const emit = hooks.onEvent ?? (() => undefined);
  emit({ type: 'turn-start', data: { turnId: request.turnId, conversationId: request.conversationId } });

  const { promise: reply, resolve: replied, reject } = Promise.withResolvers<TurnReply>();
  let answered = false;
  const settle = () => {
    clearTimeout(timer);
    hooks.signal.removeEventListener('abort', cancel);
  };
  const finished = graph
    .run(request, {
      startedAt: services.clock.now(),
      startedElapsed: services.clock.elapsed(),
      signal: controller.signal,
      emit,
      failed: (node, error) => onFailure(node, error, request),
      replied: (value) => {
        answered = true;
        settle();
        replied(value);
      },
    })
    .catch((error: unknown) => {
      if (answered) onFailure('after-reply', error, request);
      else reject(error);
    })
    .finally(settle);
  return { reply, finished };
}
